import assert from 'node:assert/strict';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { type Answer, openShop, TestServer } from '../../dev-env/index.ts';
import { faultOf, good, newAudience, type Received, refusal } from './caller.ts';

const server = await TestServer.start();
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const audience = await newAudience(shop);
const mebibyte = 1024 * 1024;
const mark = Buffer.from([0xef, 0xbb, 0xbf]);
const people = JSON.stringify({ payload: { schema: 'EXTERN_ID', data: ['crm-1', 'crm-2'] } });

function post(body: Buffer | PassThrough, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return shop.writer.call({
    method: 'POST',
    path: `/v25.0/${audience}/users`,
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

function received(answer: Answer): number {
  return good<Received>(answer).num_received;
}

test('a byte order mark in front of a body means nothing', async () => {
  assert.equal(received(await post(Buffer.concat([mark, Buffer.from(people)]))), 2);
  const untyped = { 'content-type': 'text/plain' };
  assert.equal(received(await post(Buffer.concat([mark, Buffer.from(people)]), untyped)), 2);
  const form = Buffer.from(`payload=${encodeURIComponent('{"schema":"EXTERN_ID","data":["crm-1"]}')}`);
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  assert.equal(received(await post(Buffer.concat([mark, form]), type)), 1);
});

test('a body that is packed with gzip is read in every form, with and without a mark', async () => {
  for (const encoding of ['gzip', 'x-gzip', 'GZIP', 'identity']) {
    const body = encoding === 'identity' ? Buffer.from(people) : gzipSync(people);
    assert.equal(received(await post(body, { 'content-encoding': encoding })), 2, encoding);
  }
  const gzip = { 'content-encoding': 'gzip' };
  assert.equal(received(await post(gzipSync(Buffer.concat([mark, Buffer.from(people)])), gzip)), 2);
  const form = `payload=${encodeURIComponent('{"schema":"EXTERN_ID","data":["crm-1"]}')}`;
  const type = { ...gzip, 'content-type': 'application/x-www-form-urlencoded' };
  assert.equal(received(await post(gzipSync(form), type)), 1);
  const part = '--b\r\nContent-Disposition: form-data; name="payload"\r\n\r\n';
  const multipart = `${part}{"schema":"EXTERN_ID","data":["crm-1"]}\r\n--b--\r\n`;
  const parted = { ...gzip, 'content-type': 'multipart/form-data; boundary=b' };
  assert.equal(received(await post(gzipSync(multipart), parted)), 1);
});

test('a packed body may be no larger than others when it is unpacked', async () => {
  const bomb = gzipSync(Buffer.alloc(65 * mebibyte, ' '));
  assert.ok(bomb.length < mebibyte);
  const answer = await post(bomb, { 'content-encoding': 'gzip' });
  assert.equal(refusal(answer).codes, '413 100');
});

test('a packed body that is damaged or cut off, and an encoding that is not known, are refused in words', async () => {
  const packed = gzipSync(people.repeat(100));
  const cut = await post(packed.subarray(0, -20), { 'content-encoding': 'gzip' });
  assert.deepEqual(refusal(cut), {
    codes: '400 100',
    message: '(#100) The gzip body is damaged or was cut off.',
  });
  const brotli = await post(Buffer.from(people), { 'content-encoding': 'br' });
  assert.equal(refusal(brotli).codes, '415 100');
});

/** Resolves when all but what fits on the line has left. */
async function sent(body: PassThrough, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length; at += mebibyte) {
    if (!body.write(bytes.subarray(at, at + mebibyte))) await once(body, 'drain');
  }
}

test('large bodies share the memory: who finds no room for long is told to come again, and small calls pass', async () => {
  const held = Array.from({ length: 3 }, () => new PassThrough());
  const calls = held.map((body) => post(body));
  // Blanks in front of JSON mean nothing.
  const blanks = Buffer.alloc(62 * mebibyte, ' ');
  for (const body of held) await sent(body, blanks);
  const late = await post(Buffer.concat([blanks, Buffer.from(people)]));
  assert.equal(refusal(late).codes, '503 2');
  assert.equal(faultOf(late).is_transient, true);
  assert.equal(received(await post(Buffer.from(people))), 2);
  for (const body of held) body.end(people);
  for (const call of calls) assert.equal(received(await call), 2);
  assert.equal(received(await post(Buffer.concat([blanks, Buffer.from(people)]))), 2);
});
