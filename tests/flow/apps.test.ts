import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Answer, makeApp, makeToken, openShop, proofOf, TestServer, until } from '../dev-env/index.ts';

const server = await TestServer.start();
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const { operator } = server;

interface App {
  readonly id: string;
  readonly name: string;
  readonly require_proof: boolean;
  readonly strict: readonly string[];
  readonly created_at: string;
}

const listed = async () => (await operator.get('/apps')).json<{ apps: App[] }>().apps;
const put = (path: string, value: unknown) =>
  operator.call({
    method: 'PUT',
    path,
    body: JSON.stringify(value),
    headers: { 'content-type': 'application/json' },
  });

function codeOf(answer: Answer): string {
  return `${answer.status} ${answer.json<{ error: { code: string } }>().error.code}`;
}

test('an app is made lenient, with a secret that is shown once', async () => {
  const answer = await operator.postJson('/apps', { name: 'Sync' });
  assert.equal(answer.status, 201, answer.text);
  assert.equal(answer.headers['cache-control'], 'no-store');
  const { app, app_secret: secret } = answer.json<{ app: App; app_secret: string }>();
  assert.match(secret, /^[0-9a-f]{32}$/);
  assert.match(app.id, /^\d{15}$/);
  const { id: _, created_at: createdAt, ...settings } = app;
  assert.deepEqual(settings, { name: 'Sync', require_proof: false, strict: [] });
  assert.ok(Math.abs(Date.parse(createdAt) - Date.now()) < 600_000);
  const all = await operator.get('/apps');
  assert.deepEqual(all.json<{ apps: App[] }>().apps.at(-1), app);
  assert.ok(!all.text.includes(secret));
});

test('rules are kept in one order and once each, and an update changes only what it names', async () => {
  const { id } = await makeApp(operator, { strict: ['mixing', 'removal', 'mixing'], require_proof: 'true' });
  const found = async () => {
    const app = (await listed()).find((each) => each.id === id);
    return [app?.name, app?.require_proof, app?.strict];
  };
  assert.deepEqual(await found(), ['Sync', true, ['removal', 'mixing']]);
  for (const [change, expected] of [
    [{}, ['Sync', true, ['removal', 'mixing']]],
    [{ require_proof: false }, ['Sync', false, ['removal', 'mixing']]],
    [{ name: 'Other' }, ['Other', false, ['removal', 'mixing']]],
    [{ strict: 'lookalike_seed' }, ['Other', false, ['lookalike_seed']]],
    [{ strict: [] }, ['Other', false, []]],
  ] as const) {
    const answer = await put(`/apps/${id}`, change);
    assert.equal(answer.status, 200, answer.text);
    assert.deepEqual(await found(), expected);
  }
});

for (const [name, body, expected] of [
  ['without a name', {}, '400 parameter_missing'],
  ['with an empty name', { name: ' ' }, '422 parameter_invalid'],
  ['with a name that is too long', { name: 'n'.repeat(201) }, '422 parameter_invalid'],
  ['with a flag that is a word of its own', { name: 'A', require_proof: 'yes' }, '422 parameter_invalid'],
  ['with a flag that is a number', { name: 'A', require_proof: 1 }, '422 parameter_invalid'],
  ['with a rule that there is not', { name: 'A', strict: ['everything'] }, '422 parameter_invalid'],
  ['with rules that are no words', { name: 'A', strict: [1] }, '422 parameter_invalid'],
  ['with rules that are an object', { name: 'A', strict: {} }, '422 parameter_invalid'],
] as const) {
  test(`an app ${name} is refused`, async () => {
    const before = await listed();
    assert.equal(codeOf(await operator.postJson('/apps', body)), expected);
    assert.deepEqual(await listed(), before);
  });
}

