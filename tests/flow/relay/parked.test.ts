import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { UploadReport } from '@kindred/contract';
import { expiredAnswer, FaultProxy, tooSmallAnswer } from '../../dev-env/fault-proxy/index.ts';
import {
  emailHashes,
  makeApp,
  makeToken,
  person,
  sha256,
  TestServer,
  until,
  updateAudience,
} from '../../dev-env/index.ts';
import {
  assertRelayCloses,
  connect,
  openRemoteShop,
  peopleThere,
  type RemoteShop,
  relayed,
  relayedAudience,
  relayOf,
  sendRelayed,
} from './remote.ts';

const meta = await TestServer.start({ people: 5000 });
after(() => meta[Symbol.asyncDispose]());
const here = await TestServer.start();
after(() => here[Symbol.asyncDispose]());

/** Whose token there may not take people out of a small audience, as Meta's could not. */
async function strictShop(): Promise<RemoteShop> {
  const shop = await openRemoteShop(here, meta);
  const app = await makeApp(meta.operator, { strict: ['removal'] });
  const token = await makeToken(meta.operator, 'account_write', [shop.there.accountId], app.id);
  await connect(here, shop.accountId, { access_token: token });
  return shop;
}

async function reportOf({ id }: UploadReport): Promise<UploadReport> {
  return (await here.operator.get(`/uploads/${id}`)).json<{ upload: UploadReport }>().upload;
}

/** The report once nothing of the removal is left. */
async function endedReport(upload: UploadReport): Promise<UploadReport> {
  await until('an end of the removal', async () => relayOf(await reportOf(upload)).state === 'ended', 60_000);
  const report = await reportOf(upload);
  assertRelayCloses(report);
  return report;
}

const list = (first: number, count: number) => emailHashes(first, count).join('\n');

test('a removal that would leave too few waits, says so, and is brought when the audience has grown', async () => {
  const shop = await strictShop();
  const { audienceId, fbId } = await relayedAudience(shop, list(1, 1300));
  assert.equal(await peopleThere(meta, fbId), 1300);
  const removal = await sendRelayed(shop, audienceId, 'remove', list(1, 500));
  const { state, say, rows, batches } = relayOf(removal);
  assert.deepEqual([state, rows.parked, rows.relayed, batches.parked], ['parked', 500, 0, 1]);
  assert.match(say, /too small/);
  assert.equal(removal.state, 'applied');
  const { text } = await here.operator.get('/relay');
  assert.match(text, new RegExp(`"id":${removal.id},"audience_id":${audienceId}`));
  await here.stop();
  await here.start();
  // Some of those who were to leave are brought again by what lets the audience grow: they stay.
  await sendRelayed(shop, audienceId, 'add', list(401, 2000));
  const ended = relayOf(await endedReport(removal));
  assert.deepEqual([ended.rows.relayed, ended.rows.withheld, ended.rows.parked], [400, 100, 0]);
  assert.equal(await peopleThere(meta, fbId), 2000);
});

test('a removal of many requests is refused by one of them, and all of it waits', async () => {
  const shop = await strictShop();
  const { audienceId, fbId } = await relayedAudience(shop, list(1, 1500));
  await peopleThere(meta, fbId);
  const removal = await sendRelayed(shop, audienceId, 'remove', list(1, 35_000));
  const { rows, batches } = relayOf(removal);
  assert.deepEqual([batches.parked, rows.parked, rows.waiting], [batches.all, 35_000, 0]);
  // Another token there is not held to the rule.
  await connect(here, shop.accountId, { access_token: shop.there.writerToken });
  assert.equal(
    (await here.operator.postJson(`/fb_ad_accounts/${shop.accountId}/relay/retry`, {})).status,
    200,
  );
  assert.equal(relayOf(await endedReport(removal)).rows.relayed, 35_000);
  assert.equal(await peopleThere(meta, fbId), 0);
});

test('whom a later mirror has stays, and whom a parked removal took out comes with the next mirror', async () => {
  const shop = await strictShop();
  const { audienceId, fbId } = await relayedAudience(shop, list(4000, 1));
  await sendRelayed(shop, audienceId, 'mirror', list(1, 1300));
  await peopleThere(meta, fbId);
  const first = await sendRelayed(shop, audienceId, 'remove', list(1, 600));
  assert.equal(relayOf(first).state, 'parked');
  await sendRelayed(shop, audienceId, 'mirror', list(1, 3000));
  const overtaken = relayOf(await endedReport(first)).rows;
  assert.deepEqual([overtaken.relayed, overtaken.withheld], [0, 600]);
  assert.equal(await peopleThere(meta, fbId), 3001);

  const second = await sendRelayed(shop, audienceId, 'remove', list(1, 2500));
  assert.equal(relayOf(second).rows.parked, 2500);
  await sendRelayed(shop, audienceId, 'add', list(3001, 990));
  await endedReport(second);
  assert.equal(await peopleThere(meta, fbId), 1491);
  const again = await sendRelayed(shop, audienceId, 'mirror', list(1, 3000));
  assert.deepEqual([relayOf(again).rows.relayed, relayOf(again).rows.unchanged], [2500, 500]);
  assert.equal(await peopleThere(meta, fbId), 3991);
});

