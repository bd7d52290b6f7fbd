import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Answer, makeToken, openShop, TestServer } from '../dev-env/index.ts';

const server = await TestServer.start();
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);

function get(headers: Readonly<Record<string, string>>): Promise<Answer> {
  return server.as(null).get('/fb_ad_accounts', headers);
}

for (const scheme of ['OAuth', 'Bearer', 'oauth', 'BEARER']) {
  test(`a token is taken behind ${scheme}`, async () => {
    assert.equal((await get({ authorization: `${scheme} ${shop.writerToken}` })).status, 200);
  });
}

test('without a token every call is refused, and told how to send one', async () => {
  for (const answer of [await get({}), await get({ authorization: '' })]) {
    assert.equal(answer.status, 401);
    assert.equal(answer.json<{ error: { code: string } }>().error.code, 'token_missing');
    assert.match(String(answer.headers['www-authenticate']), /^Bearer /);
  }
});

const wrong = {
  'that nobody has': `Bearer ${'a'.repeat(31)}`,
  'of another scheme': `Basic ${shop.writerToken}`,
  'without a scheme': shop.writerToken,
  'in capital letters': `Bearer ${shop.writerToken.toUpperCase()}`,
  'that is cut short': `Bearer ${shop.writerToken.slice(0, 30)}`,
  'with a second word behind it': `Bearer ${shop.writerToken} ${shop.writerToken}`,
  'that is very long': `Bearer ${'a'.repeat(5000)}`,
};

for (const [name, authorization] of Object.entries(wrong)) {
  test(`a token ${name} is refused`, async () => {
    const answer = await get({ authorization });
    assert.equal(answer.status, 401);
    assert.equal(answer.json<{ error: { code: string } }>().error.code, 'token_invalid');
    assert.match(String(answer.headers['www-authenticate']), /error="invalid_token"/);
  });
}

test('a refusal has the body of every error: code, message, details, docs_url and request_id', async () => {
  const answer = await get({});
  const { error } = answer.json<{ error: Record<string, unknown> }>();
  assert.deepEqual(Object.keys(error), ['code', 'message', 'details', 'docs_url', 'request_id']);
  assert.equal(error['request_id'], answer.headers['x-request-id']);
  assert.match(String(error['docs_url']), /^https?:\/\/.*#token_missing$/);
  assert.equal(answer.headers['cache-control'], 'no-store');
});

test('a token has 31 characters, is shown once, and is refused from the moment it is revoked', async () => {
  const created = await server.operator.postJson('/tokens', {
    name: 'short-lived',
    role: 'account_read',
    fb_ad_account_ids: [shop.accountId],
  });
  const { token, access_token: text } = created.json<{
    token: Record<string, unknown>;
    access_token: string;
  }>();
  assert.match(text, /^[a-z0-9]{31}$/);
  assert.deepEqual(
    { ...token, created_at: '' },
    {
      id: token['id'],
      name: 'short-lived',
      role: 'account_read',
      fb_ad_account_ids: [shop.accountId],
      created_at: '',
      revoked_at: null,
      app_id: null,
    },
  );
  assert.equal((await server.as(text).get('/fb_ad_accounts')).status, 200);
  assert.equal((await server.operator.delete(`/tokens/${token['id']}`)).status, 204);
  assert.equal((await server.as(text).get('/fb_ad_accounts')).status, 401);
  const listed = await server.operator.get('/tokens');
  assert.ok(!listed.text.includes(text));
  const { tokens } = listed.json<{ tokens: { id: number; revoked_at: string | null }[] }>();
  assert.notEqual(tokens.find(({ id }) => id === token['id'])?.revoked_at, null);
});

test('an answer that holds the text of a token is not to be stored by anybody', async () => {
  const created = await server.operator.postJson('/tokens', { name: 'secret', role: 'operator' });
  assert.equal(created.status, 201);
  assert.equal(created.headers['cache-control'], 'no-store');
});

test('revoking a token twice is no mistake, and one that was never there is not found', async () => {
  const text = await makeToken(server.operator, 'account_read', [shop.accountId]);
  const { tokens } = (await server.operator.get('/tokens')).json<{ tokens: { id: number }[] }>();
  const id = Math.max(...tokens.map((token) => token.id));
  assert.equal((await server.operator.delete(`/tokens/${id}`)).status, 204);
  assert.equal((await server.operator.delete(`/tokens/${id}`)).status, 204);
  assert.equal((await server.as(text).get('/fb_ad_accounts')).status, 401);
  for (const unknown of ['999999', '0', 'abc', '99999999999999999999']) {
    assert.equal((await server.operator.delete(`/tokens/${unknown}`)).status, 404);
  }
});

test('tokens survive a restart', async () => {
  await server.stop();
  await server.start();
  assert.equal((await shop.reader.get('/fb_ad_accounts')).status, 200);
  assert.equal((await server.operator.get('/tokens')).status, 200);
});
