import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { assertSumsClose, openShop, strangerHash, TestServer } from '../dev-env/index.ts';
import { appliedReports, hashesOf, membersOf, toldOf } from './people.ts';
import { callerOf, type Given, newAudience } from './sdk.ts';

const server = await TestServer.start({ people: 25_000 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const { account } = callerOf(server, shop);

function batch(sessionId: number | string, batchSeq: number, isLast: boolean): Given {
  return { session_id: sessionId, batch_seq: batchSeq, last_batch_flag: isLast, estimated_num_total: 30_000 };
}

test('three batches of a session are counted together, and their people found', async () => {
  const audience = await newAudience(account);
  const session = '9223372036854775807';
  const lists = [hashesOf(1, 10_000), hashesOf(10_001, 8000, 2000), hashesOf(18_001, 7000, 3000)];
  for (const [index, list] of lists.entries()) {
    const payload = { schema: 'EMAIL_SHA256', data: list };
    const answer = await audience.createUser([], {
      payload,
      session: batch(session, index + 1, index === 2),
    });
    assert.deepEqual(toldOf(answer), {
      audience_id: audience.id,
      session_id: session,
      num_received: 10_000 * (index + 1),
      num_invalid_entries: 0,
      invalid_entry_samples: {},
    });
  }
  const reports = await appliedReports(server, shop, audience);
  for (const { funnel } of reports) assertSumsClose(funnel);
  assert.equal(
    reports.reduce((sum, { funnel }) => sum + (funnel.lines ?? 0), 0),
    30_000,
  );
  assert.equal(
    reports.reduce((sum, { funnel }) => sum + (funnel.matched ?? 0), 0),
    25_000,
  );
  assert.equal(membersOf(reports), 25_000);
  const read = await audience.get([
    'approximate_count_lower_bound',
    'approximate_count_upper_bound',
    'operation_status',
    'delivery_status',
    'data_source',
    'time_content_updated',
  ]);
  const { time_content_updated: updated, ...told } = read.exportAllData();
  assert.ok(Number.isInteger(updated));
  assert.deepEqual(told, {
    id: audience.id,
    approximate_count_lower_bound: 24_500,
    approximate_count_upper_bound: 25_500,
    operation_status: { code: 200, description: 'Normal' },
    delivery_status: { code: 200, description: 'This audience is ready for use.' },
    data_source: { type: 'FILE_IMPORTED', sub_type: 'HASHES_OR_USER_IDS' },
  });
  const [told1, ...others] = await audience.getSessions([]);
  assert.equal(others.length, 0);
  const { start_time: start, end_time: end, ...counts } = told1?.exportAllData() ?? {};
  assert.match(`${start} ${end}`, /^\d{10} \d{10}$/);
  assert.deepEqual(counts, {
    session_id: session,
    num_received: '30000',
    num_matched: '25000',
    num_invalid_entries: '0',
    progress: '100',
    stage: 'finished',
  });
});

test('a batch that is sent again is answered as before and counted once', async () => {
  const audience = await newAudience(account);
  const first = { payload: { schema: ['EMAIL'], data: hashesOf(1, 10_000).map((each) => [each]) } };
  const second = { payload: { schema: ['EMAIL'], data: hashesOf(10_001, 300).map((each) => [each]) } };
  const third = { payload: { schema: ['EMAIL'], data: [['not a hash'], [strangerHash(1)]] } };
  const send = async (given: Given, batchSeq: number, isLast = false) =>
    toldOf(await audience.createUser([], { ...given, session: batch(77, batchSeq, isLast) }));
  const firstAnswer = await send(first, 1);
  assert.equal(firstAnswer['num_received'], 10_000);
  assert.deepEqual(await send(first, 1), firstAnswer);
  const secondAnswer = await send(second, 2);
  assert.equal(secondAnswer['num_received'], 10_300);
  assert.deepEqual(await send(first, 1), firstAnswer);
  assert.deepEqual(await send(second, 2), secondAnswer);
  const thirdAnswer = await send(third, 3, true);
  assert.deepEqual(thirdAnswer['num_received'], 10_302);
  assert.deepEqual(thirdAnswer['num_invalid_entries'], 1);
  assert.deepEqual(Object.keys(thirdAnswer['invalid_entry_samples'] as object), ['["not a hash"]']);
  await appliedReports(server, shop, audience);
  // The session is over and applied, and its answers may still have been lost on the way.
  assert.deepEqual(await send(third, 3, true), thirdAnswer);
  assert.deepEqual(await send(second, 2), secondAnswer);
  assert.deepEqual(await send(first, 1), firstAnswer);
  const reports = await appliedReports(server, shop, audience);
  assert.equal(
    reports.reduce((sum, { funnel }) => sum + (funnel.lines ?? 0), 0),
    10_302,
  );
  assert.ok(reports.every(({ funnel }) => (funnel.lines ?? 0) > 0));
  assert.equal(membersOf(reports), 10_300);
});

test('a session that ended takes nothing more, and says so with a code of its own', async () => {
  const audience = await newAudience(account);
  const payload = { schema: 'EMAIL_SHA256', data: hashesOf(1, 3) };
  await audience.createUser([], { payload, session: batch(78, 1, false) });
  const [open] = await audience.getSessions(['stage', 'end_time', 'num_matched', 'session_id'], {
    session_id: 78,
  });
  assert.deepEqual(open?.exportAllData(), {
    stage: 'uploading',
    end_time: '0',
    num_matched: '-1',
    session_id: '78',
  });
  await audience.createUser([], { payload, session: batch(78, 2, true) });
  await assert.rejects(audience.createUser([], { payload, session: batch(78, 3, false) }), {
    status: 400,
    message: '(#2650) Failed to update the custom audience: Replace Session Finished',
  });
  await audience.createUser([], { payload, session: batch(79, 1, true) });
  assert.equal((await audience.getSessions([])).length, 2);
});

test('sessions side by side lose no batch and double none', async () => {
  const audience = await newAudience(account);
  const lanes = Array.from({ length: 4 }, async (_, lane) => {
    const totals: unknown[] = [];
    for (let index = 0; index < 3; index += 1) {
      const rows = hashesOf(1 + 5000 * lane + 1500 * index, 1500);
      const session = batch(500 + lane, index + 1, index === 2);
      totals.push(
        toldOf(await audience.createUser([], { payload: { schema: 'EMAIL', data: rows }, session }))[
          'num_received'
        ],
      );
    }
    return totals;
  });
  assert.deepEqual(await Promise.all(lanes), Array(4).fill([1500, 3000, 4500]));
  const reports = await appliedReports(server, shop, audience);
  assert.equal(membersOf(reports), 18_000);
  assert.equal(
    reports.reduce((sum, { funnel }) => sum + (funnel.lines ?? 0), 0),
    18_000,
  );
});

test('many calls of one row at a time are each answered for themselves and all counted', async () => {
  const audience = await newAudience(account);
  const calls = hashesOf(1, 200).map((each) =>
    audience.createUser([], { payload: { schema: 'EMAIL_SHA256', data: [each] } }),
  );
  const answers = (await Promise.all(calls)).map(toldOf);
  assert.equal(new Set(answers.map((told) => told['session_id'])).size, 200);
  assert.ok(answers.every((told) => told['num_received'] === 1 && told['num_invalid_entries'] === 0));
  assert.equal(membersOf(await appliedReports(server, shop, audience)), 200);
  const first = await audience.getSessions(['session_id', 'num_received'], { limit: 80 });
  const seen: unknown[] = [];
  for (let page = first; ; page = await page.next()) {
    for (const each of page) {
      assert.deepEqual(Object.keys(each.exportAllData()), ['session_id', 'num_received']);
      seen.push(each.exportAllData()['session_id']);
    }
    if (!page.hasNext()) break;
  }
  assert.deepEqual([seen.length, new Set(seen).size], [200, 200]);
});
