import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import {
  type Answer,
  appliedAudience,
  emailHashes,
  fields,
  file,
  makeToken,
  openShop,
  type Shop,
  type SlowUpload,
  slowUpload,
  TestServer,
  untilReceiving,
  untilState,
  uploadsOf,
} from '../dev-env/index.ts';

const bytesMax = 100_000;
const server = await TestServer.start({
  people: 100,
  settings: {
    KINDRED_UPLOAD_BYTES_MAX: String(bytesMax),
    KINDRED_UPLOADS_IN_FLIGHT_MAX: '3',
    KINDRED_UPLOADS_PER_ACCOUNT_MAX: '2',
  },
});
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const content = emailHashes(1, 20).join('\n');
const one = await audienceOf(shop);

async function audienceOf({ accountId }: Shop): Promise<number> {
  return (await appliedAudience({ client: server.operator, accountId, content })).audienceId;
}

function assertRefused(answer: Answer, status: number, code: string): void {
  assert.equal(answer.status, status, answer.text);
  assert.equal(answer.json<{ error: { code: string } }>().error.code, code);
}

function put(audienceId: number, value: Buffer | string, token = server.operatorToken): Promise<Answer> {
  const form = [...fields({ user_type: 'email_hash' }), file(value)];
  return server.as(token).sendForm('PUT', `/custom_audiences/${audienceId}`, form);
}

function slow(audienceId: number, withFields = true): SlowUpload {
  const upload = slowUpload({
    url: server.url,
    method: 'PUT',
    path: `/custom_audiences/${audienceId}`,
    headers: { authorization: `Bearer ${server.operatorToken}` },
    fields: withFields ? { user_type: 'email_hash' } : {},
  });
  upload.write(content);
  return upload;
}

test('a file of as many bytes as may be is taken, and one byte more is refused with 413', async () => {
  const allowed = `${emailHashes(1, 1)[0]}\n`.repeat(2000).slice(0, bytesMax);
  assert.equal((await put(one, allowed)).status, 200);
  const answer = await put(one, `${allowed}\n`);
  assertRefused(answer, 413, 'file_too_large');
  assert.equal(
    answer.json<{ error: { details: { bytes_max: number } } }>().error.details.bytes_max,
    bytesMax,
  );
  assert.equal((await untilState(server.operator, one, 'aborted')).funnel.lines, 0);
});

test('of a gzip file the bytes that are sent are counted', async () => {
  const packed = gzipSync(`${emailHashes(1, 1)[0]}\n`.repeat(10_000));
  assert.ok(packed.length < bytesMax);
  assert.equal((await put(one, packed)).status, 200);
});

test('a file that is too large is refused before it has ended', async () => {
  const upload = slow(one);
  upload.write(Buffer.alloc(2 * bytesMax, 'a'));
  assertRefused(await upload.answer, 413, 'file_too_large');
});

test('a file that is too large is refused before it has ended, also when its fields stand behind it', {
  timeout: 20_000,
}, async () => {
  const upload = slowUpload({
    url: server.url,
    method: 'POST',
    path: '/custom_audiences',
    headers: { authorization: `Bearer ${server.operatorToken}` },
    fields: {},
  });
  upload.write(Buffer.alloc(20 * bytesMax, 'a'));
  assertRefused(await upload.answer, 413, 'file_too_large');
});

test('more uploads than an ad account may have in flight are refused with 429, until one has ended', async () => {
  const audiences = [await audienceOf(shop), await audienceOf(shop)];
  const uploads = audiences.map((audienceId) => slow(audienceId));
  for (const audienceId of audiences) await untilReceiving(server.operator, audienceId);
  const refused = await put(one, content);
  assertRefused(refused, 429, 'too_many_uploads');
  assert.ok(Number(refused.headers['retry-after']) >= 1);
  for (const upload of uploads) upload.finish();
  for (const upload of uploads) assert.equal((await upload.answer).status, 200);
  assert.equal((await put(one, content)).status, 200);
});

test('another ad account may upload meanwhile, until the whole server has as many in flight as it takes', async () => {
  const other = await openShop(server, 'Other');
  const [first, second, third] = [await audienceOf(shop), await audienceOf(shop), await audienceOf(other)];
  const uploads = [slow(first), slow(second), slow(third)];
  for (const audienceId of [first, second, third]) await untilReceiving(server.operator, audienceId);
  const token = await makeToken(server.operator, 'account_write', [other.accountId]);
  const refused = await put(third, content, token);
  assertRefused(refused, 503, 'overloaded');
  assert.ok(Number(refused.headers['retry-after']) >= 1);
  for (const upload of uploads) upload.finish();
  for (const upload of uploads) assert.equal((await upload.answer).status, 200);
  assert.equal((await put(third, content, token)).status, 200);
});

test('an upload that is refused for want of room leaves no record', async () => {
  const audiences = [await audienceOf(shop), await audienceOf(shop)];
  const uploads = audiences.map((audienceId) => slow(audienceId));
  for (const audienceId of audiences) await untilReceiving(server.operator, audienceId);
  const before = await uploadsOf(server.operator, one);
  assertRefused(await put(one, content), 429, 'too_many_uploads');
  assert.deepEqual(await uploadsOf(server.operator, one), before);
  for (const upload of uploads) upload.finish();
  for (const upload of uploads) await upload.answer;
});

test('nothing that was put aside stays on the disk', () => {
  const spooled = readdirSync(server.dataDir).includes('spool')
    ? readdirSync(join(server.dataDir, 'spool'))
    : [];
  assert.deepEqual(spooled, []);
});
