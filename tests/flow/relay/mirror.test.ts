import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { emailHashes, sha256, TestServer } from '../../dev-env/index.ts';
import { openRemoteShop, peopleThere, relayedAudience, relayOf, sendRelayed } from './remote.ts';

const meta = await TestServer.start({ people: 3000 });
after(() => meta[Symbol.asyncDispose]());
const here = await TestServer.start();
after(() => here[Symbol.asyncDispose]());
const shop = await openRemoteShop(here, meta);

test('of a mirror only the differences to the last one travel', async () => {
  const { audienceId, fbId } = await relayedAudience(shop, emailHashes(2901, 10).join('\n'));
  const first = await sendRelayed(shop, audienceId, 'mirror', emailHashes(1, 1000).join('\n'));
  assert.equal(relayOf(first).rows.relayed, 1000);
  const second = await sendRelayed(shop, audienceId, 'mirror', emailHashes(101, 1050).join('\n'));
  const { relayed, unchanged, taken_out: gone } = relayOf(second).rows;
  assert.deepEqual({ relayed, unchanged, gone }, { relayed: 150, unchanged: 900, gone: 100 });
  // Whom an add brought before stays: a mirror takes out only whom a mirror brought.
  assert.equal(await peopleThere(meta, fbId), 1060);
  const third = await sendRelayed(shop, audienceId, 'mirror', emailHashes(101, 1050).join('\n'));
  assert.equal(relayOf(third).batches.all, 0);
  assert.equal(relayOf(third).rows.unchanged, 1050);
});

test('somebody with another address under the same own id is there by the new one only', async () => {
  const row = (id: string, email: string) => `${id},${email}`;
  const [old = '', kept = '', fresh = ''] = emailHashes(1, 3);
  const file = (email: string) =>
    ['EXTERN_ID,EMAIL', row('id-1', email), row('id-2', kept), row('id-3', sha256('nobody'))].join('\n');
  const { audienceId, fbId } = await relayedAudience(shop, file(old), { userType: null });
  await sendRelayed(shop, audienceId, 'mirror', file(old), null);
  assert.equal(await peopleThere(meta, fbId), 2);
  const changed = await sendRelayed(shop, audienceId, 'mirror', file(fresh), null);
  const { relayed, unchanged, taken_out: gone } = relayOf(changed).rows;
  assert.deepEqual({ relayed, unchanged, gone }, { relayed: 1, unchanged: 2, gone: 1 });
  assert.equal(await peopleThere(meta, fbId), 2);
});

test('who was removed by an upload comes back with the next mirror that has them', async () => {
  const { audienceId, fbId } = await relayedAudience(shop, emailHashes(1, 10).join('\n'));
  await sendRelayed(shop, audienceId, 'mirror', emailHashes(1, 100).join('\n'));
  await sendRelayed(shop, audienceId, 'remove', emailHashes(1, 20).join('\n'));
  assert.equal(await peopleThere(meta, fbId), 80);
  const again = await sendRelayed(shop, audienceId, 'mirror', emailHashes(1, 100).join('\n'));
  assert.equal(relayOf(again).rows.relayed, 20);
  assert.equal(await peopleThere(meta, fbId), 100);
});
