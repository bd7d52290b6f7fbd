import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { type Answer, fields, formOf, openShop, TestServer } from '../../dev-env/index.ts';
import { ask, faultOf, good, newAudience, refusal, tell } from './caller.ts';

const server = await TestServer.start();
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const audience = await newAudience(shop, { name: 'Zürich / "Süd"' });
const token = shop.writerToken;
const anybody = server.as(null);

test('a version is echoed, and calls without one or with a retired one get the oldest', async () => {
  const versions: Readonly<Record<string, string>> = {
    '/v19.0': 'v19.0',
    '/v21.0': 'v21.0',
    '/v25.0': 'v25.0',
    '': 'v19.0',
    '/v2.3': 'v19.0',
    '/v18.0': 'v19.0',
  };
  for (const [prefix, version] of Object.entries(versions)) {
    const answer = await ask(shop.writer, 'GET', `${prefix}/${audience}`);
    assert.deepEqual(good(answer), { id: audience }, prefix);
    assert.equal(answer.headers['facebook-api-version'], version);
  }
});

test('a version that is none and unknown words are unknown path components', async () => {
  for (const path of [
    `/v25/${audience}`,
    `/v25.0.1/${audience}`,
    `/v999.0/${audience}`,
    '/v25.0/xyz',
    '/v25.0/me/xyz',
    `/v25.0/${audience}/xyz`,
    `/v25.0/${audience}/users/1`,
    `/v25.0/act_${shop.graphId}/constructor`,
  ]) {
    const { codes, message } = refusal(await ask(shop.writer, 'GET', path));
    assert.equal(codes, '400 2500', path);
    assert.match(message, /^Unknown path components: \//);
  }
});

test('slashes at the end of a path mean nothing', async () => {
  for (const path of [
    `/v25.0/${audience}/`,
    `/${audience}/`,
    `/v25.0//${audience}//`,
    '/v25.0/me/adaccounts/',
  ]) {
    assert.equal((await ask(shop.writer, 'GET', path)).status, 200, path);
  }
});

test('the token may stand in the query, in every kind of body, and in the header', async () => {
  const path = `/v25.0/${audience}`;
  const form = formOf(fields({ access_token: token, fields: 'id' }));
  const answers: Readonly<Record<string, Answer>> = {
    query: await ask(anybody, 'GET', path, { access_token: token }),
    'query of a POST': await ask(anybody, 'POST', path, { access_token: token, description: 'x' }),
    urlencoded: await sendTyped('POST', path, 'application/x-www-form-urlencoded', `access_token=${token}`),
    'urlencoded DELETE': await sendTyped(
      'POST',
      path,
      'application/x-www-form-urlencoded; charset=utf-8',
      `access_token=${token}`,
    ),
    multipart: await sendTyped('POST', path, form.contentType, form.body),
    json: await sendTyped('POST', path, 'application/json', JSON.stringify({ access_token: token })),
    Bearer: await withHeader(path, `Bearer ${token}`),
    OAuth: await withHeader(path, `OAuth ${token}`),
    'small letters': await withHeader(path, `bearer ${token}`),
  };
  for (const [place, answer] of Object.entries(answers))
    assert.equal(answer.status, 200, `${place}: ${answer.text}`);
});

test('no token is error 104 and a wrong one error 190, both without is_transient', async () => {
  const none = await ask(anybody, 'GET', `/v25.0/${audience}`);
  assert.deepEqual(Object.keys(faultOf(none)), ['message', 'type', 'code', 'fbtrace_id']);
  assert.deepEqual(refusal(none), {
    codes: '400 104',
    message: 'An access token is required to request this resource.',
  });
  assert.match(
    none.headers['www-authenticate'] ?? '',
    /^OAuth "Facebook Platform" "invalid_token" "An access/,
  );
  for (const wrong of ['nonsense', 'x'.repeat(5000), 'nul\0']) {
    const answer = await ask(anybody, 'GET', `/v25.0/${audience}`, { access_token: wrong });
    assert.equal(refusal(answer).codes, '400 190', wrong.slice(0, 20));
    assert.equal(refusal(answer).message, 'Invalid OAuth access token - Cannot parse access token');
  }
});

test('POST takes another method in a parameter, in query and body and in any case', async () => {
  const path = `/v25.0/${audience}`;
  for (const method of ['get', 'GET', 'Get', '"get"']) {
    assert.deepEqual(good(await ask(shop.writer, 'POST', path, { method })), { id: audience }, method);
    const body = new URLSearchParams({ method }).toString();
    const sent = await sendTyped(
      'POST',
      `${path}?access_token=${token}`,
      'application/x-www-form-urlencoded',
      body,
    );
    assert.deepEqual(good(sent), { id: audience }, method);
  }
  assert.deepEqual(good(await tell(shop.writer, path, { method: 'Get', fields: ['id'] })), { id: audience });
  const doomed = await newAudience(shop);
  assert.deepEqual(good(await tell(shop.writer, `/v25.0/${doomed}`, { method: 'delete' })), {
    success: true,
  });
  assert.equal(refusal(await ask(shop.writer, 'POST', path, { method: 'PATCH' })).codes, '400 100');
});

test('parameters come in every kind of body, on POST and on DELETE', async () => {
  const payload = { schema: 'EXTERN_ID', data: ['crm-1', 'crm-2'] };
  const values = { payload: JSON.stringify(payload) };
  const form = formOf(fields(values));
  const bodies: readonly (readonly [string, Buffer | string])[] = [
    ['application/x-www-form-urlencoded', new URLSearchParams(values).toString()],
    [form.contentType, form.body],
    ['application/json', JSON.stringify({ payload })],
    ['application/json; charset=utf-8', JSON.stringify(values)],
    ['text/plain', JSON.stringify({ payload })],
  ];
  for (const method of ['POST', 'DELETE']) {
    for (const [type, body] of bodies) {
      const path = `/v25.0/${audience}/users?access_token=${token}`;
      const answer = await sendTyped(method, path, type, body);
      assert.equal(good<{ num_received: number }>(answer).num_received, 2, `${method} ${type}`);
    }
    const answer = await ask(shop.writer, method, `/v25.0/${audience}/users`, values);
    assert.equal(good<{ num_received: number }>(answer).num_received, 2);
  }
});

test('PHP brackets, values in JSON quotes and empty values are understood', async () => {
  const bracketed =
    'payload[schema][]=EXTERN_ID&payload[schema][]=EMAIL&payload[data][0][]=crm-1&payload[data][0][]=&payload[data][1][]=crm-2&payload[data][1][]=' +
    '&session[session_id]=77&session[batch_seq]=1&session[last_batch_flag]=';
  const path = `/v25.0/${audience}/users?access_token=${token}`;
  const answer = await sendTyped('POST', path, 'application/x-www-form-urlencoded', bracketed);
  const { session_id: session, num_received: received } = good<{ session_id: string; num_received: number }>(
    answer,
  );
  assert.deepEqual([session, received], ['77', 2]);
  const quoted = await newAudienceOf({
    name: '"My new CA"',
    subtype: '"CUSTOM"',
    customer_file_source: '"USER_PROVIDED_ONLY"',
    fields: '"name"',
  });
  assert.equal(good<{ name: string }>(quoted).name, 'My new CA');
  const literal = await tell(shop.writer, `/v25.0/act_${shop.graphId}/customaudiences`, {
    name: '"My new CA"',
    customer_file_source: 'USER_PROVIDED_ONLY',
    fields: 'name',
  });
  assert.equal(good<{ name: string }>(literal).name, '"My new CA"');
  assert.deepEqual(good(await ask(shop.writer, 'GET', `/v25.0/${audience}`, { fields: '' })), {
    id: audience,
  });
});

test('a GET with an empty JSON object as its body is a GET without one', async () => {
  const answer = await anybody.call({
    method: 'GET',
    path: `/v25.0/${audience}?access_token=${token}`,
    body: '{}',
    headers: { 'content-type': 'application/json' },
  });
  assert.deepEqual(good(answer), { id: audience });
});

test('a session id of 64 bits comes back to the digit, sent as a number or as a text', async () => {
  const payload = '{"schema":"EXTERN_ID","data":["crm-1"]}';
  for (const id of ['9007199254740993', '9223372036854775807', '1000000000000000001']) {
    for (const written of [id, `"${id}"`]) {
      const body = `{"payload":${payload},"session":{"session_id":${written},"batch_seq":1,"last_batch_flag":false}}`;
      const path = `/v25.0/${audience}/users`;
      assert.equal(good<{ session_id: string }>(await tell(shop.writer, path, body)).session_id, id);
      const form = { payload, session: `{"session_id": ${written}, "batch_seq": 1}` };
      assert.equal(good<{ session_id: string }>(await ask(shop.writer, 'POST', path, form)).session_id, id);
    }
  }
});

test('JSON is written as PHP writes it, and as the ETag and the length say', async () => {
  const answer = await ask(shop.writer, 'GET', `/v25.0/${audience}`, { fields: 'name,id' });
  assert.equal(answer.text, `{"name":"Z\\u00fcrich \\/ \\"S\\u00fcd\\"","id":"${audience}"}`);
  const etag = `"${createHash('sha1').update(answer.bytes).digest('hex')}"`;
  assert.equal(answer.headers.etag, etag);
  assert.equal(answer.headers['content-length'], String(answer.bytes.length));
  const path = `/v25.0/${audience}?fields=name,id`;
  const same = await shop.writer.get(path, { 'if-none-match': etag });
  assert.deepEqual([same.status, same.bytes.length], [304, 0]);
  for (const named of [`W/${etag}`, `"other", ${etag}`, '*']) {
    assert.equal((await shop.writer.get(path, { 'if-none-match': named })).status, 304, named);
  }
  assert.equal((await shop.writer.get(path, { 'if-none-match': '"other"' })).status, 200);
  const posted = await tell(shop.writer, `/v25.0/${audience}`, { method: 'post', description: 'y' });
  assert.equal(posted.headers.etag, undefined);
});

test('answers carry the recorded headers, and errors theirs', async () => {
  const answer = await ask(shop.writer, 'GET', `/v25.0/${audience}`);
  const { headers } = answer;
  assert.equal(headers['content-type'], 'application/json');
  assert.match(headers['x-fb-request-id'] as string, /^A[A-Za-z0-9_-]{22}$/);
  assert.match(headers['x-fb-trace-id'] as string, /^[A-Za-z0-9+/]{11}$/);
  assert.match(headers['x-fb-rev'] as string, /^\d{10}$/);
  assert.match(headers['x-fb-debug'] as string, /^[A-Za-z0-9+/]{86}==$/);
  assert.equal(headers['cache-control'], 'private, no-cache, no-store, must-revalidate');
  assert.equal(headers.pragma, 'no-cache');
  assert.equal(headers.expires, 'Sat, 01 Jan 2000 00:00:00 GMT');
  assert.equal(headers['access-control-allow-origin'], '*');
  assert.equal(headers['strict-transport-security'], 'max-age=15552000; preload');
  for (const foreign of ['x-upload-id', 'idempotency-replayed', 'location', 'www-authenticate']) {
    assert.equal(headers[foreign], undefined, foreign);
  }
  const refused = await ask(shop.writer, 'GET', '/v25.0/1234567890123456');
  assert.equal(refused.headers['cache-control'], 'no-store');
  assert.match(
    refused.headers['www-authenticate'] ?? '',
    /^OAuth "Facebook Platform" "invalid_request" "Unsupported get/,
  );
  assert.equal(refused.headers.etag, undefined);
  assert.equal(refused.headers['content-length'], String(refused.bytes.length));
});

test('only who names gzip gets it', async () => {
  const long = await newAudience(shop, { description: 'x'.repeat(1000) });
  const path = `/v25.0/${long}?fields=description,name,operation_status`;
  for (const accepts of ['*', 'deflate', 'identity', 'gzip;q=0', '']) {
    const answer = await shop.writer.get(path, { 'accept-encoding': accepts });
    assert.equal(answer.headers['content-encoding'], undefined, accepts);
    assert.ok(answer.bytes.length > 1024, String(answer.bytes.length));
  }
  for (const accepts of ['gzip', 'gzip, deflate', 'deflate, GZIP;q=0.5, *']) {
    const answer = await shop.writer.get(path, { 'accept-encoding': accepts });
    assert.equal(answer.headers['content-encoding'], 'gzip', accepts);
    assert.equal(answer.headers['content-length'], String(answer.bytes.length));
    const plain = gunzipSync(answer.bytes);
    assert.equal(answer.headers.etag, `"${createHash('sha1').update(plain).digest('hex')}"`);
  }
});

test('pretty indents, debug adds a last key, and suppressed codes keep their body', async () => {
  const path = `/v25.0/${audience}`;
  const pretty = await ask(shop.writer, 'GET', path, { pretty: '1' });
  assert.equal(pretty.text, `{\n   "id": "${audience}"\n}`);
  const debug = await ask(shop.writer, 'GET', path, { debug: 'all', pretty: '0' });
  assert.equal(debug.text, `{"id":"${audience}","__debug__":{}}`);
  assert.equal((await ask(shop.writer, 'GET', path, { debug: '' })).text, `{"id":"${audience}"}`);
  for (const name of ['suppress_http_code', 'suppress_response_codes']) {
    const refused = await ask(shop.writer, 'GET', '/v25.0/xyz', { [name]: '1' });
    assert.deepEqual([refused.status, faultOf(refused).code], [200, 2500]);
    const early = await ask(shop.writer, 'GET', '/v999.0/me', { [name]: 'true' });
    assert.deepEqual([early.status, faultOf(early).code], [200, 2500]);
  }
});

test('a callback is called by a name that can only be a name', async () => {
  const path = `/v25.0/${audience}`;
  const called = await ask(shop.writer, 'GET', path, { callback: 'my.app$1' });
  assert.equal(called.text, `/**/ my.app$1({"id":"${audience}"});`);
  assert.match(called.headers['content-type'] ?? '', /^text\/javascript/);
  for (const hostile of ['alert(1);x', '<script>', 'a b', '1a', '', 'x'.repeat(500), 'a\nb']) {
    const answer = await ask(shop.writer, 'GET', path, { callback: hostile });
    assert.equal(answer.text, `{"id":"${audience}"}`, hostile);
    assert.equal(answer.headers['content-type'], 'application/json');
  }
});

function sendTyped(method: string, path: string, type: string, body: Buffer | string): Promise<Answer> {
  return anybody.call({ method, path, body, headers: { 'content-type': type } });
}

function withHeader(path: string, authorization: string): Promise<Answer> {
  return anybody.get(path, { authorization });
}

function newAudienceOf(values: Readonly<Record<string, string>>): Promise<Answer> {
  return ask(shop.writer, 'POST', `/v25.0/act_${shop.graphId}/customaudiences`, values);
}

test('a verb that the Graph API does not have is refused in its own form', async () => {
  for (const method of ['PUT', 'PATCH']) {
    const answer = await shop.writer.call({ method, path: '/v25.0/me' });
    assert.equal(answer.status, 400, answer.text);
    assert.equal(faultOf(answer).message, `Unsupported request - method type: ${method.toLowerCase()}`);
  }
});
