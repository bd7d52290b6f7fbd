import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { emailHashes, strangerHash, TestServer, until } from '../../dev-env/index.ts';
import { openRemoteShop, peopleThere, relayedAudience, relayOf, sendRelayed } from './remote.ts';

const people = 30_000;
const meta = await TestServer.start({ people });
after(() => meta[Symbol.asyncDispose]());
const here = await TestServer.start();
after(() => here[Symbol.asyncDispose]());
const shop = await openRemoteShop(here, meta);

test('a file becomes an audience at the other end, in batches, and every line is accounted for', async () => {
  const known = emailHashes(1, 25_000);
  const lines = [...known, known[0] ?? '', 'mary@example.com', '', strangerHash(1)];
  const { fbId, report } = await relayedAudience(shop, lines.join('\n'));
  assert.equal(report.funnel.lines, 25_004);
  assert.equal(report.funnel.accepted, 25_001);
  assert.equal(report.funnel.duplicates, 1);
  const { state, rows, batches } = relayOf(report);
  assert.equal(state, 'ended');
  assert.equal(rows.relayed, 25_001);
  assert.equal(batches.acknowledged, batches.all);
  assert.ok(batches.all >= 3);
  assert.equal(await peopleThere(meta, fbId), 25_000);
});

test('what is added, removed and replaced here is so there', async () => {
  const { audienceId, fbId } = await relayedAudience(shop, emailHashes(1, 3000).join('\n'));
  await sendRelayed(shop, audienceId, 'add', emailHashes(3001, 1000).join('\n'));
  assert.equal(await peopleThere(meta, fbId), 4000);
  const removed = await sendRelayed(shop, audienceId, 'remove', emailHashes(1, 500).join('\n'));
  assert.equal(relayOf(removed).rows.relayed, 500);
  assert.equal(await peopleThere(meta, fbId), 3500);
  await sendRelayed(shop, audienceId, 'replace', emailHashes(1, 21_000).join('\n'));
  assert.equal(await peopleThere(meta, fbId), 21_000);
});

test('a deleted audience is deleted there', async () => {
  const { audienceId, fbId } = await relayedAudience(shop, emailHashes(1, 100).join('\n'));
  assert.equal((await shop.writer.delete(`/custom_audiences/${audienceId}`)).status, 204);
  await until('the end of it there', async () => {
    return (await meta.operator.get(`/custom_audiences/${fbId}`)).status === 404;
  });
});
