import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openShop, TestServer } from '../dev-env/index.ts';
import { hashesOf } from './people.ts';
import { callerOf, newAudience, type OperationResponse, type RequestError, sdk } from './sdk.ts';

const server = await TestServer.start({
  settings: { KINDRED_RATE_LIMIT_TIER: 'development_access', KINDRED_RATE_LIMIT_CALLS: '3' },
});
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const { account, api } = callerOf(server, shop);

test('a caller whose budget is spent gets the error class of the SDK with 80003, alone and in a batch', async () => {
  const audience = await newAudience(account);
  const payload = { schema: 'EMAIL_SHA256', data: hashesOf(1, 1) };
  await audience.createUser([], { payload });
  await audience.get(['name']);
  const error = await audience.createUser([], { payload }).then(
    () => assert.fail('the call was answered'),
    (thrown: RequestError) => thrown,
  );
  assert.equal(error.name, 'FacebookRequestError');
  assert.equal(error.status, 400);
  assert.deepEqual([error.response['code'], error.response['error_subcode']], [80003, 2446079]);
  assert.match(error.message, /^\(#80003\) There have been too many calls to this ad-account\. /);
  const usage = error.headers['x-business-use-case-usage'] ?? '{}';
  const [told] = (JSON.parse(usage) as Record<string, Record<string, unknown>[]>)[shop.graphId] ?? [];
  assert.equal(told?.['call_count'], 100);
  assert.ok(Number(told?.['estimated_time_to_regain_access']) >= 59);

  const batch = new sdk.FacebookAdsApiBatch(api);
  const heard: OperationResponse[] = [];
  const hear = (response: OperationResponse) => void heard.push(response);
  batch.add('GET', [audience.id], { fields: 'name' }, undefined, hear, hear);
  await batch.execute();
  assert.deepEqual(
    heard.map(({ isSuccess, status }) => [isSuccess, status]),
    [[false, 400]],
  );
  assert.equal(heard[0]?.error?.name, 'FacebookRequestError');
});
