import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { UploadReport } from '@kindred/contract';
import {
  type Decide,
  expiredAnswer,
  type Fault,
  FaultProxy,
  failedAnswer,
  graphError,
} from '../../dev-env/fault-proxy/index.ts';
import {
  emailHashes,
  fields,
  file,
  optOut,
  settledUpload,
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

const people = 5000;
const meta = await TestServer.start({ people });
after(() => meta[Symbol.asyncDispose]());
const proxy = await FaultProxy.start(meta.url, true);
after(() => proxy[Symbol.asyncDispose]());
const here = await TestServer.start();
after(() => here[Symbol.asyncDispose]());

const timedOut = graphError(400, { message: '(#2650) Failed', code: 2650, error_subcode: 1870158 });

const taken = { status: 200, headers: { 'content-type': 'application/json' } };

const list = (first: number, count: number) => emailHashes(first, count).join('\n');

async function beginReplace({ writer }: RemoteShop, audienceId: number, content: string): Promise<number> {
  const options = { client: writer, content, userType: 'email_hash' };
  return (await updateAudience(audienceId, 'replace', options)).uploadId;
}

/** Lets the time of all replaces there pass. */
async function passTimeThere(): Promise<void> {
  await meta.stop();
  await meta.stores({
    control: [{ sql: "update kindred.upload_sessions set expires_at = expires_at - interval '91 minutes'" }],
  });
  await meta.start();
  proxy.target = meta.url;
}

/** Lets so much time pass since batches were sent. */
async function passTimeHere(minutes: number): Promise<void> {
  await here.stop();
  const sql = 'update kindred.relay_batches set sent_at = sent_at - make_interval(mins => $1)';
  await here.stores({ control: [{ sql, values: [minutes] }] });
  await here.start();
}

/** The bodies of the requests of replaces, in their order, with what the client was answered. */
function replaces(): readonly { readonly body: ReplaceBody; readonly status: number }[] {
  return proxy.passed
    .filter(({ path }) => path.includes('usersreplace'))
    .map(({ body, status }) => ({ body: bodyOf(body), status }));
}

interface ReplaceBody {
  readonly session: { readonly batch_seq: number; readonly last_batch_flag: boolean };
  readonly payload: Readonly<Record<'data', readonly string[]>>;
}

function bodyOf(body: Buffer): ReplaceBody {
  return JSON.parse(body.toString()) as ReplaceBody;
}

/** Something happens to requests of replaces that do not begin one. */
function onLater(of: (body: ReplaceBody) => ReturnType<Decide>): Decide {
  return ({ path, body }) => (path.includes('usersreplace') ? of(bodyOf(body)) : null);
}

function pauseOf({ accountId }: RemoteShop): Promise<void> {
  return until('a pause', async () => {
    const answer = await here.operator.get(`/fb_ad_accounts/${accountId}/connection`);
    return answer.json<{ connection: { state: string } }>().connection.state === 'paused';
  });
}

/** A replace of three requests of which the last is not taken because the token ended. */
async function cutOffReplace(): Promise<{
  readonly shop: RemoteShop;
  readonly fbId: string;
  readonly uploadId: number;
}> {
  proxy.passed.length = 0;
  const shop = await openRemoteShop(here, meta, proxy.url);
  const { audienceId, fbId } = await relayedAudience(shop, list(1, 3000));
  proxy.decide = onLater(({ session }) =>
    session.last_batch_flag ? { kind: 'answer', isApplied: false, answer: expiredAnswer } : null,
  );
  const uploadId = await beginReplace(shop, audienceId, list(2001, 25_000));
  await pauseOf(shop);
  proxy.decide = () => null;
  return { shop, fbId, uploadId };
}

test('a replace that cannot end in its 90 minutes is refused before anything is sent', async () => {
  // Twenty writes in two hours.
  await using tight = await TestServer.start({
    people: 3000,
    settings: { KINDRED_RATE_LIMIT_TIER: 'development_access', KINDRED_RATE_LIMIT_WINDOW_SECONDS: '86400' },
  });
  const shop = await openRemoteShop(here, tight);
  const { audienceId, fbId } = await relayedAudience(shop, list(1, 2000));
  const uploadId = await beginReplace(shop, audienceId, list(1, 190_000));
  const report = await settledUpload(here.operator, uploadId, 60_000);
  assert.equal(report.state, 'failed');
  assert.match(report.error ?? '', /90 minutes.* about 1\d\d: 19 requests .*Nothing was sent.*mirror/);
  assertRelayCloses(report);
  const { state, rows, batches } = relayOf(report);
  assert.deepEqual([state, rows.set_aside, batches.acknowledged], ['ended', 190_000, 0]);
  assert.equal(await peopleThere(tight, fbId), 2000);
  // One that fits goes.
  await sendRelayed(shop, audienceId, 'replace', list(2001, 500));
  assert.equal(await peopleThere(tight, fbId), 500);
});

test('a replace whose time ends on its way leaves a part there, and begins anew with all of its rows', async () => {
  const { shop, fbId, uploadId } = await cutOffReplace();
  await passTimeThere();
  await until('a part of the list there', async () => {
    const part = await peopleThere(meta, fbId);
    return part > 0 && part < 3000;
  });
  await connect(here, shop.accountId, { access_token: shop.there.writerToken });
  const report = await relayed(shop, uploadId);
  assert.equal(relayOf(report).rows.relayed, 25_000);
  assert.ok(relayOf(report).batches.sent_again >= 2);
  assert.equal(await peopleThere(meta, fbId), 3000);
  // The platform was asked to go on, and said that the time was over.
  const seqs = replaces().map(({ body, status }) => [body.session.batch_seq, status]);
  assert.deepEqual(
    seqs,
    [1, 2, 3, 3, 1, 2, 3].map((seq, place) => [seq, place === 2 || place === 3 ? 400 : 200]),
  );
});

test('a replace goes on under its session as long as there is time, whoever dies', async () => {
  const { shop, fbId, uploadId } = await cutOffReplace();
  await passTimeHere(78);
  await connect(here, shop.accountId, { access_token: shop.there.writerToken });
  assert.equal(relayOf(await relayed(shop, uploadId)).rows.relayed, 25_000);
  assert.equal(await peopleThere(meta, fbId), 3000);
  assert.deepEqual(
    replaces().map(({ body }) => body.session.batch_seq),
    [1, 2, 3, 3],
  );
});

test('a replace that its server knows to be out of time begins anew without being told', async () => {
  const { shop, fbId, uploadId } = await cutOffReplace();
  await passTimeThere();
  await passTimeHere(91);
  await connect(here, shop.accountId, { access_token: shop.there.writerToken });
  assert.equal(relayOf(await relayed(shop, uploadId)).rows.relayed, 25_000);
  assert.equal(await peopleThere(meta, fbId), 3000);
  assert.deepEqual(
    replaces().map(({ body }) => body.session.batch_seq),
    [1, 2, 3, 1, 2, 3],
  );
});

test('the sums of a replace that begins anew close while it does, whoever opted out before', async () => {
  const shop = await openRemoteShop(here, meta, proxy.url);
  const { audienceId } = await relayedAudience(shop, list(1, 1000));
  const refused = { kind: 'answer', isApplied: false, answer: expiredAnswer } as const;
  proxy.decide = onLater(({ session, payload: { data: hashes } }) => {
    if (session.batch_seq !== 2) return session.batch_seq > 2 ? refused : null;
    const counts = { num_received: hashes.length, num_invalid_entries: 1 };
    const body = JSON.stringify({ ...counts, invalid_entry_samples: { [hashes[0] ?? '']: 'Not valid' } });
    return { kind: 'answer', isApplied: true, answer: { ...taken, body } };
  });
  const uploadId = await beginReplace(shop, audienceId, list(1, 35_000));
  await pauseOf(shop);
  const reportOf = async () =>
    (await here.operator.get(`/uploads/${uploadId}`)).json<{ upload: UploadReport }>().upload;
  await until('a refused row', async () => relayOf(await reportOf()).refused_samples.length === 1);
  const form = [...fields({ user_type: 'email_hash' }), file(list(30_000, 100))];
  assert.equal((await here.operator.sendForm('POST', '/opt_outs', form)).status, 201);
  let isOver = false;
  proxy.decide = onLater(({ session }) => {
    if (isOver) return refused;
    isOver = session.last_batch_flag;
    return isOver ? { kind: 'answer', isApplied: false, answer: timedOut } : null;
  });
  await connect(here, shop.accountId, { access_token: shop.there.writerToken });
  await until('its beginning anew', () => Promise.resolve(isOver));
  await pauseOf(shop);
  const upload = await reportOf();
  assert.deepEqual(relayOf(upload).refused_samples, []);
  assert.deepEqual([relayOf(upload).state, relayOf(upload).batches.acknowledged], ['paused', 0]);
  assertRelayCloses(upload);
  proxy.decide = () => null;
  await passTimeThere();
  await connect(here, shop.accountId, { access_token: shop.there.writerToken });
  assert.equal(relayOf(await relayed(shop, uploadId)).rows.withheld, 100);
});

test('a replace that never ends in time fails, says what is there, and is known to opt-outs and mirrors', async () => {
  proxy.passed.length = 0;
  const shop = await openRemoteShop(here, meta, proxy.url);
  const { audienceId, fbId } = await relayedAudience(shop, list(4001, 100));
  await sendRelayed(shop, audienceId, 'mirror', list(1, 1000));
  proxy.decide = onLater(({ session, payload }) => {
    if (session.batch_seq > 1) return { kind: 'answer', isApplied: false, answer: timedOut };
    const body = JSON.stringify({ num_received: payload.data.length, num_invalid_entries: 0 });
    return replaces().length === 0 ? null : { kind: 'answer', isApplied: false, answer: { ...taken, body } };
  });
  const uploadId = await beginReplace(shop, audienceId, list(2001, 25_000));
  const report = await settledUpload(here.operator, uploadId, 60_000);
  proxy.decide = () => null;
  assert.equal(report.state, 'failed');
  assert.match(report.error ?? '', /2650\/1870158.*begun 3 times.*what had arrived/);
  assertRelayCloses(report);
  const [first] = replaces();
  const there = new Set(first?.body.payload.data);
  const { rows, state } = relayOf(report);
  assert.deepEqual([state, rows.relayed, rows.set_aside], ['ended', there.size, 25_000 - there.size]);
  // The last one was never sent, so nobody of it may be there.
  assert.equal(relayOf(report).batches.sent_again, 2);
  await passTimeThere();
  const known = emailHashes(2001, 3000).filter((hash) => there.has(hash));
  await until('the first batch there', async () => (await peopleThere(meta, fbId)) === known.length);

  const form = [...fields({ user_type: 'email_hash' }), file(known[0] ?? '')];
  assert.equal((await here.operator.sendForm('POST', '/opt_outs', form)).status, 201);
  await until('an end of the opt-out there', async () => {
    return (await peopleThere(meta, fbId)) === known.length - 1;
  });
  const mirror = relayOf(await sendRelayed(shop, audienceId, 'mirror', list(1, 1000)));
  assert.deepEqual([mirror.rows.relayed, mirror.rows.unchanged], [1000, 0]);
  await until('all of the mirror there', async () => {
    return (await peopleThere(meta, fbId)) === known.length - 1 + 1000;
  });
});

test('a replace by nobody is refused, because it would empty the audience there', async () => {
  const shop = await openRemoteShop(here, meta);
  const { audienceId, fbId } = await relayedAudience(shop, list(1, 200));
  const uploadId = await beginReplace(shop, audienceId, 'no hash\n');
  const report = await settledUpload(here.operator, uploadId, 60_000);
  assert.equal(report.state, 'failed');
  assert.match(report.error ?? '', /would empty the audience.* Nothing was sent/);
  assert.equal(await peopleThere(meta, fbId), 200);
});

test('a replace of which everybody has opted out before it went leaves nobody', async () => {
  const shop = await openRemoteShop(here, meta, proxy.url);
  const { audienceId, fbId } = await relayedAudience(shop, list(1, 200));
  proxy.decide = onLater(() => ({ kind: 'answer', isApplied: false, answer: expiredAnswer }));
  const uploadId = await beginReplace(shop, audienceId, list(4001, 50));
  await pauseOf(shop);
  proxy.decide = () => null;
  await optOut(here.operator, list(4001, 50));
  await connect(here, shop.accountId, { access_token: shop.there.writerToken, graph_url: proxy.url });
  const report = await relayed(shop, uploadId);
  assert.equal(relayOf(report).rows.withheld, 50);
  assert.equal(await peopleThere(meta, fbId), 0);
});

test('a replace whose first answer was lost goes on under the session that it may have opened', async () => {
  const shop = await openRemoteShop(here, meta, proxy.url);
  const { audienceId, fbId } = await relayedAudience(shop, list(1, 200));
  for (const count of [300, 12_000]) {
    await sendRelayed(shop, audienceId, 'replace', list(101, count));
    const found = await peopleThere(meta, fbId);
    await sendRelayed(shop, audienceId, 'replace', list(1, 200));
    const faults: Fault[] = [
      { kind: 'cut', isApplied: true },
      { kind: 'answer', isApplied: false, answer: failedAnswer },
    ];
    // The first request of the replace, and then the question what has arrived.
    proxy.decide = ({ path }) =>
      path.includes(faults.length === 2 ? 'usersreplace' : '/sessions') ? (faults.shift() ?? null) : null;
    await sendRelayed(shop, audienceId, 'replace', list(101, count));
    assert.deepEqual(faults, []);
    assert.equal(await peopleThere(meta, fbId), found);
  }
  proxy.decide = () => null;
});
