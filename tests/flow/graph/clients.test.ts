import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Answer, openShop, person, sha256, TestServer } from '../../dev-env/index.ts';
import {
  good,
  type Listed,
  membersOf,
  newAudience,
  type Received,
  refusal,
  tell,
  type Values,
} from './caller.ts';

// What clients send that the official SDK for Node does not: the others, and the samples of Meta's pages.

const server = await TestServer.start({ people: 200 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const token = shop.writerToken;
const formType = 'application/x-www-form-urlencoded';
const emails = (count: number) =>
  Array.from({ length: count }, (_, index) => sha256(person(index + 1).email));

test('a GET may have its parameters in a body of any kind, and one that cannot be read is none', async () => {
  const id = await newAudience(shop, { name: 'Body' });
  const wanted = { name: 'Body', id };
  const part = (name: string, value: string) =>
    `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const bodies: readonly (readonly [type: string, body: string])[] = [
    [formType, `fields="name"&access_token=${token}`],
    ['multipart/form-data; boundary=b', `${part('fields', 'name')}${part('access_token', token)}--b--\r\n`],
    ['application/json', JSON.stringify({ fields: ['name'], access_token: token })],
  ];
  for (const [type, body] of bodies) {
    assert.deepEqual(good(await send('GET', `/v25.0/${id}`, type, body)), wanted, type);
  }
  for (const [type, body] of [
    ['application/json', '{"fields'],
    ['multipart/form-data; boundary=b', 'x'],
    ['application/json', '{}'],
  ] as const) {
    const path = `/v25.0/${id}?fields=name&access_token=${token}`;
    assert.deepEqual(good(await send('GET', path, type, body)), wanted, body);
  }
});

test('an operation of a batch that reads may have its parameters in its body, as the SDK for Ruby sends them', async () => {
  const id = await newAudience(shop, { name: 'Ruby' });
  const batch = [
    { name: 'a1', method: 'GET', relative_url: id, body: 'fields=name', omit_response_on_success: false },
    { name: 'a2', method: 'GET', relative_url: `act_${shop.graphId}/customaudiences`, body: 'limit=1' },
  ];
  const items = good<{ body: string }[]>(
    await tell(shop.writer, '/v25.0/', { batch: JSON.stringify(batch) }),
  );
  assert.deepEqual(JSON.parse(items[0]?.body ?? ''), { name: 'Ruby', id });
  assert.equal((JSON.parse(items[1]?.body ?? '') as Listed<unknown>).data.length, 1);
});

test('ten thousand rows in brackets are taken whole, in a URL, a form and a multipart form', async () => {
  const id = await newAudience(shop);
  const path = `/v25.0/${id}/users?access_token=${token}`;
  const rows = emails(3).concat(Array.from({ length: 9997 }, (_, index) => sha256(`stranger ${index}`)));
  const names: (readonly [string, string])[] = [
    ['payload[schema]', 'EMAIL_SHA256'],
    ...rows.map((row) => ['payload[data][]', row] as const),
  ];
  const form = names.map(([name, value]) => `${encodeURIComponent(name)}=${value}`).join('&');
  const parts = names.map(
    ([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const answers = [
    await send('POST', path, formType, form),
    await send('POST', path, 'multipart/form-data; boundary=b', `${parts.join('')}--b--\r\n`),
    await shop.writer.call({ method: 'DELETE', path: `${path}&${form}` }),
  ];
  for (const answer of answers) {
    const { num_received: received, num_invalid_entries: invalid } = good<Received>(answer);
    assert.deepEqual([received, invalid], [10_000, 0]);
  }
  assert.equal(await membersOf(server.operator, id), 0);
});

test('a form of more parts than can be read is refused instead of cut', async () => {
  const part = '--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n\r\n';
  const path = `/v25.0/me?access_token=${token}`;
  const answer = await send('POST', path, 'multipart/form-data; boundary=b', part.repeat(200_001));
  assert.equal(refusal(answer).message, '(#100) At most 200000 parameters can be sent');
});

test('rows of several keys that brackets without numbers took apart are put together again', async () => {
  const id = await newAudience(shop);
  const rows = [1, 2, 3].map((number) => [sha256(person(number).email), '', person(number).externId]);
  const schema = ['EMAIL', 'PHONE', 'EXTERN_ID'];
  await add(id, { schema, data: rows });
  assert.equal(await membersOf(server.operator, id), 3);
  const query = [
    ...rows.slice(1).flatMap((row) => row.map((cell) => `payload[data][][]=${cell}`)),
    'payload[is_raw]=true',
    ...schema.map((name) => `payload[schema][]=${name}`),
  ];
  const answer = await shop.writer.call({ method: 'DELETE', path: `/v25.0/${id}/users?${query.join('&')}` });
  const { num_received: received, num_invalid_entries: invalid } = good<Received>(answer);
  assert.deepEqual([received, invalid], [2, 0]);
  assert.equal(await membersOf(server.operator, id), 1);
  const notes = 'payload[schema][]=EMAIL&payload[schema][]=DATA_PROCESSING_OPTIONS';
  const single = emails(4).map((hash, index) => `payload[data][${index}][]=${hash}`);
  const path = `/v25.0/${id}/users?access_token=${token}`;
  const added = good<Received>(await send('POST', path, formType, `${notes}&${single.join('&')}`));
  assert.deepEqual([added.num_received, added.num_invalid_entries], [4, 0]);
});

test('of rows in brackets the last cells may be missing, because PHP leaves out what is null', async () => {
  const id = await newAudience(shop);
  const rows = emails(3).map((hash, index) => `payload[data][${index}][0]=${hash}`);
  const schema = 'payload[schema][]=EMAIL&payload[schema][]=PHONE';
  const path = `/v25.0/${id}/users?access_token=${token}`;
  const body = `${schema}&${rows.join('&')}&payload[data][1][1]=x`;
  const { num_received: received, invalid_entry_samples: samples } = good<Received>(
    await send('POST', path, formType, body),
  );
  assert.deepEqual([received, Object.keys(samples)], [3, [JSON.stringify([emails(2)[1], 'x'])]]);
  assert.equal(await membersOf(server.operator, id), 2);
});

test('lists that PHP took entries out of are lists', async () => {
  const id = await newAudience(shop);
  const [ada = '', bob = ''] = emails(2);
  const payload = { schema: { 0: 'EMAIL', 2: 'EXTERN_ID' }, data: { 1: { 0: ada, 1: 'a' }, 4: [bob, 'b'] } };
  const { num_received: received, num_invalid_entries: invalid } = await add(id, payload);
  assert.deepEqual([received, invalid], [2, 0]);
  const text = await add(id, { schema: 'EMAIL', data: `{"3":"${ada}"}` });
  assert.deepEqual([text.num_received, text.num_invalid_entries], [1, 0]);
});

test('a report of a crash is taken, with and without a token', async () => {
  const report = { bizsdk_crash_report: { reason: 'Error', callstack: ['at x'], platform: 'v24' } };
  for (const client of [server.as(null), shop.writer]) {
    assert.deepEqual(good(await tell(client, '/v24.0/0/instruments', report)), { success: true });
  }
  assert.equal(refusal(await shop.writer.get('/v24.0/0/instruments')).codes, '400 2500');
});

test('a batch that brings no token anywhere is refused as a whole', async () => {
  const id = await newAudience(shop);
  const anybody = server.as(null);
  const plain = { method: 'GET', relative_url: id };
  assert.equal(refusal(await tell(anybody, '/', { batch: [plain, plain] })).codes, '400 104');
  const batch = [plain, { ...plain, relative_url: `${id}?access_token=${token}` }];
  const codes = good<{ code: number }[]>(await tell(anybody, '/', { batch })).map(({ code }) => code);
  assert.deepEqual(codes, [400, 200]);
});

test('an empty method is none, and enumerations are read in any case', async () => {
  const id = await newAudience(shop, { subtype: 'custom', customer_file_source: 'user_provided_only' });
  const read = { method: 'get', fields: 'subtype,customer_file_source' };
  const { subtype, customer_file_source: source } = good<Values>(
    await tell(shop.writer, `/v25.0/${id}`, read),
  );
  assert.deepEqual([subtype, source], ['CUSTOM', 'USER_PROVIDED_ONLY']);
  const payload = { schema: 'EXTERN_ID', data: ['crm-1'] };
  const answer = await tell(shop.writer, `/v25.0/${id}/users`, { method: '', payload, session: '' });
  assert.equal(good<Received>(answer).num_received, 1);
});

test('who asks to fetch or create gets the list of this name, and else a new one', async () => {
  const path = `/v25.0/act_${shop.graphId}/customaudiences`;
  const values = { name: 'Once', subtype: 'CUSTOM', customer_file_source: 'USER_PROVIDED_ONLY' };
  const create = async (asked: Values) =>
    good<{ id: string }>(await tell(shop.writer, path, { ...values, ...asked })).id;
  const first = await create({ enable_fetch_or_create: true });
  assert.equal(await create({ enable_fetch_or_create: '1' }), first);
  assert.notEqual(await create({ enable_fetch_or_create: true, name: 'Twice' }), first);
  const second = await create({});
  assert.notEqual(second, first);
  assert.equal(await create({ enable_fetch_or_create: true }), second);
});

test('a body is read by what it holds where its type is wrong, missing or none', async () => {
  const id = await newAudience(shop);
  const payload = { schema: 'EXTERN_ID', data: ['crm-1'] };
  const json = JSON.stringify({ payload, access_token: token });
  const form = `access_token=${token}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
  for (const type of [
    formType,
    'application/json',
    'json',
    'application/json, application/json',
    'text/plain',
  ]) {
    for (const body of [json, ` \n${json}\n`, form, `${form}\n`]) {
      const answer = await send('POST', `/v25.0/${id}/users`, type, body);
      assert.equal(good<Received>(answer).num_received, 1, `${type}: ${body.slice(0, 20)}`);
    }
  }
  const blank = await send('POST', `/v25.0/${id}?access_token=${token}`, 'application/json', ' ');
  assert.deepEqual(good(blank), { success: true });
  const broken = await send('POST', `/v25.0/${id}?access_token=${token}`, 'application/json', '{"a');
  assert.equal(refusal(broken).message, '(#100) The request body is not valid JSON.');
});

test('HEAD is a GET without the body of its answer', async () => {
  const path = '/v25.0/me';
  const { headers } = await shop.writer.get(path);
  const head = await shop.writer.call({ method: 'HEAD', path });
  assert.deepEqual([head.status, head.bytes.length], [200, 0]);
  assert.deepEqual(
    [head.headers.etag, head.headers['content-length']],
    [headers.etag, headers['content-length']],
  );
});

test('advertisements and saved audiences are edges without rows, of what the token sees', async () => {
  const id = await newAudience(shop);
  for (const path of [`/v25.0/${id}/ads`, `/v25.0/act_${shop.graphId}/saved_audiences`]) {
    assert.deepEqual(good(await shop.writer.get(`${path}?fields=name`)), { data: [] });
  }
  for (const path of ['/v25.0/999999999999999/ads', '/v25.0/act_999999999999999/saved_audiences']) {
    assert.equal(refusal(await shop.writer.get(path)).codes, '400 100/33');
  }
});

async function add(id: string, payload: Values): Promise<Received> {
  return good(await tell(shop.writer, `/v25.0/${id}/users`, { payload }));
}

function send(method: string, path: string, type: string, body: string): Promise<Answer> {
  return server.as(null).call({ method, path, body, headers: { 'content-type': type } });
}
