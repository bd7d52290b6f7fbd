import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Answer, openShop, type Shop, TestServer, until } from '../../../dev-env/index.ts';
import { ask, refusal } from '../caller.ts';
import { spend, usageOf } from './usage.ts';

const settings = {
  KINDRED_KEY: '5a'.repeat(32),
  KINDRED_RATE_LIMIT_TIER: 'development_access',
  KINDRED_RATE_LIMIT_CALLS: '100',
};
const first = await TestServer.start({ settings });
after(() => first[Symbol.asyncDispose]());
const database = first.settings['KINDRED_DATABASE_URL'];

test('two nodes share what an ad account may spend', {
  skip: database === undefined && 'an embedded store is of one node',
}, async () => {
  await using second = await TestServer.start({
    settings: { ...settings, KINDRED_DATABASE_URL: database ?? '' },
  });
  const shop = await openShop(first);
  const there: Shop = { ...shop, writer: second.as(shop.writerToken) };
  await spend(shop, 40);
  await spend(there, 40);
  const callsAt = async (at: Shop) => usageOf(await look(at), at).call_count;
  await until('the calls of both', async () => (await callsAt(shop)) >= 81 && (await callsAt(there)) >= 81);
  await until('the end of the budget here', async () => (await look(shop)).status === 400);
  await until('the end of the budget there', async () => (await look(there)).status === 400);
  assert.equal(refusal(await look(there)).codes, '400 80003/2446079');
  // What one node admits before it hears of the other is all that may be too much.
  assert.ok((await callsAt(shop)) >= 100);
});

function look(shop: Shop): Promise<Answer> {
  return ask(shop.writer, 'GET', `/v25.0/act_${shop.graphId}`);
}
