import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openShop, TestServer } from '../dev-env/index.ts';
import { appliedReports, hashesOf, membersOf, toldOf } from './people.ts';
import { type Audience, callerOf, newAudience, type Told } from './sdk.ts';

const server = await TestServer.start({ people: 25_000 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const { account } = callerOf(server, shop);

interface ReplaceBatch {
  readonly session: number | string;
  readonly seq: number;
  readonly isLast?: boolean;
  readonly hashes: readonly string[];
}

async function replace(audience: Audience, { session, seq, isLast, hashes }: ReplaceBatch): Promise<Told> {
  const answer = await audience.createUsersReplace([], {
    payload: { schema: ['EMAIL'], data: hashes.map((each) => [each]) },
    session: { session_id: session, batch_seq: seq, last_batch_flag: isLast ?? false },
  });
  return answer.exportAllData();
}

async function filled(hashes: readonly string[]): Promise<Audience> {
  const audience = await newAudience(account);
  await audience.createUser([], { payload: { schema: 'EMAIL_SHA256', data: hashes } });
  return audience;
}

async function statusOf(audience: Audience): Promise<unknown> {
  const { operation_status: status } = (await audience.get(['operation_status'])).exportAllData();
  return (status as { code: number }).code;
}

/** What an update is refused with while or after people are replaced. */
function refusal(subcode: number, title: string) {
  return (error: unknown): boolean => {
    const { status, response } = error as { status: number; response: Told };
    const { code, error_subcode: shown, error_user_title: shownTitle, type } = response;
    assert.deepEqual(
      { status, code, shown, shownTitle, type },
      { status: 400, code: 2650, shown: subcode, shownTitle: title, type: 'OAuthException' },
    );
    return true;
  };
}
const isRunning = refusal(1870145, 'Audience Update In Progess');
const isNotBegun = refusal(1870147, 'Invalid Upload Batch for Replace');
const isFinished = refusal(1870159, 'Replace Session Finished');

test('three batches become the audience all at once, and it is the old one until then', async () => {
  const audience = await filled(hashesOf(1, 5000));
  assert.equal(membersOf(await appliedReports(server, shop, audience)), 5000);
  const session = '8446744073709551615';
  const first = await replace(audience, { session, seq: 1, hashes: hashesOf(4001, 10_000) });
  assert.deepEqual(first, {
    audience_id: audience.id,
    session_id: session,
    num_received: 10_000,
    num_invalid_entries: 0,
    invalid_entry_samples: {},
    account_id: shop.graphId,
  });
  assert.equal(await statusOf(audience), 414);
  // Any number but 1 may come in any order, and more than once.
  await replace(audience, { session, seq: 7, hashes: hashesOf(14_001, 1000, 9000) });
  assert.equal(await statusOf(audience), 414);
  const read = await audience.get(['approximate_count_lower_bound']);
  assert.equal(read.exportAllData()['approximate_count_lower_bound'], 4900);
  const third = await replace(audience, { session, seq: 7, isLast: true, hashes: hashesOf(15_001, 500) });
  assert.equal(third['num_received'], 20_500);
  const reports = await appliedReports(server, shop, audience);
  assert.equal(membersOf(reports), 11_500);
  assert.deepEqual(
    reports.map(({ operation, funnel }) => [operation, funnel.newly_added, funnel.removed]),
    [
      ['add', 5000, 0],
      ['replace', 10_500, 4000],
    ],
  );
  assert.equal(await statusOf(audience), 200);
  const [told] = await audience.getSessions([], { session_id: session });
  const { stage, num_received: received, progress } = told?.exportAllData() ?? {};
  assert.deepEqual([stage, received, progress], ['finished', '20500', '100']);
});

test('nothing else updates an audience while its people are replaced', async () => {
  const audience = await filled(hashesOf(1, 10));
  await assert.rejects(replace(audience, { session: 5, seq: 2, hashes: hashesOf(1, 1) }), isNotBegun);
  await replace(audience, { session: 5, seq: 1, hashes: hashesOf(11, 20) });
  const payload = { schema: 'EMAIL_SHA256', data: hashesOf(1, 3) };
  await assert.rejects(audience.createUser([], { payload }), isRunning);
  await assert.rejects(audience.deleteUsers({ payload }), isRunning);
  const inSession = { payload, session: { session_id: 9, batch_seq: 1, last_batch_flag: true } };
  await assert.rejects(audience.createUser([], inSession), isRunning);
  await assert.rejects(replace(audience, { session: 6, seq: 1, hashes: hashesOf(1, 1) }), isRunning);
  await assert.rejects(replace(audience, { session: 6, seq: 2, hashes: hashesOf(1, 1) }), isRunning);
  assert.equal(await statusOf(audience), 414);
  await replace(audience, { session: 5, seq: 2, isLast: true, hashes: [] });
  await assert.rejects(replace(audience, { session: 5, seq: 3, hashes: hashesOf(1, 1) }), isFinished);
  await assert.rejects(replace(audience, { session: 5, seq: 1, hashes: hashesOf(1, 1) }), isFinished);
  assert.equal(toldOf(await audience.createUser([], { payload }))['num_received'], 3);
  assert.equal(membersOf(await appliedReports(server, shop, audience)), 23);
  // A session that was refused is none, so the same number may begin one later.
  assert.deepEqual(
    [...(await audience.getSessions(['session_id'], { session_id: 9 }))].map((each) => each.exportAllData()),
    [],
  );
});

test('one batch is enough to replace everybody', async () => {
  const audience = await filled(hashesOf(1, 100));
  await replace(audience, { session: 1, seq: 1, isLast: true, hashes: hashesOf(91, 20) });
  assert.equal(membersOf(await appliedReports(server, shop, audience)), 20);
  await replace(audience, { session: 2, seq: 1, isLast: true, hashes: [] });
  assert.equal(membersOf(await appliedReports(server, shop, audience)), 0);
});

test('a batch of a replace is sent again without harm', async () => {
  const audience = await filled(hashesOf(1, 100));
  await replace(audience, { session: 1, seq: 1, hashes: hashesOf(1, 50) });
  const again = await replace(audience, { session: 1, seq: 1, hashes: hashesOf(1, 50) });
  assert.equal(again['num_received'], 50);
  const batches = [2, 2, 3].map((seq) => replace(audience, { session: 1, seq, hashes: hashesOf(51, 5000) }));
  await Promise.all(batches);
  await replace(audience, { session: 1, seq: 4, isLast: true, hashes: hashesOf(1, 1) });
  assert.equal(membersOf(await appliedReports(server, shop, audience)), 5050);
});

test('a replace cannot give an audience values that it had none of', async () => {
  const audience = await filled(hashesOf(1, 10));
  const withValues = audience.createUsersReplace([], {
    payload: { schema: ['EMAIL', 'LOOKALIKE_VALUE'], data: [[hashesOf(1, 1)[0], 5]] },
    session: { session_id: 3, batch_seq: 1, last_batch_flag: true },
  });
  await assert.rejects(withValues, { status: 400 });
  assert.notEqual(await statusOf(audience), 414);
  await assert.rejects(
    audience.createUsersReplace([], { payload: { schema: 'EMAIL', data: hashesOf(1, 1) } }),
    { status: 400, message: '(#100) Missing required parameter: session' },
  );
});
