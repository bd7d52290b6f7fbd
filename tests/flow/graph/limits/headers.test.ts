import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openShop, TestServer } from '../../../dev-env/index.ts';
import { ask, good, newAudience, tell } from '../caller.ts';
import { headerOf } from './usage.ts';

const server = await TestServer.start();
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const rival = await openShop(server, 'Rival');
const audience = await newAudience(shop);
const unspent = `{"${shop.graphId}":[{"type":"custom_audience","call_count":0,"total_cputime":0,"total_time":0,"estimated_time_to_regain_access":0}]}`;
const people = { payload: { schema: 'EXTERN_ID', data: ['crm-1'] } };

test('without a tier nothing is limited and headers have the recorded form', async () => {
  const path = `/v25.0/act_${shop.graphId}/customaudiences`;
  for (const answer of [
    await ask(shop.writer, 'GET', path),
    await ask(shop.reader, 'GET', `/v25.0/${audience}`),
    await tell(shop.writer, `/v25.0/${audience}/users`, people, 'DELETE'),
    await ask(server.operator, 'GET', path),
    // A call that fails is a call.
    await ask(shop.writer, 'GET', `/v25.0/${audience}`, { fields: 'shoe_size' }),
  ]) {
    assert.equal(headerOf(answer, 'x-business-use-case-usage'), unspent, answer.text);
    assert.equal(answer.headers['x-app-usage'], undefined);
    assert.equal(answer.headers['x-ad-account-usage'], undefined);
  }
});

test('a call that brings people tells the score of the ad account and the budget of the app too', async () => {
  const answer = await tell(shop.writer, `/v25.0/${audience}/users`, people);
  good(answer);
  assert.equal(headerOf(answer, 'x-business-use-case-usage'), unspent);
  assert.equal(headerOf(answer, 'x-ad-account-usage'), '{"acc_id_util_pct":0}');
  assert.equal(headerOf(answer, 'x-app-usage'), '{"call_count":0,"total_cputime":0,"total_time":0}');
});

test('a call about no ad account tells of the app alone', async () => {
  const answer = await ask(shop.writer, 'GET', '/v25.0/me');
  assert.match(headerOf(answer, 'x-app-usage'), /^\{"call_count":0,/);
  assert.equal(answer.headers['x-business-use-case-usage'], undefined);
});

test('nothing is told of ad accounts that the token does not open', async () => {
  for (const path of [`/v25.0/${audience}`, `/v25.0/act_${shop.graphId}`]) {
    const answer = await ask(rival.writer, 'GET', path);
    assert.equal(answer.status, 400);
    assert.equal(answer.headers['x-business-use-case-usage'], undefined);
  }
});

test('a batch tells of every ad account that its operations were about', async () => {
  const operations = [shop, rival, shop].map(({ graphId }) => ({
    method: 'GET',
    relative_url: `act_${graphId}?fields=id`,
  }));
  const answer = await tell(server.operator, '/v25.0/', { batch: operations });
  const told = JSON.parse(headerOf(answer, 'x-business-use-case-usage')) as object;
  assert.deepEqual(Object.keys(told).sort(), [shop.graphId, rival.graphId].sort());
});
