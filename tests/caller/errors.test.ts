import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { makeToken, openShop, TestServer } from '../dev-env/index.ts';
import { hashesOf } from './people.ts';
import { callerOf, newAudience, type RequestError, sdk, type Told } from './sdk.ts';

const server = await TestServer.start();
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const { account, api } = callerOf(server, shop);
const audience = await newAudience(account);

/** The error of a call that must fail: its status, and what stood under `error` without the number of the answer. */
async function failureOf(
  call: Promise<unknown>,
): Promise<{ readonly error: RequestError; readonly shown: Told }> {
  const error = await call.then(
    () => assert.fail('the call was answered'),
    (thrown: RequestError) => thrown,
  );
  assert.equal(error.name, 'FacebookRequestError');
  const { fbtrace_id: trace, ...shown } = error.response;
  assert.match(String(trace), /^A[\w-]{22}$/);
  assert.equal(error.headers['x-fb-request-id'], trace);
  assert.equal(error.headers['content-type'], 'application/json');
  assert.equal(error.headers['cache-control'], 'no-store');
  assert.equal(error.headers['etag'], undefined);
  assert.equal(error.message, shown['message']);
  assert.match(error.headers['www-authenticate'] ?? '', /^OAuth "Facebook Platform" "\w+" "[^"]+"$/);
  return { error, shown };
}

test('a call without a token is told to bring one', async () => {
  // The SDK puts its token behind every path that it builds itself, but not into an address that it is given.
  const address = `${server.url}/${sdk.FacebookAdsApi.VERSION}/${audience.id}?fields=name`;
  const { error, shown } = await failureOf(api.call('GET', address));
  assert.equal(error.status, 400);
  assert.deepEqual(shown, {
    message: 'An access token is required to request this resource.',
    type: 'OAuthException',
    code: 104,
  });
});

test('a token that is none is refused with the words that clients know', async () => {
  const stranger = new sdk.CustomAudience(
    audience.id,
    {},
    undefined,
    new sdk.FacebookAdsApi('EAAB', 'en', false),
  );
  const { error, shown } = await failureOf(stranger.get(['name']));
  assert.equal(error.status, 400);
  assert.deepEqual(shown, {
    message: 'Invalid OAuth access token - Cannot parse access token',
    type: 'OAuthException',
    code: 190,
  });
  assert.match(error.headers['www-authenticate'] ?? '', /"invalid_token"/);
});

function invalid(message: string): Told {
  return { message: `(#100) ${message}`, type: 'OAuthException', code: 100, is_transient: false };
}

test('a missing parameter is named', async () => {
  const unnamed = await failureOf(account.createCustomAudience([], { name: 'x', subtype: 'CUSTOM' }));
  assert.equal(unnamed.error.status, 400);
  assert.deepEqual(unnamed.shown, invalid('Missing parameter(s): customer_file_source'));
  const empty = await failureOf(audience.createUser([], {}));
  assert.deepEqual(empty.shown, invalid('Missing required parameter: payload'));
  assert.deepEqual((await failureOf(audience.deleteUsers({}))).shown, empty.shown);
});

test('a field that there is not is named with the kind of the node', async () => {
  const { error, shown } = await failureOf(audience.get(['name', 'shoe_size']));
  assert.equal(error.status, 400);
  assert.deepEqual(
    shown,
    invalid('Tried accessing nonexisting field (shoe_size) on node type (CustomAudience)'),
  );
  const ofList = await failureOf(account.getCustomAudiences(['shoe_size']));
  assert.deepEqual(ofList.shown, shown);
});

function unsupported(method: string, id: string): Told {
  return {
    message:
      `Unsupported ${method} request. Object with ID '${id}' does not exist, cannot be loaded due to missing ` +
      'permissions, or does not support this operation. Please read the Graph API documentation at ' +
      'https://developers.facebook.com/docs/graph-api',
    type: 'GraphMethodException',
    code: 100,
    error_subcode: 33,
    is_transient: false,
  };
}

test('what is not there, what was deleted and what belongs to others answers alike', async () => {
  const deleted = await newAudience(account);
  await deleted.createUser([], { payload: { schema: 'EMAIL_SHA256', data: hashesOf(1, 1) } });
  await deleted.delete([]);
  const other = await openShop(server, 'Other');
  const theirs = await newAudience(callerOf(server, other).account);
  callerOf(server, shop);
  for (const id of ['533000000000999', '1', deleted.id, theirs.id]) {
    const node = new sdk.CustomAudience(id);
    const read = await failureOf(node.get(['name']));
    assert.equal(read.error.status, 400);
    assert.deepEqual(read.shown, unsupported('get', id));
    const payload = { schema: 'EMAIL_SHA256', data: hashesOf(1, 1) };
    assert.deepEqual((await failureOf(node.createUser([], { payload }))).shown, unsupported('post', id));
    assert.deepEqual((await failureOf(node.deleteUsers({ payload }))).shown, unsupported('delete', id));
    assert.deepEqual((await failureOf(node.update([], { name: 'mine' }))).shown, unsupported('post', id));
    assert.deepEqual((await failureOf(node.delete([]))).shown, unsupported('delete', id));
    assert.deepEqual((await failureOf(node.getSessions([]))).shown, unsupported('get', id));
    const several = sdk.CustomAudience.getByIds([audience.id, id], ['name']);
    assert.deepEqual((await failureOf(several)).shown, unsupported('get', id));
  }
  const wrong = new sdk.AdAccount(`act_${other.graphId}`);
  const listed = await failureOf(wrong.getCustomAudiences(['name']));
  assert.deepEqual(listed.shown, unsupported('get', wrong.id));
  const given = { name: 'x', subtype: 'CUSTOM', customer_file_source: 'USER_PROVIDED_ONLY' };
  assert.deepEqual(
    (await failureOf(wrong.createCustomAudience([], given))).shown,
    unsupported('post', wrong.id),
  );
});

