import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { makeApp, makeToken, openShop, proofOf, TestServer, until } from '../../../dev-env/index.ts';
import { ask, faultOf, good, newAudience, tell, type Values } from '../caller.ts';

const server = await TestServer.start();
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const anybody = server.as(null);
const audience = await newAudience(shop);
const app = await makeApp(server.operator, { name: 'Sync & "Co"' });
const other = await makeApp(server.operator, { name: 'Other' });
const token = await makeToken(server.operator, 'account_write', [shop.accountId], app.id);
const reader = await makeToken(server.operator, 'account_read', [shop.accountId], app.id);
const credentials = { client_id: app.id, client_secret: app.secret };

interface Granted {
  readonly access_token: string;
  readonly token_type: string;
}

const grant = (values: Values) => ask(anybody, 'GET', '/v25.0/oauth/access_token', values);

async function appToken(): Promise<string> {
  return good<Granted>(await grant({ grant_type: 'client_credentials', ...credentials })).access_token;
}

/** Message, code and status of a refusal that has no more than a token error has. */
async function refused(answer: Promise<Parameters<typeof faultOf>[0]>): Promise<string> {
  const got = await answer;
  const { message, type, code, fbtrace_id: trace, ...more } = faultOf(got);
  assert.deepEqual([type, more], ['OAuthException', {}], trace);
  return `${got.status} ${code} ${message}`;
}

test('the secret of an app gives its token, over GET and POST, with and without a version', async () => {
  const values = { grant_type: 'client_credentials', ...credentials };
  const given = await grant(values);
  assert.deepEqual(Object.keys(good<Granted>(given)), ['access_token', 'token_type']);
  const { access_token: text, token_type: type } = given.json<Granted>();
  assert.equal(type, 'bearer');
  assert.match(text, new RegExp(`^${app.id}\\|[\\w-]{43}$`));
  assert.ok(!text.includes(app.secret));
  for (const path of ['/oauth/access_token', '/v25.0/oauth/access_token/']) {
    assert.deepEqual(good(await tell(anybody, path, values)), given.json());
  }
});

test('an app token, given or put together, tells of its app and nothing else', async () => {
  for (const text of [await appToken(), `${app.id}|${app.secret}`]) {
    for (const path of ['/v25.0/app', `/v25.0/${app.id}`]) {
      const asked = await ask(anybody, 'GET', path, { access_token: text });
      assert.deepEqual(Object.entries(good<object>(asked)), [
        ['name', 'Sync & "Co"'],
        ['id', app.id],
      ]);
      assert.deepEqual(good(await ask(server.as(text), 'GET', path, { fields: 'id' })), { id: app.id });
    }
    for (const [method, path] of [
      ['GET', `/v25.0/${audience}`],
      ['DELETE', `/v25.0/${audience}`],
      ['POST', `/v25.0/${audience}/users`],
      ['GET', `/v25.0/act_${shop.graphId}`],
      ['GET', `/v25.0/act_${shop.graphId}/customaudiences`],
      ['POST', `/v25.0/act_${shop.graphId}/customaudiences`],
      ['GET', `/v25.0/${other.id}`],
      ['POST', `/v25.0/${app.id}`],
      ['GET', `/v25.0/?ids=${audience}`],
    ] as const) {
      assert.equal(
        await refused(server.as(text).call({ method, path })),
        '400 102 A user access token is required to request this resource.',
        `${method} ${path}`,
      );
    }
    for (const path of ['/v25.0/me', '/v25.0/me/adaccounts']) {
      assert.equal(
        await refused(server.as(text).get(path)),
        '400 2500 An active access token must be used to query information about the current user.',
      );
    }
    assert.equal((await server.as(text).get('/tokens')).status, 401);
    assert.equal((await server.as(text).get('/fb_ad_accounts')).status, 401);
  }
});