test('what a mirror could not take out is taken out later, and not a second time', async () => {
  const shop = await strictShop();
  const { audienceId, fbId } = await relayedAudience(shop, '');
  await sendRelayed(shop, audienceId, 'mirror', list(1, 1200));
  await peopleThere(meta, fbId);
  const mirror = await sendRelayed(shop, audienceId, 'mirror', list(601, 2400));
  await endedReport(mirror);
  assert.equal(await peopleThere(meta, fbId), 2400);
  const same = relayOf(await sendRelayed(shop, audienceId, 'mirror', list(601, 2400)));
  assert.deepEqual([same.batches.all, same.rows.unchanged], [0, 2400]);
});

test('a removal whose last verdict came before the server died ends at the next start', async () => {
  const shop = await strictShop();
  const { audienceId, fbId } = await relayedAudience(shop, list(1, 1300));
  await peopleThere(meta, fbId);
  const removal = await sendRelayed(shop, audienceId, 'remove', list(1, 700));
  assert.equal(relayOf(removal).state, 'parked');
  await here.stop();
  await here.stores({
    control: [
      {
        sql: `update kindred.relay_batches set state = 'acknowledged', sealed_key = null, invalid = 0, ended_at = now()
          where state = 'parked' and relay_id = (select id from kindred.relays where upload_id = $1)`,
        values: [removal.id],
      },
    ],
  });
  await here.start();
  assert.equal(relayOf(await endedReport(removal)).rows.relayed, 700);
});

test('what a mirror could not take out at once does not take out later whom the same mirror brought', async () => {
  const shop = await strictShop();
  const numbers = Array.from({ length: 1200 }, (_, index) => index + 1);
  const row = (email: string, number: number) => `${sha256(email)},${sha256(person(number).phone)}`;
  const rows = (emailOf: (number: number) => string) =>
    ['EMAIL,PHONE', ...numbers.map((number) => row(emailOf(number), number))].join('\n');
  const old = rows((number) => `old address ${number}`);
  const { audienceId, fbId } = await relayedAudience(shop, old, { userType: null });
  await sendRelayed(shop, audienceId, 'mirror', old, null);
  assert.equal(await peopleThere(meta, fbId), 1200);
  const changed = rows((number) => person(number).email);
  const mirror = await sendRelayed(shop, audienceId, 'mirror', changed, null);
  assert.deepEqual([relayOf(mirror).state, relayOf(mirror).rows.relayed], ['parked', 1200]);
  await sendRelayed(shop, audienceId, 'add', list(2001, 1500));
  await endedReport(mirror);
  assert.equal(await peopleThere(meta, fbId), 2700);
});

test('whom a part of a parked removal took out comes with a mirror, though the rest of it has to wait', async () => {
  await using proxy = await FaultProxy.start(meta.url);
  const shop = await openRemoteShop(here, meta, proxy.url);
  const { audienceId, fbId } = await relayedAudience(shop, '');
  await sendRelayed(shop, audienceId, 'mirror', list(1, 3000));
  let removals = 0;
  proxy.decide = ({ method }) => {
    if (method !== 'DELETE') return null;
    removals += 1;
    if (removals === 1) return { kind: 'answer', isApplied: false, answer: tooSmallAnswer };
    return removals === 3 ? { kind: 'answer', isApplied: false, answer: expiredAnswer } : null;
  };
  const removal = await sendRelayed(shop, audienceId, 'remove', list(1, 15_000));
  assert.equal(relayOf(removal).state, 'parked');
  await until('a part of the removal', () => Promise.resolve(removals === 3), 30_000);
  const options = { client: shop.writer, content: list(1, 3000), userType: 'email_hash' };
  const mirror = await updateAudience(audienceId, 'mirror', options);
  await connect(here, shop.accountId, { access_token: shop.there.writerToken, graph_url: proxy.url });
  const { rows } = relayOf(await relayed(shop, mirror.uploadId));
  await endedReport(removal);
  assert.equal(await peopleThere(meta, fbId), 3000);
  assert.ok(rows.relayed > 0 && rows.unchanged > 0);
});