test('more than ten thousand rows are refused as a whole, in the body and in the address', async () => {
  const payload = { schema: 'EMAIL_SHA256', data: Array(10_001).fill(hashesOf(1, 1)[0]) };
  for (const call of [() => audience.createUser([], { payload }), () => audience.deleteUsers({ payload })]) {
    const { error, shown } = await failureOf(call());
    assert.equal(error.status, 400);
    const { message, type, code } = shown;
    assert.deepEqual(
      { message, type, code },
      {
        message: 'The number of parameters exceeded the maximum for this operation',
        type: 'GraphMethodException',
        code: 105,
      },
    );
  }
  assert.equal((await audience.getSessions([])).length, 0);
});

test('people that do not fit their schema are refused, and the row is not told', async () => {
  const secret = hashesOf(1, 1)[0];
  const wrong = [
    { schema: ['EMAIL', 'SHOE_SIZE'], data: [[secret, '44']] },
    { schema: [], data: [[secret]] },
    { schema: 'LOOKALIKE_VALUE', data: [5] },
    { schema: 'EMAIL', data: 'all of them' },
    { schema: 'EMAIL', data: '["half' },
    { schema: 'EMAIL', data: { row: secret } },
    { schema: 'EMAIL' },
    { data: [secret] },
  ];
  for (const payload of wrong) {
    const { error, shown } = await failureOf(audience.createUser([], { payload }));
    assert.equal(error.status, 400, JSON.stringify(payload));
    assert.equal(shown['code'], 100);
    assert.match(String(shown['message']), /^\(#100\) Data is missing or does not match schema: /);
    assert.ok(!String(shown['message']).includes(String(secret)));
  }
});

test('a session needs a number of its own and a place for each batch', async () => {
  const payload = { schema: 'EMAIL_SHA256', data: hashesOf(1, 1) };
  const wrong = [
    { session_id: 0, batch_seq: 1 },
    { session_id: '9223372036854775808', batch_seq: 1 },
    { session_id: -5, batch_seq: 1 },
    { session_id: 1.5, batch_seq: 1 },
    { batch_seq: 1 },
    { session_id: 1 },
    { session_id: 1, batch_seq: 0 },
    [1, 1],
  ];
  for (const session of wrong) {
    const { error, shown } = await failureOf(audience.createUser([], { payload, session }));
    assert.equal(error.status, 400, JSON.stringify(session));
    assert.equal(shown['code'], 100);
    assert.match(String(shown['message']), /^\(#100\) Param session/);
  }
});

test('a token that may only read is told so at every change', async () => {
  const token = await makeToken(server.operator, 'account_read', [shop.accountId]);
  const reading = new sdk.FacebookAdsApi(token, 'en_US', false);
  const node = new sdk.CustomAudience(audience.id, {}, undefined, reading);
  assert.equal((await node.get(['name'])).exportAllData()['name'], 'Spending users');
  const payload = { schema: 'EMAIL_SHA256', data: hashesOf(1, 1) };
  const calls = [
    () => node.update([], { name: 'x' }),
    () => node.delete([]),
    () => node.createUser([], { payload }),
    () => node.deleteUsers({ payload }),
    () => new sdk.AdAccount(account.id, {}, undefined, reading).createCustomAudience([], {}),
  ];
  for (const call of calls) {
    const { error, shown } = await failureOf(call());
    assert.deepEqual([error.status, shown['code']], [403, 200]);
    assert.match(String(shown['message']), /^\(#200\) /);
  }
});

test('an edge that there is not, and a verb that an edge has not, are told apart', async () => {
  const edge = await failureOf(api.call('GET', [audience.id, 'members']));
  assert.deepEqual([edge.error.status, edge.shown['code']], [400, 2500]);
  assert.equal(edge.shown['message'], 'Unknown path components: /members');
  const verb = await failureOf(api.call('GET', [audience.id, 'users']));
  assert.deepEqual(verb.shown, {
    message: 'Unsupported request - method type: get',
    type: 'GraphMethodException',
    code: 100,
    is_transient: false,
  });
});
