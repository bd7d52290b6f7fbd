import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import { type Answer, openShop, TestServer } from '../dev-env/index.ts';
import { documentedRows } from './documented-rows.ts';

const server = await TestServer.start({ before: documentedRows });
after(() => server[Symbol.asyncDispose]());

const documentedBody =
  '{"fb_custom_audience":{"id":85,"name":"Spending users","fb_id":"465257143575221","subtype":"CUSTOM",' +
  '"description":"Users who bought something on my site","opt_out_link":"http://www.myshop.com/opt_out"}}';
const documentedTag = '"f921fca86c860042f75b8f1611a0e900"';

test('the documented audience has the documented bytes and the documented ETag', async () => {
  for (const id of ['465257143575221', '85']) {
    const answer = await server.operator.get(`/custom_audiences/${id}`);
    assert.equal(answer.status, 200);
    assert.equal(answer.text, documentedBody);
    assert.equal(answer.headers['content-length'], '202');
    assert.equal(answer.headers.etag, documentedTag);
  }
});

test('an answer carries the documented headers', async () => {
  const { headers } = await server.operator.get('/custom_audiences/85');
  assert.equal(headers['x-frame-options'], 'SAMEORIGIN');
  assert.equal(headers['x-xss-protection'], '1; mode=block');
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['content-type'], 'application/json; charset=utf-8');
  assert.equal(headers['cache-control'], 'max-age=0, private, must-revalidate');
  assert.match(String(headers['x-request-id']), /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  assert.match(String(headers['x-runtime']), /^[0-9]+\.[0-9]+$/);
});

const documentedAllowed =
  'Origin, X-Requested-With, Content-Type, Accept, Authorization, Content-Disposition'.split(', ');

function assertCors(answer: Answer): void {
  assert.equal(answer.headers['access-control-allow-origin'], '*');
  assert.equal(answer.headers['access-control-allow-methods'], 'POST, PUT, DELETE, GET, OPTIONS');
  assert.equal(answer.headers['access-control-request-method'], '*');
  const allowed = String(answer.headers['access-control-allow-headers']).split(', ');
  assert.deepEqual(allowed.slice(0, documentedAllowed.length), documentedAllowed);
}

test('pages of other origins may call: answers, refusals and preflights carry the documented CORS headers', async () => {
  assertCors(await server.operator.get('/custom_audiences/85'));
  assertCors(await server.as(null).get('/custom_audiences/85'));
  assertCors(await server.operator.get('/no/such/address'));
  const preflight = await server.as(null).call({
    method: 'OPTIONS',
    path: '/custom_audiences/85',
    headers: { origin: 'https://shop.example', 'access-control-request-method': 'PUT' },
  });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.text, '');
  assertCors(preflight);
});

const matching = [
  documentedTag,
  `W/${documentedTag}`,
  `"something else", ${documentedTag}`,
  `"a",W/${documentedTag} , "b"`,
  '*',
];

for (const header of matching) {
  test(`If-None-Match: ${header} is answered with 304 and no body`, async () => {
    const answer = await server.operator.get('/custom_audiences/85', { 'if-none-match': header });
    assert.equal(answer.status, 304);
    assert.equal(answer.bytes.length, 0);
    assert.equal(answer.headers.etag, documentedTag);
    assert.equal(answer.headers['content-length'], undefined);
  });
}

for (const header of ['"f921fca86c860042f75b8f1611a0e901"', 'f921fca86c860042f75b8f1611a0e900', '""']) {
  test(`If-None-Match: ${header} does not match, so the body is sent`, async () => {
    const answer = await server.operator.get('/custom_audiences/85', { 'if-none-match': header });
    assert.equal(answer.status, 200);
    assert.equal(answer.text, documentedBody);
  });
}

test('the calls of early 2014 give Graph objects: a bare array, and one object unwrapped', async () => {
  const list = await server.operator.get('/customaudiences?fb_ad_account_id=22');
  const one = await server.operator.get('/customaudiences/465257143575221');
  assert.equal(list.text, `[${one.text}]`);
  const object = one.json<Record<string, unknown>>();
  const keys = [
    'id',
    'account_id',
    'approximate_count',
    'description',
    'name',
    'status',
    'run_status',
    'subtype',
  ];
  assert.deepEqual(Object.keys(object), [...keys, 'time_updated']);
  assert.deepEqual([object['id'], object['account_id']], ['465257143575221', '22']);
  assert.deepEqual(object['run_status'], { code: 0, description: 'This audience is ready to use.' });
  assert.equal(one.headers.etag, tagOf(one.bytes));
});

test('the list of an account without audiences has the documented 51 bytes', async () => {
  const shop = await openShop(server, 'Empty');
  const answer = await shop.reader.get(`/custom_audiences?fb_ad_account_id=${shop.graphId}`);
  assert.equal(answer.text, '{"custom_audiences":[],"meta":{"page":1,"total":0}}');
  assert.equal(answer.headers['content-length'], '51');
  assert.equal(answer.headers.etag, tagOf(answer.bytes));
});

test('every answer with a body has the MD5 of just these bytes as its ETag', async () => {
  const paths = [
    '/custom_audiences/85/uploads',
    '/custom_audiences?fb_ad_account_id=22',
    '/fb_ad_accounts',
    '/tokens',
  ];
  for (const path of paths) {
    const answer = await server.operator.get(path);
    assert.equal(answer.headers.etag, tagOf(answer.bytes), path);
    const again = await server.operator.get(path, { 'if-none-match': String(answer.headers.etag) });
    assert.equal(again.status, 304, path);
  }
});

test('less-than, greater-than and ampersand are escaped and other characters are not, as in the documented samples', async () => {
  const answer = await server.operator.postJson('/fb_ad_accounts', { name: 'Käse & <Brot> / 東京' });
  assert.equal(answer.status, 201);
  assert.match(answer.text, /"name":"Käse \\u0026 \\u003cBrot\\u003e \/ 東京"/);
  assert.equal(answer.headers.etag, tagOf(answer.bytes));
});

function tagOf(bytes: Buffer): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`;
}
