import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import type { RejectReason, UploadReport } from '@kindred/contract';
import { appliedAudience, assertSumsClose, openShop, person, sha256, TestServer } from '../dev-env/index.ts';

/** A line of a hash file, and what must become of it. */
interface Line {
  readonly name: string;
  readonly text: string | Buffer;
  readonly becomes: 'person' | 'blank' | RejectReason;
  /** What may be shown of a rejected one. */
  readonly sample?: string;
}

let people = 0;
/** The hash of a further person of the town, so that each good line can be told by who it finds. */
function hash(): string {
  people += 1;
  return sha256(person(people).email);
}

const digest = createHash('sha256').update('mary@example.com').digest();
const emptyHash = sha256('');
const masked = 'x'.repeat(48);

const lines: readonly Line[] = [
  { name: 'of 64 hexadecimal digits', text: hash(), becomes: 'person' },
  { name: 'in capital letters', text: hash().toUpperCase(), becomes: 'person' },
  {
    name: 'in mixed letters',
    text: hash().replace(/[ace]/g, (each) => each.toUpperCase()),
    becomes: 'person',
  },
  { name: 'with blanks around it', text: `  ${hash()}   `, becomes: 'person' },
  { name: 'with tabs around it', text: `\t${hash()}\t`, becomes: 'person' },
  { name: 'in double quotes', text: `"${hash()}"`, becomes: 'person' },
  { name: 'in single quotes', text: `'${hash()}'`, becomes: 'person' },
  {
    name: 'in quotes with blanks inside and outside',
    text: ` " ${hash().toUpperCase()} " `,
    becomes: 'person',
  },
  { name: 'that ends with a carriage return', text: `${hash()}\r`, becomes: 'person' },
  { name: 'in quotes that ends with a carriage return', text: `"${hash()}"\r`, becomes: 'person' },
  { name: 'without anything', text: '', becomes: 'blank' },
  { name: 'of blanks', text: '   ', becomes: 'blank' },
  { name: 'of tabs', text: '\t\t', becomes: 'blank' },
  { name: 'of a carriage return', text: '\r', becomes: 'blank' },
  { name: 'of empty quotes', text: '""', becomes: 'blank' },
  {
    name: 'with an e-mail address',
    text: 'mary@example.com',
    becomes: 'email_not_hashed',
    sample: 'xxxx@xxxxxxx.xxx',
  },
  {
    name: 'with an e-mail address in quotes',
    text: '"Mary.Poppins2@example.com"',
    becomes: 'email_not_hashed',
    sample: 'xxxx.xxxxxxx9@xxxxxxx.xxx',
  },
  {
    name: 'with an e-mail address of other letters',
    text: 'марія@пошта.укр',
    becomes: 'email_not_hashed',
    sample: 'xxxxx@xxxxx.xxx',
  },
  { name: 'with a phone number', text: '15559876543', becomes: 'phone_not_hashed', sample: '99999999999' },
  {
    name: 'with a written phone number',
    text: '+39 (02) 123-45.67',
    becomes: 'phone_not_hashed',
    sample: '+99 (99) 999-99.99',
  },
  {
    name: 'with an MD5 hash',
    text: createHash('md5').update('x').digest('hex'),
    becomes: 'md5_hash',
    sample: 'x'.repeat(32),
  },
  {
    name: 'with a SHA-1 hash in capitals',
    text: createHash('sha1').update('x').digest('hex').toUpperCase(),
    becomes: 'sha1_hash',
    sample: 'x'.repeat(40),
  },
  { name: 'with a hash in Base64', text: digest.toString('base64'), becomes: 'base64_hash' },
  { name: 'with a hash in Base64 for addresses', text: digest.toString('base64url'), becomes: 'base64_hash' },
  { name: 'of 63 hexadecimal digits', text: sha256('a').slice(1), becomes: 'hash_length', sample: masked },
  { name: 'of 65 hexadecimal digits', text: `${sha256('a')}0`, becomes: 'hash_length', sample: masked },
  {
    name: 'of 128 hexadecimal digits',
    text: sha256('a') + sha256('b'),
    becomes: 'hash_length',
    sample: masked,
  },
  { name: 'with the SHA-256 of the empty string', text: emptyHash, becomes: 'hash_of_empty', sample: masked },
  {
    name: 'with the SHA-256 of the empty string, quoted and in capitals',
    text: `"${emptyHash.toUpperCase()}"`,
    becomes: 'hash_of_empty',
    sample: masked,
  },
  {
    name: 'with 64 characters that are not hexadecimal',
    text: `g${sha256('a').slice(1)}`,
    becomes: 'not_a_hash',
    sample: masked,
  },
  { name: 'with some words', text: 'hello, world 42', becomes: 'not_a_hash', sample: 'xxxxx, xxxxx 99' },
  {
    name: 'with characters that mean something to databases',
    text: `it's "a" \\ {b,c}; -- $1`,
    becomes: 'not_a_hash',
    sample: `xx'x "x" \\ {x,x}; -- $9`,
  },
  {
    name: 'that is not UTF-8',
    text: Buffer.from([0x6d, 0xe4, 0x72, 0x79]),
    becomes: 'not_utf8',
    sample: 'x\u{fffd}xx',
  },
  { name: 'of 1025 bytes', text: 'z'.repeat(1025), becomes: 'line_too_long', sample: masked },
  { name: 'of 1024 bytes', text: 'z'.repeat(1024), becomes: 'not_a_hash', sample: masked },
  {
    name: 'of 1024 bytes before its carriage return',
    text: `${'z'.repeat(1024)}\r`,
    becomes: 'not_a_hash',
    sample: masked,
  },
  {
    name: 'of a good hash far behind blanks',
    text: ' '.repeat(1000) + sha256('a'),
    becomes: 'line_too_long',
    sample: masked,
  },
  { name: 'of 200 000 bytes', text: 'y'.repeat(200_000), becomes: 'line_too_long', sample: masked },
  { name: 'behind one of 200 000 bytes', text: hash(), becomes: 'person' },
  { name: 'at the end of the file, without a line end', text: hash(), becomes: 'person' },
];

