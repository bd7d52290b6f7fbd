import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openShop, TestServer, until } from '../../../dev-env/index.ts';
import { ask, good, refusal } from '../caller.ts';
import { spend, usageOf } from './usage.ts';

const windowMs = 3000;
const server = await TestServer.start({
  settings: {
    KINDRED_RATE_LIMIT_TIER: 'standard_access',
    KINDRED_RATE_LIMIT_CALLS: '5',
    KINDRED_RATE_LIMIT_APP_CALLS: '8',
    KINDRED_RATE_LIMIT_WINDOW_SECONDS: String(windowMs / 1000),
  },
});
after(() => server[Symbol.asyncDispose]());

test('a budget that is spent is regained when the window has passed, however often it was asked for', async () => {
  const shop = await openShop(server);
  const path = `/v25.0/act_${shop.graphId}`;
  const startMs = performance.now();
  await spend(shop, 5);
  const refused = await ask(shop.writer, 'GET', path);
  assert.equal(refusal(refused).codes, '400 80003/2446079');
  assert.equal(usageOf(refused, shop).estimated_time_to_regain_access, 1);
  assert.equal(usageOf(refused, shop).ads_api_access_tier, 'standard_access');
  await until('room in the budget', async () => (await ask(shop.writer, 'GET', path)).status === 200);
  assert.ok(performance.now() - startMs >= windowMs, 'it was regained too early');
  const seen = async () => usageOf(await ask(server.operator, 'GET', path), shop);
  await until('an end of all calls', async () => (await seen()).call_count === 0);
  assert.equal((await seen()).estimated_time_to_regain_access, 0);
});

test('the budget of an app ends with 4, for all ad accounts at once', async () => {
  const shop = await openShop(server, 'First');
  const rival = await openShop(server, 'Second');
  const me = (token: typeof shop) => ask(token.writer, 'GET', '/v25.0/me');
  await until(
    'an unspent budget',
    async () => (await me(shop)).headers['x-app-usage']?.includes(':12,') === true,
  );
  for (let call = 2; call <= 8; call += 1) good(await me(call % 2 === 0 ? shop : rival));
  const refused = await me(rival);
  assert.deepEqual(refusal(refused), { codes: '400 4', message: '(#4) Application request limit reached' });
  assert.match(String(refused.headers['x-app-usage']), /^\{"call_count":100,/);
  good(await ask(shop.writer, 'GET', `/v25.0/act_${shop.graphId}`));
  good(await ask(server.operator, 'GET', '/v25.0/me'));
});