test('what is nearly an app token is none', async () => {
  const given = await appToken();
  for (const text of [
    `${app.id}|`,
    `${app.id}|${app.secret.toUpperCase()}x`,
    `${app.id}|${app.secret.slice(1)}`,
    `${app.id}|${other.secret}`,
    `${other.id}|${given.split('|')[1]}`,
    `1|${app.secret}`,
    `${'9'.repeat(30)}|${app.secret}`,
  ]) {
    const answer = server.as(null).get(`/v25.0/app?access_token=${encodeURIComponent(text)}`);
    assert.equal(await refused(answer), '400 190 Invalid OAuth access token signature.', text);
  }
});

test('a wrong client, secret or grant is refused in the words of Facebook', async () => {
  const client = { grant_type: 'client_credentials' };
  const cases: readonly (readonly [Values, string])[] = [
    [client, '400 101 Missing client_id parameter.'],
    [
      { ...client, ...credentials, client_id: '1' },
      '400 101 Error validating application. Invalid application ID.',
    ],
    [
      { ...client, ...credentials, client_id: 'shop' },
      '400 101 Error validating application. Invalid application ID.',
    ],
    [
      { ...client, ...credentials, client_id: '0' },
      '400 101 Error validating application. Invalid application ID.',
    ],
    [{ ...client, client_id: app.id }, '400 1 Error validating client secret.'],
    [{ ...client, ...credentials, client_secret: other.secret }, '400 1 Error validating client secret.'],
    [
      { ...credentials, grant_type: 'password' },
      "400 100 Invalid grant_type: 'password'. Supported types: client_credentials, fb_exchange_token",
    ],
    [credentials, "400 100 Invalid grant_type: ''. Supported types: client_credentials, fb_exchange_token"],
    [{ ...credentials, grant_type: 'fb_exchange_token' }, '400 1 fb_exchange_token parameter not specified'],
    [
      { ...credentials, grant_type: 'fb_exchange_token', fb_exchange_token: 'x' },
      '400 190 Invalid OAuth access token - Cannot parse access token',
    ],
    [
      { ...credentials, grant_type: 'fb_exchange_token', fb_exchange_token: shop.writerToken },
      `400 1 The access token does not belong to application ${app.id}`,
    ],
  ];
  for (const [values, expected] of cases) assert.equal(await refused(grant(values)), expected);
});

test('a token of the app is exchanged for one that never expires, which it is already', async () => {
  const values = { grant_type: 'fb_exchange_token', fb_exchange_token: token, ...credentials };
  assert.deepEqual(good(await grant(values)), { access_token: token, token_type: 'bearer' });
});

type Debugged = Readonly<Record<'data', Values>>;

const debug = (viewer: string, input: string) =>
  ask(anybody, 'GET', '/v25.0/debug_token', { input_token: input, access_token: viewer });

test('an app sees what its tokens are: whose, since when, and what for', async () => {
  const found = good<Debugged>(await debug(await appToken(), token)).data;
  const { issued_at: issuedAt, user_id: userId, ...rest } = found;
  assert.ok(Math.abs(Number(issuedAt) - Date.now() / 1000) < 600);
  assert.match(String(userId), /^\d+$/);
  assert.deepEqual(rest, {
    app_id: app.id,
    type: 'USER',
    application: 'Sync & "Co"',
    data_access_expires_at: 0,
    expires_at: 0,
    is_valid: true,
    scopes: ['ads_management', 'ads_read'],
    granular_scopes: [
      { scope: 'ads_management', target_ids: [shop.graphId] },
      { scope: 'ads_read', target_ids: [shop.graphId] },
    ],
  });
  const read = good<Debugged>(await debug(`${app.id}|${app.secret}`, reader)).data;
  assert.deepEqual(read['granular_scopes'], [{ scope: 'ads_read', target_ids: [shop.graphId] }]);
});

test('an app token is one of the type APP, and a text that is no token is not valid', async () => {
  const text = await appToken();
  assert.deepEqual(good(await debug(text, text)), {
    data: { app_id: app.id, type: 'APP', application: 'Sync & "Co"', is_valid: true, scopes: [] },
  });
  for (const none of ['x', `${app.id}|x`, 'x'.repeat(1000)]) {
    assert.equal(good<Debugged>(await debug(text, none)).data['is_valid'], false);
  }
});

