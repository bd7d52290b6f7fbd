import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Client, openShop, TestServer } from '../../../dev-env/index.ts';
import { ask, good } from '../caller.ts';
import { usageOf } from './usage.ts';

const server = await TestServer.start({ settings: { KINDRED_RATE_LIMIT_CALLS: '4' } });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const path = `/fb_ad_accounts/${shop.accountId}/rate_limit`;

function setTier(client: Client, tier: unknown, at = path) {
  const headers = { 'content-type': 'application/json' };
  return client.call({ method: 'PUT', path: at, body: JSON.stringify({ tier }), headers });
}

test('an operator gives an ad account a tier of its own, which wins over the settings', async () => {
  assert.deepEqual(good(await server.operator.get(path)), {
    rate_limit: { fb_ad_account_id: shop.accountId, tier: 'default' },
  });
  const set = await setTier(server.operator, 'development_access');
  assert.deepEqual(good(set), {
    rate_limit: { fb_ad_account_id: shop.accountId, tier: 'development_access' },
  });
  assert.deepEqual(good(await server.operator.get(path)), set.json());
  const limited = usageOf(await ask(shop.writer, 'GET', `/v25.0/act_${shop.graphId}`), shop);
  assert.deepEqual([limited.call_count, limited.ads_api_access_tier], [0, 'development_access']);

  good(await setTier(server.operator, 'unlimited'));
  await server.stop();
  await server.start();
  const free = usageOf(await ask(shop.writer, 'GET', `/v25.0/act_${shop.graphId}`), shop);
  assert.deepEqual([free.call_count, free.ads_api_access_tier], [0, undefined]);

  good(await setTier(server.operator, 'default'));
  await server.stop();
  await server.start();
  // Only calls that are limited are counted, so one is known of before.
  const usual = usageOf(await ask(shop.writer, 'GET', `/v25.0/act_${shop.graphId}`), shop);
  assert.deepEqual([usual.call_count, usual.ads_api_access_tier], [50, undefined]);
});

test('only operators see and set tiers, and only those that there are', async () => {
  assert.equal((await shop.writer.get(path)).status, 403);
  assert.equal((await setTier(shop.writer, 'unlimited')).status, 403);
  assert.equal((await setTier(server.operator, 'advanced')).status, 422);
  assert.equal((await setTier(server.operator, null)).status, 400);
  assert.equal((await setTier(server.operator, 'default', '/fb_ad_accounts/999/rate_limit')).status, 404);
});
