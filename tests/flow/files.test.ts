import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { UploadReport } from '@kindred/contract';
import {
  appliedAudience,
  assertSumsClose,
  emailHashes,
  fields,
  file,
  openShop,
  strangerHash,
  TestServer,
} from '../dev-env/index.ts';

const server = await TestServer.start({ people: 500 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const bom = Buffer.from([0xef, 0xbb, 0xbf]);
const five = emailHashes(1, 5);

async function reportOf(content: Buffer | string): Promise<UploadReport> {
  const { report } = await appliedAudience({ client: server.operator, accountId: shop.accountId, content });
  assertSumsClose(report.funnel);
  return report;
}

const forms: Readonly<Record<string, Buffer | string>> = {
  'with line feeds': `${five.join('\n')}\n`,
  'with carriage returns and line feeds': `${five.join('\r\n')}\r\n`,
  'with both kinds of line ends': `${five.slice(0, 2).join('\r\n')}\r\n${five.slice(2).join('\n')}\n`,
  'whose last line has no end': five.join('\n'),
  'with a byte order mark': Buffer.concat([bom, Buffer.from(five.join('\r\n'))]),
  'of gzip': gzipSync(`${five.join('\n')}\n`),
  'of gzip with a byte order mark inside': gzipSync(Buffer.concat([bom, Buffer.from(five.join('\n'))])),
  'of several gzip members, cut in the middle of a line': Buffer.concat([
    gzipSync(five.join('\n').slice(0, 100)),
    gzipSync(five.join('\n').slice(100)),
    gzipSync(''),
  ]),
};

for (const [name, content] of Object.entries(forms)) {
  test(`a file ${name} is read to its last line`, async () => {
    const { funnel } = await reportOf(content);
    assert.deepEqual([funnel.lines, funnel.blank, funnel.rejected, funnel.matched], [5, 0, 0, 5]);
  });
}

test('a byte order mark counts only at the beginning of a file', async () => {
  const { funnel } = await reportOf(
    Buffer.concat([Buffer.from(`${five[0]}\n`), bom, Buffer.from(`${five[1]}\n`)]),
  );
  assert.equal(funnel.matched, 1);
  assert.equal(funnel.rejected, 1);
});

test('blank lines at the end of a file are counted, the end of the last line is none', async () => {
  const { funnel } = await reportOf(`${five[0]}\n\n \n`);
  assert.deepEqual([funnel.lines, funnel.blank, funnel.matched], [3, 2, 1]);
});

const useless: Readonly<Record<string, readonly [content: Buffer | string, lines: number, note: RegExp]>> = {
  'an empty file': ['', 0, /The file is empty/],
  'an empty gzip file': [gzipSync(''), 0, /The file is empty/],
  'a file of only a byte order mark': [bom, 0, /The file is empty/],
  'a file of blank lines': ['\n\r\n  \n""\n', 4, /only blank lines/],
  'a file of e-mail addresses': [
    'mary@example.com\njohn@example.com\n',
    2,
    /No line of the file could be used/,
  ],
};

for (const [name, [content, lines, note]] of Object.entries(useless)) {
  test(`${name} gives an empty audience and a report that says why`, async () => {
    const { funnel, notes } = await reportOf(content);
    assert.equal(funnel.lines, lines);
    assert.equal(funnel.accepted, 0);
    assert.equal(funnel.newly_added, 0);
    assert.match(notes.join(' '), note);
  });
}

test('a file of another kind than user_type says gives an empty audience, as documented', async () => {
  const made = await appliedAudience({
    client: server.operator,
    accountId: shop.accountId,
    content: five.join('\n'),
    userType: 'fbid',
  });
  assert.equal(made.report.funnel.rejected_by_reason.not_a_numeric_id, 5);
  assert.equal(made.report.funnel.accepted, 0);
});

test('repeated lines are counted as duplicates, however they are written', async () => {
  const [one = '', two = ''] = five;
  const { funnel } = await reportOf([one, one.toUpperCase(), ` "${one}"`, two, one].join('\n'));
  assert.deepEqual([funnel.lines, funnel.duplicates, funnel.accepted, funnel.matched], [5, 3, 2, 2]);
});

test('line numbers are right in a file that is loaded in several pieces', async () => {
  const lines = Array.from({ length: 400_000 }, (_, index) => strangerHash(index % 1000));
  const bad = [3, 99_999, 262_144, 262_145, 333_333, 400_000];
  for (const line of bad) lines[line - 1] = `bad ${line}`;
  const report = await reportOf(lines.join('\n'));
  assert.deepEqual(
    report.rejected_samples.map(({ line }) => line),
    bad,
  );
  assert.equal(report.funnel.lines, 400_000);
  assert.equal(report.funnel.accepted, 1000);
  assert.equal(report.bytes, Buffer.byteLength(lines.join('\n')));
});

const unreadable = {
  'is cut off': gzipSync(`${emailHashes(1, 400).join('\n')}\n`).subarray(0, 5000),
  'is cut off behind its head': gzipSync(five.join('\n')).subarray(0, 12),
  'is damaged': damaged(gzipSync(`${emailHashes(1, 400).join('\n')}\n`)),
  'has only its first two bytes': Buffer.from([0x1f, 0x8b]),
};

function damaged(packed: Buffer): Buffer {
  const copy = Buffer.from(packed);
  copy.fill(0xaa, copy.length - 2000, copy.length - 1000);
  return copy;
}

for (const [name, content] of Object.entries(unreadable)) {
  test(`a gzip file that ${name} is refused, and nothing of it is applied`, async () => {
    const { audienceId } = await appliedAudience({
      client: server.operator,
      accountId: shop.accountId,
      content: five.join('\n'),
    });
    const form = [...fields({ user_type: 'email_hash' }), file(content)];
    const answer = await server.operator.sendForm('PUT', `/custom_audiences/${audienceId}`, form);
    assert.equal(answer.status, 422, answer.text);
    assert.equal(answer.json<{ error: { code: string } }>().error.code, 'file_unreadable');
    const { uploads } = (await server.operator.get(`/custom_audiences/${audienceId}/uploads`)).json<{
      uploads: UploadReport[];
    }>();
    assert.deepEqual(
      uploads.map((upload) => upload.state),
      ['aborted', 'applied'],
    );
  });
}

test('what was refused has left no rows in the column store', async () => {
  await server.stop();
  const { column } = await server.stores({
    column: [{ sql: 'SELECT count() AS row_count FROM staged_rows' }],
  });
  assert.deepEqual(column, [[{ row_count: '0' }]]);
  await server.start();
});