test('a token tells of tokens of its own app only, and an operator of any', async () => {
  const mismatch = '400 100 (#100) The App_id in the input_token did not match the Viewing App';
  for (const [viewer, input] of [
    [`${other.id}|${other.secret}`, token],
    [token, shop.writerToken],
    [shop.writerToken, token],
    [await appToken(), `${other.id}|${other.secret}`],
  ] as const) {
    const answer = await debug(viewer, input);
    const { code, message } = faultOf(answer);
    assert.equal(`${answer.status} ${code} ${message}`, mismatch);
  }
  for (const [viewer, input, id] of [
    [token, reader, app.id],
    [shop.writerToken, shop.writerToken, '0'],
    [server.operatorToken, token, app.id],
    [server.operatorToken, server.operatorToken, '0'],
  ] as const) {
    const { data: found } = good<Debugged>(await debug(viewer, input));
    assert.deepEqual([found['app_id'], found['is_valid']], [id, true]);
  }
  const whole = good<Debugged>(await debug(server.operatorToken, server.operatorToken)).data;
  assert.deepEqual(whole['granular_scopes'], [{ scope: 'ads_management' }, { scope: 'ads_read' }]);
});

test('a token sees its own app, and no other unless it is of an operator', async () => {
  const shown = { name: 'Sync & "Co"', id: app.id };
  assert.deepEqual(good(await server.as(token).get('/v25.0/app')), shown);
  assert.deepEqual(good(await server.as(token).get(`/v25.0/${app.id}`)), shown);
  assert.deepEqual(good(await server.operator.get(`/v25.0/${app.id}`)), shown);
  assert.deepEqual(good(await server.as(token).get(`/v25.0/?ids=${app.id}`)), {
    [app.id]: shown,
  });
  for (const path of ['/v25.0/app', '/app', '/v25.0/0']) {
    assert.deepEqual(good(await shop.writer.get(path)), { name: 'Kindred', id: '0' });
  }
  for (const [client, id] of [
    [shop.writer, app.id],
    [server.as(token), other.id],
    [server.as(token), '0'],
  ] as const) {
    const { code, error_subcode: subcode } = faultOf(await client.get(`/v25.0/${id}`));
    assert.deepEqual([code, subcode], [100, 33]);
  }
  const { message } = faultOf(await server.as(token).get('/v25.0/app?fields=secret'));
  assert.equal(message, '(#100) Tried accessing nonexisting field (secret) on node type (Application)');
});

test('an app token is proven like any other where the app asks for it', async () => {
  const guarded = await makeApp(server.operator, { require_proof: true });
  const text = `${guarded.id}|${guarded.secret}`;
  const bare = faultOf(await server.as(text).get('/v25.0/app'));
  assert.equal(bare.message, 'API calls from the server require an appsecret_proof argument');
  const proven = await ask(server.as(text), 'GET', '/v25.0/app', {
    appsecret_proof: proofOf(guarded, text),
  });
  assert.equal(good<{ id: string }>(proven).id, guarded.id);
});

test('with a new secret app tokens of the old one are none, and a deleted app ends with its tokens', async () => {
  const doomed = await makeApp(server.operator);
  const its = await makeToken(server.operator, 'account_read', [shop.accountId], doomed.id);
  const old = `${doomed.id}|${doomed.secret}`;
  assert.equal((await server.as(old).get('/v25.0/app')).status, 200);
  assert.equal((await server.as(its).get('/v25.0/app')).status, 200);
  const path = `/apps/${doomed.id}`;
  const secret = (await server.operator.call({ method: 'POST', path: `${path}/secret` })).json<{
    app_secret: string;
  }>().app_secret;
  const fresh = `${doomed.id}|${secret}`;
  assert.equal((await server.as(fresh).get('/v25.0/app')).status, 200);
  const codeOf = async (text: string) => {
    const answer = await server.as(text).get('/v25.0/app');
    return answer.status === 200 ? 0 : faultOf(answer).code;
  };
  await until('an end of the old token', async () => (await codeOf(old)) === 190);
  assert.equal((await server.operator.delete(path)).status, 204);
  for (const text of [fresh, its]) await until('an end of the app', async () => (await codeOf(text)) === 190);
});
