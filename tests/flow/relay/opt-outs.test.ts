import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { RelayReport } from '@kindred/contract';
import { FaultProxy, failedAnswer, tooSmallAnswer } from '../../dev-env/fault-proxy/index.ts';
import {
  emailHashes,
  fields,
  file,
  strangerHash,
  TestServer,
  until,
  updateAudience,
} from '../../dev-env/index.ts';
import {
  connect,
  openRemoteShop,
  peopleThere,
  relayed,
  relayedAudience,
  relayOf,
  sendRelayed,
} from './remote.ts';

const meta = await TestServer.start({ people: 3000 });
after(() => meta[Symbol.asyncDispose]());
const here = await TestServer.start();
after(() => here[Symbol.asyncDispose]());

interface Receipt {
  readonly fb_ad_account_id: number;
  readonly relay: RelayReport;
}

async function optOut(lines: readonly string[]): Promise<number> {
  const form = [...fields({ user_type: 'email_hash' }), file(lines.join('\n'))];
  const answer = await here.operator.sendForm('POST', '/opt_outs', form);
  assert.equal(answer.status, 201, answer.text);
  return answer.json<{ opt_out: { id: number } }>().opt_out.id;
}

async function receiptsOf(id: number): Promise<readonly Receipt[]> {
  const answer = await here.operator.get(`/opt_outs/${id}`);
  return answer.json<{ opt_out: { relay: readonly Receipt[] } }>().opt_out.relay;
}

async function endedReceipts(id: number): Promise<readonly Receipt[]> {
  let receipts: readonly Receipt[] = [];
  await until('receipts of all accounts', async () => {
    receipts = await receiptsOf(id);
    return receipts.every(({ relay }) => relay.state === 'ended');
  });
  return receipts;
}

test('who opts out leaves every audience there, and each account gives a receipt', async () => {
  const one = await openRemoteShop(here, meta);
  const other = await openRemoteShop(here, meta);
  const lists = [
    await relayedAudience(one, emailHashes(1, 100).join('\n')),
    await relayedAudience(one, emailHashes(51, 100).join('\n')),
    await relayedAudience(other, emailHashes(500, 100).join('\n')),
  ];
  const id = await optOut([...emailHashes(60, 10), strangerHash(7)]);
  const receipts = await endedReceipts(id);
  const rowsOf = (accountId: number) =>
    receipts.find((each) => each.fb_ad_account_id === accountId)?.relay.rows.relayed;
  assert.equal(rowsOf(one.accountId), 10);
  // Nobody of it was ever brought to the other account, so it is not told of anybody.
  assert.equal(rowsOf(other.accountId), 0);
  const counts = await Promise.all(lists.map(({ fbId }) => peopleThere(meta, fbId)));
  assert.deepEqual(counts, [90, 90, 100]);
  const { rows } = relayOf(
    await sendRelayed(one, lists[0]?.audienceId ?? 0, 'add', emailHashes(55, 20).join('\n')),
  );
  assert.equal(rows.relayed, 10);
  assert.equal(await peopleThere(meta, lists[0]?.fbId ?? ''), 90);
});

test('who opts out while an upload waits does not travel with it', async () => {
  const shop = await openRemoteShop(here, meta);
  const { audienceId, fbId } = await relayedAudience(shop, emailHashes(1000, 10).join('\n'));
  await connect(here, shop.accountId, { access_token: 'unknown', graph_url: meta.url });
  const sending = sendRelayed(shop, audienceId, 'add', emailHashes(1010, 15_000).join('\n'));
  await until('a pause', async () => {
    const answer = await here.operator.get(`/fb_ad_accounts/${shop.accountId}/connection`);
    return answer.json<{ connection: { state: string } }>().connection.state === 'paused';
  });
  const id = await optOut(emailHashes(1050, 5));
  await connect(here, shop.accountId, { access_token: shop.there.writerToken, graph_url: meta.url });
  const { rows } = relayOf(await sending);
  assert.equal(rows.relayed, 14_995);
  assert.equal(rows.withheld, 5);
  await endedReceipts(id);
  assert.equal(await peopleThere(meta, fbId), 1996);
});

test('an opt-out that Meta does not take yet is brought again, and keeps no other waiting', async () => {
  await using proxy = await FaultProxy.start(meta.url);
  const shop = await openRemoteShop(here, meta, proxy.url);
  const { fbId } = await relayedAudience(shop, emailHashes(2000, 20).join('\n'));
  let refusals = 0;
  proxy.decide = ({ path }) => {
    if (!path.includes('usersofanyaudience') || refusals > 0) return null;
    refusals += 1;
    return { kind: 'answer', isApplied: false, answer: tooSmallAnswer };
  };
  const receiptOf = async (id: number) =>
    (await receiptsOf(id)).find((each) => each.fb_ad_account_id === shop.accountId)?.relay;
  const first = await optOut(emailHashes(2000, 3));
  await until('a refusal', async () => (await receiptOf(first))?.state === 'parked');
  const lift = [...fields({ user_type: 'email_hash' }), file(emailHashes(2000, 1).join(''))];
  assert.equal((await here.operator.sendForm('POST', '/opt_outs/lifts', lift)).status, 201);
  const second = await optOut(emailHashes(2010, 4));
  await endedReceipts(second);
  assert.equal(await peopleThere(meta, fbId), 16);
  await until('the first opt-out there', async () => (await receiptOf(first))?.state === 'ended', 30_000);
  const rows = (await receiptOf(first))?.rows;
  // One of its people may come back meanwhile.
  assert.deepEqual([rows?.relayed, rows?.withheld], [2, 1]);
  assert.equal(await peopleThere(meta, fbId), 14);
});

test('who opted out while a mirror was on its way comes again with the first mirror after a lift', async () => {
  await using proxy = await FaultProxy.start(meta.url);
  const shop = await openRemoteShop(here, meta, proxy.url);
  const { audienceId, fbId } = await relayedAudience(shop, '');
  let isHeld = true;
  let batches = 0;
  proxy.decide = ({ method, path }) => {
    if (method !== 'POST' || !/\/users(\?|$)/.test(path)) return null;
    batches += 1;
    return isHeld && batches > 1 ? { kind: 'answer', isApplied: false, answer: failedAnswer } : null;
  };
  const content = emailHashes(2500, 15_000).join('\n');
  const options = { client: shop.writer, content, userType: 'email_hash' };
  const mirror = await updateAudience(audienceId, 'mirror', options);
  await until('a first batch', () => Promise.resolve(batches > 1), 30_000);
  // Of some the batch has arrived, and others are in what is still to come.
  const people = emailHashes(2500, 20);
  await endedReceipts(await optOut(people));
  isHeld = false;
  const { rows } = relayOf(await relayed(shop, mirror.uploadId));
  assert.ok(rows.withheld > 0 && rows.withheld < 20);
  assert.equal(await peopleThere(meta, fbId), 481);
  const lift = [...fields({ user_type: 'email_hash' }), file(people.join('\n'))];
  assert.equal((await here.operator.sendForm('POST', '/opt_outs/lifts', lift)).status, 201);
  assert.equal(relayOf(await sendRelayed(shop, audienceId, 'mirror', content)).rows.relayed, 20);
  assert.equal(await peopleThere(meta, fbId), 501);
});