const server = await TestServer.start({ people: 100 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const report = await reportOf(lines.map((line) => line.text));

async function reportOf(texts: readonly (string | Buffer)[]): Promise<UploadReport> {
  const pieces = texts.flatMap((text, index) => [
    ...(index === 0 ? [] : [Buffer.from('\n')]),
    Buffer.isBuffer(text) ? text : Buffer.from(text),
  ]);
  const content = Buffer.concat(pieces);
  const made = await appliedAudience({ client: server.operator, accountId: shop.accountId, content });
  return made.report;
}

for (const [index, line] of lines.entries()) {
  const outcome = { person: 'finds its person', blank: 'is blank' }[line.becomes as string];
  test(`a line ${line.name} ${outcome ?? `is rejected as ${line.becomes}`}`, () => {
    const found = report.rejected_samples.find((sample) => sample.line === index + 1);
    if (outcome !== undefined) assert.equal(found, undefined);
    else assert.equal(found?.reason, line.becomes);
    if (line.sample !== undefined) assert.equal(found?.sample, line.sample);
  });
}

test('every line is counted once, under what became of it', () => {
  const count = (becomes: string) => lines.filter((line) => line.becomes === becomes).length;
  const { funnel } = report;
  assertSumsClose(funnel);
  assert.equal(funnel.lines, lines.length);
  assert.equal(funnel.blank, count('blank'));
  assert.equal(funnel.matched, count('person'));
  assert.equal(funnel.newly_added, count('person'));
  const reasons = new Set(
    lines.map((line) => line.becomes).filter((each) => each !== 'person' && each !== 'blank'),
  );
  assert.deepEqual(
    funnel.rejected_by_reason,
    Object.fromEntries([...reasons].map((reason) => [reason, count(reason)])),
  );
});

test('samples never show a value', () => {
  const shown = JSON.stringify(report.rejected_samples);
  assert.ok(!/mary|poppins|9876543|hello/i.test(shown), shown);
  for (const { sample } of report.rejected_samples) assert.ok(sample.length <= 48, sample);
});

test('a line with a zero byte is rejected, and its neighbours are not', async () => {
  const good = sha256(person(90).email);
  const { funnel, rejected_samples: samples } = await reportOf([good, 'a\0b', `${sha256('a')}\0`]);
  assertSumsClose(funnel);
  assert.equal(funnel.matched, 1);
  assert.deepEqual(
    samples.map(({ line }) => line),
    [2, 3],
  );
});

test('a file in UTF-16 is taken for what it is: no line of it can be used', async () => {
  const text = `\u{feff}${sha256(person(90).email)}\r\n${sha256(person(91).email)}\r\n`;
  const { funnel, notes } = await reportOf([Buffer.from(text, 'utf16le')]);
  assertSumsClose(funnel);
  assert.equal(funnel.accepted, 0);
  assert.match(notes.join(' '), /No line of the file could be used/);
});

test('of many rejected lines the first hundred are shown', async () => {
  const { funnel, rejected_samples: samples } = await reportOf(Array.from({ length: 250 }, () => 'no hash'));
  assert.equal(funnel.rejected, 250);
  assert.deepEqual(
    samples.map(({ line }) => line),
    Array.from({ length: 100 }, (_, index) => index + 1),
  );
});
