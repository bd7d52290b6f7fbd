import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { makeApp, makeToken, openShop, proofOf, TestServer } from '../dev-env/index.ts';
import { hashesOf, toldOf } from './people.ts';
import { callerOf, newAudience, type OperationResponse, type RequestError, sdk } from './sdk.ts';

const server = await TestServer.start();
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const app = await makeApp(server.operator, { require_proof: true });
const writerToken = await makeToken(server.operator, 'account_write', [shop.accountId], app.id);
const { account, api } = callerOf(server, { ...shop, writerToken });
const proof = { appsecret_proof: proofOf(app, writerToken) };
const payload = { schema: 'EMAIL_SHA256', data: hashesOf(1, 3) };

test('the SDK brings a proof as a parameter of each call, wherever it puts those', async () => {
  const audience = await newAudience(account, proof);
  const again = await new sdk.CustomAudience(audience.id).get(['name'], proof);
  assert.equal(again.exportAllData()['name'], 'Spending users');
  const added = toldOf(await audience.createUser([], { payload, ...proof }));
  assert.equal(added['num_received'], 3);
  assert.equal((await audience.deleteUsers({ payload, ...proof }))['num_received'], 3);
  await newAudience(account, { ...proof, name: 'Second' });
  const first = await account.getCustomAudiences(['name'], { ...proof, limit: 1 });
  assert.equal(first[0]?.exportAllData()['name'], 'Second');
  assert.equal((await first.next())[0]?.id, audience.id);
});

test('the SDK is told that a proof is missing or wrong', async () => {
  const messageOf = (given: Record<string, unknown>) =>
    account.get(['name'], given).then(
      () => '',
      ({ status, response }: RequestError) =>
        `${status} ${response['type']} ${response['code']} ${response['message']}`,
    );
  assert.equal(
    await messageOf({}),
    '400 GraphMethodException 100 API calls from the server require an appsecret_proof argument',
  );
  assert.equal(
    await messageOf({ appsecret_proof: 'x' }),
    '400 GraphMethodException 100 Invalid appsecret_proof provided in the API argument',
  );
  assert.equal(await messageOf(proof), '');
});

test('operations of a batch bring their proofs', async () => {
  const batch = new sdk.FacebookAdsApiBatch(api);
  const heard: OperationResponse[] = [];
  const hear = (response: OperationResponse) => void heard.push(response);
  const path = [account.id];
  batch.add('GET', path, { fields: 'name', ...proof }, undefined, hear, hear);
  batch.add('GET', path, { fields: 'name' }, undefined, hear, hear);
  batch.add(
    'POST',
    [...path, 'customaudiences'],
    { name: 'Third', customer_file_source: 'USER_PROVIDED_ONLY', ...proof },
    undefined,
    hear,
    hear,
  );
  assert.equal(await batch.execute(), null);
  assert.deepEqual(
    heard.map(({ status }) => status),
    [200, 400, 200],
  );
});

test('the SDK finds the app of a token that need not be proven', async () => {
  const lenient = await makeApp(server.operator);
  const token = await makeToken(server.operator, 'account_read', [shop.accountId], lenient.id);
  const caller = callerOf(server, { ...shop, writerToken: token });
  const told = (await caller.api.getAppID()).data as Record<string, unknown>;
  assert.equal((told['data'] as Record<string, unknown>)['app_id'], lenient.id);
});
