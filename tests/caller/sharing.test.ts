import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openShop, TestServer } from '../dev-env/index.ts';
import { callerOf, newAudience, sdk } from './sdk.ts';

const server = await TestServer.start();
after(() => server[Symbol.asyncDispose]());
const owner = await openShop(server, 'Owner');
const friend = await openShop(server, 'Friend');

test('an audience is shared, reported, read by the other account and taken away again', async () => {
  const audience = await newAudience(callerOf(server, owner).account, { name: 'For friends' });
  const sharing = await audience.createAdAccount([], {
    adaccounts: [friend.graphId],
    permissions: 'targeting',
  });
  assert.deepEqual(sharing.exportAllData(), {
    success: true,
    sharing_data: [{ ad_acct_id: friend.graphId, audience_share_status: 'shared', errors: [] }],
  });
  const accounts = await audience.getAdAccounts(['account_id']);
  assert.deepEqual(
    accounts.map((account) => account.exportAllData()),
    [{ account_id: friend.graphId, id: `act_${friend.graphId}` }],
  );
  const [row] = await audience.getSharedAccountInfo(['account_id', 'account_name', 'sharing_status']);
  assert.deepEqual(row?.exportAllData(), { account_id: friend.graphId, sharing_status: 'SHARED' });

  const { account } = callerOf(server, friend);
  const [seen] = await account.getCustomAudiences(['name', 'sharing_status']);
  assert.equal(seen?.id, audience.id);
  assert.equal(seen?.exportAllData()['name'], 'For friends');
  await assert.rejects(new sdk.CustomAudience(audience.id).update([], { name: 'Mine' }), {
    name: 'FacebookRequestError',
    status: 403,
  });

  callerOf(server, owner);
  assert.deepEqual(await audience.deleteAdAccounts({ adaccounts: [friend.graphId] }), { success: true });
  callerOf(server, friend);
  assert.equal((await account.getCustomAudiences(['name'])).length, 0);
});

test('edges that are not served are refused in words that an SDK can read', async () => {
  const audience = await newAudience(callerOf(server, owner).account);
  for (const call of [
    () => audience.getHealth(['health']),
    () => audience.getSalts([]),
    () => audience.createSalt([], { salt: 'x', valid_from: '2026-01-01', valid_to: '2027-01-01' }),
  ]) {
    await assert.rejects(call(), { name: 'FacebookRequestError', status: 400 });
  }
});
