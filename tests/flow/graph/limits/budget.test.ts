import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openShop, TestServer } from '../../../dev-env/index.ts';
import { ask, faultOf, good, newAudience, refusal, tell } from '../caller.ts';
import { headerOf, spend, usageOf } from './usage.ts';

const settings = {
  KINDRED_RATE_LIMIT_TIER: 'development_access',
  KINDRED_RATE_LIMIT_CALLS: '10',
  KINDRED_RATE_LIMIT_WINDOW_SECONDS: '3600',
};
const server = await TestServer.start({ settings });
after(() => server[Symbol.asyncDispose]());

const limited =
  '(#80003) There have been too many calls to this ad-account. Wait a bit and try again. For more info, please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting#custom-audience.';

test('a budget that is spent refuses with 80003, says when it ends, and leaves others alone', async () => {
  const shop = await openShop(server, 'Spender');
  const rival = await openShop(server, 'Rival');
  const path = `/v25.0/act_${shop.graphId}`;
  for (let call = 1; call <= 10; call += 1) {
    const usage = usageOf(await ask(shop.writer, 'GET', path), shop);
    assert.equal(usage.call_count, call * 10);
    assert.equal(usage.ads_api_access_tier, 'development_access');
    const isSpent = call === 10;
    const minutes = usage.estimated_time_to_regain_access;
    assert.ok(isSpent ? minutes === 60 || minutes === 61 : minutes === 0, String(minutes));
  }
  for (const answer of [
    await ask(shop.writer, 'GET', path),
    await ask(shop.reader, 'GET', `${path}/customaudiences`),
    await tell(shop.writer, `${path}/customaudiences`, {
      name: 'x',
      customer_file_source: 'USER_PROVIDED_ONLY',
    }),
  ]) {
    assert.deepEqual(refusal(answer), { codes: '400 80003/2446079', message: limited });
    assert.deepEqual(Object.keys(faultOf(answer)), [
      'message',
      'type',
      'code',
      'error_subcode',
      'fbtrace_id',
    ]);
    assert.equal(answer.headers['retry-after'], undefined);
    // Who is refused spends nothing.
    assert.equal(usageOf(answer, shop).call_count, 100);
    assert.ok(usageOf(answer, shop).estimated_time_to_regain_access >= 59);
  }
  good(await ask(rival.writer, 'GET', `/v25.0/act_${rival.graphId}`));
  // Operators are not limited, and see how it stands.
  const seen = await ask(server.operator, 'GET', path);
  good(seen);
  assert.equal(usageOf(seen, shop).call_count, 100);
  // The Audience API has no such budget.
  good(await shop.writer.get(`/custom_audiences?fb_ad_account_id=${shop.accountId}`));
});

test('a refused call has not run, and a larger budget comes with audiences', async () => {
  const shop = await openShop(server, 'Grower');
  await newAudience(shop);
  await newAudience(shop);
  const answer = await ask(shop.writer, 'GET', `/v25.0/act_${shop.graphId}`);
  assert.equal(usageOf(answer, shop).call_count, 30);
  // How many audiences there are is asked every ten seconds, and at once by who begins anew.
  await server.stop();
  await server.start();
  const grown = await ask(shop.writer, 'GET', `/v25.0/act_${shop.graphId}`);
  assert.equal(usageOf(grown, shop).call_count, Math.floor((100 * 4) / 90));
  await spend(shop, 86);
  const made = { name: 'Never made', customer_file_source: 'USER_PROVIDED_ONLY' };
  const refused = await tell(shop.writer, `/v25.0/act_${shop.graphId}/customaudiences`, made);
  assert.equal(refusal(refused).codes, '400 80003/2446079');
  const list = await ask(server.operator, 'GET', `/v25.0/act_${shop.graphId}/customaudiences`, {
    fields: 'name',
  });
  assert.ok(!list.text.includes('Never made'));
});

test('each operation of a batch and each of several ids is a call', async () => {
  const shop = await openShop(server, 'Batcher');
  const operations = Array.from({ length: 12 }, () => ({
    method: 'GET',
    relative_url: `act_${shop.graphId}`,
  }));
  const answer = await tell(shop.writer, '/v25.0/', { batch: operations.slice(0, 4) });
  assert.equal(usageOf(answer, shop).call_count, 40);
  const named = await ask(shop.writer, 'GET', '/v25.0/', { ids: `act_${shop.graphId},act_${shop.graphId}` });
  assert.equal(usageOf(named, shop).call_count, 60);
  const rest = await tell(shop.writer, '/v25.0/', { batch: operations });
  const items = good<{ code: number; body: string }[]>(rest);
  assert.deepEqual(
    items.map(({ code }) => code),
    [200, 200, 200, 200, 400, 400, 400, 400, 400, 400, 400, 400],
  );
  assert.ok(items.at(-1)?.body.includes('"code":80003'));
  assert.equal(usageOf(rest, shop).call_count, 100);
});

test('the score of people that are brought ends with 17', async () => {
  const shop = await openShop(server, 'Filler');
  const audience = await newAudience(shop);
  await server.stop();
  await server.start();
  const people = { payload: { schema: 'EXTERN_ID', data: ['crm-1'] } };
  for (let write = 1; write <= 20; write += 1) {
    const answer = await tell(shop.writer, `/v25.0/${audience}/users`, people);
    good(answer);
    const score = JSON.parse(headerOf(answer, 'x-ad-account-usage')) as Record<string, number>;
    assert.equal(score['acc_id_util_pct'], Math.floor(write * 500) / 100);
    assert.equal(score['ads_api_access_tier'], 'development_access');
    const resetSeconds = score['reset_time_duration'] ?? 0;
    assert.ok(resetSeconds > 290 && resetSeconds <= 330, String(resetSeconds));
  }
  const refused = await tell(shop.writer, `/v25.0/${audience}/users`, people);
  assert.deepEqual(refusal(refused), {
    codes: '400 17/2446079',
    message: '(#17) User request limit reached',
  });
  assert.equal(faultOf(refused).is_transient, true);
  // Other calls are not scored.
  good(await ask(shop.writer, 'GET', `/v25.0/${audience}`));
});

test('what was spent is known after an end of the process, but for the last second', async () => {
  const shop = await openShop(server, 'Restarter');
  await spend(shop, 5);
  await server.stop();
  await server.start();
  assert.equal(usageOf(await ask(shop.writer, 'GET', `/v25.0/act_${shop.graphId}`), shop).call_count, 60);
  // Saved once a second; nothing outside shows when.
  await sleep(2000);
  await server.kill();
  await server.start();
  assert.equal(usageOf(await ask(shop.writer, 'GET', `/v25.0/act_${shop.graphId}`), shop).call_count, 70);
});
