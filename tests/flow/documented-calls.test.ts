import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { appliedUpload, emailHashes, fields, file, makeScratch, TestServer } from '../dev-env/index.ts';
import { documentedRows } from './documented-rows.ts';

const run = promisify(execFile);

/** The token of the documented PUT call. */
const token = 'hnojm1bmyoidsp82a86cv8as9d1i0b1';
const server = await TestServer.start({ people: 1000, before: documentedRows, operatorToken: token });
after(() => server[Symbol.asyncDispose]());
const scratch = makeScratch();
after(() => scratch[Symbol.dispose]());

const content = `${emailHashes(1, 300).join('\n')}\n`;
writeFileSync(join(scratch.path, 'spending_users.csv'), content);
const noCurl = spawnSync('curl', ['--version']).status !== 0 && 'curl is not installed';

/** Runs a documented command line in the directory of the file that it sends. */
async function curl(path: string, args: readonly string[]): Promise<{ headers: string; body: string }> {
  const { stdout } = await run('curl', [`${server.url}${path}`, '-s', '-i', ...args], { cwd: scratch.path });
  // With a large body curl waits for a 100 Continue, which then stands before the answer.
  const parts = stdout.split('\r\n\r\n').filter((part) => !part.startsWith('HTTP/1.1 100'));
  return { headers: parts[0] ?? '', body: parts.slice(1).join('\r\n\r\n') };
}

test('the documented PUT of May 2014, sent with curl, gets the documented answer', {
  skip: noCurl,
}, async () => {
  const { headers, body } = await curl('/custom_audiences/465257143575221', [
    '-X',
    'PUT',
    '-H',
    'Accept: application/json',
    '-H',
    `Authorization: OAuth ${token}`,
    '-F',
    'fb_ad_account_id=22',
    '-F',
    'user_type=email_hash',
    '-F',
    'file=@spending_users.csv;type=text/plain',
  ]);
  assert.match(headers, /^HTTP\/1\.1 200 OK\r\n/);
  assert.match(headers, /^ETag: "f921fca86c860042f75b8f1611a0e900"$/im);
  assert.match(headers, /^Content-Length: 202$/im);
  assert.equal(Buffer.byteLength(body), 202);
  const upload = await appliedUpload(server.operator, Number(/^X-Upload-Id: (\d+)/im.exec(headers)?.[1]));
  assert.equal(upload.funnel.newly_added, 300);
});

test('the documented POST of April 2014, sent with curl, makes an audience and gets the form of that time', {
  skip: noCurl,
}, async () => {
  const { headers, body } = await curl('/custom_audiences', [
    '-X',
    'POST',
    '-H',
    'Accept: application/json',
    '-H',
    `Authorization: OAuth ${token}`,
    '-F',
    'fb_ad_account_id=32',
    '-F',
    'name=Spending users',
    '-F',
    'description=Users who bought something on my site',
    '-F',
    'opt_out_link=http://www.myshop.com/opt_out',
    '-F',
    'user_type=email_hash',
    '-F',
    'file=@spending_users.csv;type=text/plain',
  ]);
  assert.match(headers, /^HTTP\/1\.1 201 Created\r\n/);
  const { fb_custom_audience: audience } = JSON.parse(body) as {
    fb_custom_audience: Record<string, unknown>;
  };
  const { id, fb_id: graphId } = audience;
  assert.equal(typeof id, 'number');
  assert.equal(typeof graphId, 'number');
  assert.equal(
    body,
    `{"fb_custom_audience":{"id":${id},"name":"Spending users",` +
      '"description":"Users who bought something on my site","opt_out_link":"http://www.myshop.com/opt_out",' +
      `"user_type":"email_hash","fb_id":${graphId}}}`,
  );
  assert.match(headers, new RegExp(`^Location: /custom_audiences/${id}$`, 'im'));
  const upload = await appliedUpload(server.operator, Number(/^X-Upload-Id: (\d+)/im.exec(headers)?.[1]));
  assert.equal(upload.funnel.matched, 300);
});

test('the documented PUT of April 2014 sends only a file and gets the documented answer', {
  skip: noCurl,
}, async () => {
  const { body } = await curl('/custom_audiences/59', [
    '-X',
    'PUT',
    '-H',
    'Accept: application/json',
    '-H',
    `Authorization: OAuth ${token}`,
    '-F',
    'file=@spending_users.csv;type=text/plain',
  ]);
  assert.equal(
    body,
    '{"fb_custom_audience":{"id":59,"name":"Spending users","description":null,' +
      '"opt_out_link":"http://www.myshop.com/opt_out","user_type":"email_hash","fb_id":6017382038943}}',
  );
});

test('with a subtype the answer to a POST has the keys of May 2014 in their order', async () => {
  const answer = await server.operator.sendForm('POST', '/custom_audiences', [
    ...fields({ fb_ad_account_id: '22', name: 'Spending users', subtype: 'CUSTOM', user_type: 'email_hash' }),
    file(content),
  ]);
  assert.equal(answer.status, 201);
  const { fb_custom_audience: audience } = answer.json<{ fb_custom_audience: Record<string, unknown> }>();
  assert.equal(
    answer.text,
    `{"fb_custom_audience":{"id":${audience['id']},"name":"Spending users","fb_id":"${audience['fb_id']}",` +
      '"subtype":"CUSTOM","description":null,"opt_out_link":null}}',
  );
});

test('fields may stand behind the file', async () => {
  const behind = fields({
    user_type: 'email_hash',
    name: 'Named late',
    fb_ad_account_id: '22',
    subtype: 'CUSTOM',
  });
  const answer = await server.operator.sendForm('POST', '/custom_audiences', [file(content), ...behind]);
  assert.equal(answer.status, 201, answer.text);
  assert.match(answer.text, /"name":"Named late"/);
  const upload = await appliedUpload(server.operator, Number(answer.headers['x-upload-id']));
  assert.equal(upload.funnel.matched, 300);
});

test('fields that a PUT needs may stand behind the file too', async () => {
  const behind = fields({ fb_ad_account_id: '22', user_type: 'email_hash', operation: 'remove' });
  const answer = await server.operator.sendForm('PUT', '/custom_audiences/85', [file(content), ...behind]);
  assert.equal(answer.status, 200, answer.text);
  const upload = await appliedUpload(server.operator, Number(answer.headers['x-upload-id']));
  assert.equal(upload.operation, 'remove');
  assert.equal(upload.funnel.matched, 300);
});

test('a large file with its fields behind it waits on disk and is taken whole, and nothing of it stays there', async () => {
  const lines = 200_000;
  const large = `${content}${'f'.repeat(63)}\n${`${'0'.repeat(64)}\n`.repeat(lines)}`;
  const behind = fields({ fb_ad_account_id: '22', name: 'Large', user_type: 'email_hash' });
  const answer = await server.operator.sendForm('POST', '/custom_audiences', [file(large), ...behind]);
  assert.equal(answer.status, 201, answer.text);
  assert.deepEqual(readdirSync(join(server.dataDir, 'spool')), []);
  const { funnel } = await appliedUpload(server.operator, Number(answer.headers['x-upload-id']));
  assert.deepEqual(
    [funnel.lines, funnel.rejected, funnel.duplicates, funnel.matched],
    [lines + 301, 1, lines - 1, 300],
  );
});