test('an id that no app has is not found, whatever is asked of it', async () => {
  for (const id of ['1', '0', '999999999999999', '9'.repeat(19), '9'.repeat(40), 'sync', '1e3']) {
    assert.equal(codeOf(await put(`/apps/${id}`, { name: 'x' })), '404 app_not_found', id);
    assert.equal(
      codeOf(await operator.call({ method: 'POST', path: `/apps/${id}/secret` })),
      '404 app_not_found',
    );
    assert.equal(codeOf(await operator.delete(`/apps/${id}`)), '404 app_not_found');
  }
  const token = { name: 'x', role: 'operator', app_id: '1' };
  assert.equal(codeOf(await operator.postJson('/tokens', token)), '404 app_not_found');
  assert.equal(
    codeOf(await operator.postJson('/tokens', { ...token, app_id: 'sync' })),
    '422 parameter_invalid',
  );
});

test('only operators see apps', async () => {
  const { id } = await makeApp(operator);
  for (const client of [shop.writer, shop.reader]) {
    for (const answer of [
      await client.get('/apps'),
      await client.postJson('/apps', { name: 'x' }),
      await client.call({ method: 'PUT', path: `/apps/${id}`, body: '{}' }),
      await client.call({ method: 'POST', path: `/apps/${id}/secret` }),
      await client.delete(`/apps/${id}`),
    ]) {
      assert.equal(codeOf(answer), '403 role_insufficient');
    }
  }
  assert.ok((await listed()).some((app) => app.id === id));
});

test('a token tells its app, and ends with it', async () => {
  const { id } = await makeApp(operator);
  const made = await operator.postJson('/tokens', {
    name: 'its',
    role: 'account_read',
    fb_ad_account_ids: [shop.accountId],
    app_id: id,
  });
  const { token, access_token: text } = made.json<{
    token: { id: number; app_id: string };
    access_token: string;
  }>();
  assert.equal(token.app_id, id);
  const its = server.as(text);
  assert.equal((await its.get('/fb_ad_accounts')).status, 200);
  assert.equal((await operator.delete(`/apps/${id}`)).status, 204);
  assert.equal(codeOf(await its.get('/fb_ad_accounts')), '401 token_invalid');
  const { tokens } = (await operator.get('/tokens')).json<{
    tokens: { id: number; app_id: string | null; revoked_at: string | null }[];
  }>();
  const ended = tokens.find((each) => each.id === token.id);
  assert.equal(ended?.app_id, id);
  assert.notEqual(ended?.revoked_at, null);
  assert.equal(tokens.find((each) => each.id !== token.id)?.app_id, null);
  assert.ok((await listed()).every((app) => app.id !== id));
  assert.equal(codeOf(await operator.delete(`/apps/${id}`)), '404 app_not_found');
});

test('a token whose app asks for proofs is for the Graph API only', async () => {
  const { id, secret } = await makeApp(operator, { require_proof: true });
  const accounts: Readonly<Record<string, readonly number[]>> = {
    account_write: [shop.accountId],
    operator: [],
  };
  for (const [role, ids] of Object.entries(accounts)) {
    const token = await makeToken(operator, role, ids, id);
    const its = server.as(token);
    for (const path of ['/fb_ad_accounts', `/custom_audiences?fb_ad_account_id=${shop.accountId}`]) {
      assert.equal(codeOf(await its.get(path)), '403 proof_required');
    }
    const proof = proofOf({ id, secret }, token);
    assert.equal((await its.get(`/v25.0/me?appsecret_proof=${proof}`)).status, 200);
    assert.equal((await put(`/apps/${id}`, { require_proof: false })).status, 200);
    assert.equal((await its.get('/fb_ad_accounts')).status, 200);
    assert.equal((await put(`/apps/${id}`, { require_proof: true })).status, 200);
  }
});

test('secrets outlive a restart', async () => {
  const { id, secret } = await makeApp(operator);
  await server.stop();
  await server.start();
  await until(
    'an answer to the app',
    async () => (await server.as(`${id}|${secret}`).get('/v25.0/app')).status === 200,
  );
});
