import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, test } from 'node:test';
import { type Answer, openShop, person, rawRequest, sha256, TestServer } from '../../dev-env/index.ts';
import { faultOf, good, membersOf, newAudience, type Received, refusal, tell } from './caller.ts';

const server = await TestServer.start({ people: 200 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const audience = await newAudience(shop);

const mebibyte = 1024 * 1024;
const columns = 'EMAIL,PHONE,GEN,DOBY,DOBM,DOBD,LN,FN,FI,CT,ST,ZIP,MADID,COUNTRY,UID'.split(',');

test('a DELETE takes 10 000 rows of 15 hashes in its URL', async () => {
  await tell(shop.writer, `/v25.0/${audience}/users`, {
    payload: { schema: 'EMAIL', data: [1, 2, 3].map((number) => sha256(person(number).email)) },
  });
  const stranger = columns.map((column) => sha256(`stranger ${column}`));
  const rows = Array.from({ length: 10_000 }, () => stranger);
  rows[9999] = [sha256(person(2).email), ...stranger.slice(1)];
  const payload = encodeURIComponent(JSON.stringify({ schema: columns, data: rows }));
  assert.ok(payload.length > 10 * mebibyte, String(payload.length));
  const answer = await shop.writer.call({
    method: 'DELETE',
    path: `/v25.0/${audience}/users?access_token=${shop.writerToken}&payload=${payload}`,
    body: '{}',
    headers: { 'content-type': 'application/json' },
  });
  const { num_received: received, num_invalid_entries: invalid } = good<Received>(answer);
  assert.deepEqual([received, invalid], [10_000, 0]);
  assert.equal(await membersOf(server.operator, audience), 2);
});

test('a body that is announced is waited for with 100 Continue', async () => {
  const body = `payload=${encodeURIComponent('{"schema":"EXTERN_ID","data":["crm-1"]}')}`;
  const head = [
    `POST /v25.0/${audience}/users?access_token=${shop.writerToken} HTTP/1.1`,
    'Host: graph',
    'Content-Type: application/x-www-form-urlencoded',
    `Content-Length: ${body.length}`,
    'Expect: 100-continue',
    'Connection: close',
    '\r\n',
  ].join('\r\n');
  const said = await converse(head, body);
  assert.match(said, /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
  assert.match(said, /"num_received":1/);
});

test('a head of more than 16 MiB is refused in JSON', async () => {
  const head = `GET /v25.0/me?x=${'x'.repeat(16 * mebibyte)} HTTP/1.1\r\nHost: graph\r\n\r\n`;
  const said = await rawRequest(server.url, head);
  assert.match(said, /^HTTP\/1\.1 431 /);
  const [top = '', body = ''] = said.split('\r\n\r\n');
  assert.match(top, /Content-Type: application\/json/i);
  assert.match(top, new RegExp(`Content-Length: ${Buffer.byteLength(body)}`, 'i'));
  assert.match((JSON.parse(body) as { error: { message: string } }).error.message, /16777216 bytes/);
});

test('a body of more than 64 MiB is refused in JSON, whether or not its length is told', async () => {
  const big = Buffer.alloc(64 * mebibyte + 1, 'x');
  const path = `/v25.0/${audience}/users`;
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  for (const body of [big, inPieces(big)]) {
    const answer = await shop.writer.call({ method: 'POST', path, body, headers });
    assert.equal(answer.status, 413, answer.text);
    assert.equal(faultOf(answer).code, 100);
    assert.equal(answer.headers['content-length'], String(answer.bytes.length));
  }
});

test('a body of nearly 64 MiB is read', async () => {
  const rows = Array.from({ length: 10_000 }, (_, index) => `${index}`.padEnd(6000, 'x'));
  const body = JSON.stringify({ payload: { schema: 'EXTERN_ID', data: rows } });
  assert.ok(body.length > 57 * mebibyte);
  const { num_received: received } = good<Received>(
    await tell(shop.writer, `/v25.0/${audience}/users`, body),
  );
  assert.equal(received, 10_000);
});

test('an address that cannot be decoded is refused without repeating its token', async () => {
  const answer = await server.as(null).get(`/v25.0/%zz?access_token=${shop.writerToken}`);
  assert.equal(answer.status, 400);
  assert.ok(!answer.text.includes(shop.writerToken), answer.text);
  assert.equal(typeof answer.json<{ error: unknown }>().error, 'object');
});

test('a multipart form that is broken off, or has parts without a name, is read as far as it can be', async () => {
  const path = `/v25.0/${audience}/users?access_token=${shop.writerToken}`;
  const type = 'multipart/form-data; boundary=b';
  const part = '--b\r\nContent-Disposition: form-data; name="payload"';
  const value = '{"schema":"EXTERN_ID","data":["crm-1"]}';
  const nameless = `--b\r\nContent-Disposition: form-data; x="y"\r\n\r\n1\r\n`;
  for (const file of ['', '; filename="p.json"']) {
    assert.equal(
      (await sendTyped('POST', path, type, `${nameless}${part}${file}\r\n\r\n${value}\r\n--b--\r\n`)).status,
      200,
    );
    const broken = await sendTyped('POST', path, type, `${part}${file}\r\n\r\n${value}`);
    assert.equal(refusal(broken).codes, '400 100');
  }
  const odd = await sendTyped('POST', path, 'multipart/form-data', part);
  assert.equal(refusal(odd).codes, '400 100');
  assert.equal(refusal(await sendTyped('POST', path, '/', value)).codes, '400 100');
});

function sendTyped(method: string, path: string, type: string, body: string): Promise<Answer> {
  return server.as(null).call({ method, path, body, headers: { 'content-type': type } });
}

async function* inPieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 8 * mebibyte) yield bytes.subarray(at, at + 8 * mebibyte);
}

/** Sends the body only after the server has answered the head. */
function converse(head: string, body: string): Promise<string> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(head));
    let said = '';
    socket.setEncoding('utf8');
    socket.once('data', () => socket.write(body));
    socket.on('data', (piece: string) => {
      said += piece;
    });
    socket.once('error', reject);
    socket.once('close', () => resolve(said));
  });
}
