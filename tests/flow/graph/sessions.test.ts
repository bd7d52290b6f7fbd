import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Answer, emailHashes, openShop, TestServer, updateAudience } from '../../dev-env/index.ts';
import {
  addRows,
  ask,
  faultOf,
  good,
  type Listed,
  localIdOf,
  membersOf,
  newAudience,
  type Received,
  refusal,
  settledUploads,
  tell,
} from './caller.ts';

const server = await TestServer.start({ people: 2000 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);

interface Batch {
  readonly rows: readonly unknown[];
  readonly session: Readonly<Record<string, unknown>>;
  readonly schema?: unknown;
  readonly edge?: 'users' | 'usersreplace';
  readonly method?: 'POST' | 'DELETE';
}

function send(
  id: string,
  { rows, session, schema = 'EMAIL', edge = 'users', method = 'POST' }: Batch,
): Promise<Answer> {
  return tell(shop.writer, `/v25.0/${id}/${edge}`, { payload: { schema, data: rows }, session }, method);
}

function of(sessionId: number | string, batchSeq: number, isLast = false): Record<string, unknown> {
  return { session_id: sessionId, batch_seq: batchSeq, last_batch_flag: isLast, estimated_num_total: 100 };
}

async function received(id: string, batch: Batch): Promise<number> {
  return good<Received>(await send(id, batch)).num_received;
}

async function sessionsOf(
  id: string,
  values: Record<string, unknown> = {},
): Promise<readonly Record<string, string>[]> {
  const answer = await ask(shop.writer, 'GET', `/v25.0/${id}/sessions`, values);
  return good<Listed<Record<string, string>>>(answer).data;
}

test('rows of a session are counted together, whatever the order of its batches', async () => {
  const id = await newAudience(shop);
  const hashes = emailHashes(1, 60);
  assert.equal(await received(id, { rows: hashes.slice(0, 10), session: of(1, 10) }), 10);
  assert.equal(await received(id, { rows: hashes.slice(10, 30), session: of('1', 2) }), 30);
  assert.equal(await received(id, { rows: ['mary@example.com'], session: of('01', 3) }), 31);
  assert.equal(await received(id, { rows: hashes.slice(30), session: of(1, 11, true) }), 61);
  assert.equal(await membersOf(server.operator, id), 60);
});

test('a batch that comes again is answered with its total and counts once', async () => {
  const id = await newAudience(shop);
  const hashes = emailHashes(1, 900);
  for (let time = 0; time < 3; time += 1) {
    assert.equal(await received(id, { rows: hashes.slice(0, 5), session: of(2, 1) }), 5);
    assert.equal(await received(id, { rows: hashes.slice(100), session: of(2, 2) }), 805);
  }
  assert.equal(await membersOf(server.operator, id), 805);
  assert.equal(await received(id, { rows: hashes.slice(100), session: of(2, 2) }), 805);
  const uploads = await settledUploads(server.operator, id);
  assert.equal(
    uploads.reduce((sum, { funnel }) => sum + funnel.lines, 0),
    805,
  );
});

for (const rows of [3, 700]) {
  test(`twenty copies of a batch of ${rows} rows at once count once`, async () => {
    const id = await newAudience(shop);
    const hashes = emailHashes(1, rows);
    const copies = Array.from({ length: 20 }, () => received(id, { rows: hashes, session: of(3, 1) }));
    assert.deepEqual(new Set(await Promise.all(copies)), new Set([rows]));
    const uploads = await settledUploads(server.operator, id);
    assert.equal(
      uploads.reduce((sum, { funnel }) => sum + funnel.lines, 0),
      rows,
    );
    assert.equal(await membersOf(server.operator, id), rows);
    assert.equal((await sessionsOf(id))[0]?.['num_received'], String(rows));
  });
}

test('batches that come at once are all counted, and their totals are all different', async () => {
  const id = await newAudience(shop);
  const hashes = emailHashes(1, 1500);
  const sizes = Array.from({ length: 30 }, (_, index) => (index % 3 === 0 ? 300 : 1 + (index % 5)));
  let from = 0;
  const totals = await Promise.all(
    sizes.map((size, index) => {
      const rows = Array.from({ length: size }, (_, row) => hashes[(from + row) % hashes.length]);
      from += size;
      return received(id, { rows, session: of(4, index + 1) });
    }),
  );
  assert.equal(new Set(totals).size, sizes.length);
  assert.equal(
    Math.max(...totals),
    sizes.reduce((sum, size) => sum + size, 0),
  );
  assert.equal(await membersOf(server.operator, id), 1500);
});

test('an ended session takes repeats of what it has, and nothing new', async () => {
  const id = await newAudience(shop);
  const batch = { rows: emailHashes(1, 2), session: of(5, 1, true) };
  assert.equal(await received(id, batch), 2);
  assert.equal(await received(id, batch), 2);
  const late = await send(id, { rows: emailHashes(3, 2), session: of(5, 2) });
  assert.deepEqual(
    [refusal(late).codes, faultOf(late).error_user_title],
    ['400 2650/1870159', 'Replace Session Finished'],
  );
  assert.equal(await membersOf(server.operator, id), 2);
  assert.equal(await received(id, { rows: emailHashes(1, 1), session: of(5, 1), method: 'DELETE' }), 1);
  assert.equal(await membersOf(server.operator, id), 1);
});

test('a session that cannot be one is refused', async () => {
  const id = await newAudience(shop);
  const wrong: readonly unknown[] = [
    {},
    { session_id: 1 },
    { batch_seq: 1 },
    of(0, 1),
    of(-1, 1),
    of('9223372036854775808', 1),
    of('x', 1),
    of('1.5', 1),
    of(1, 0),
    of(1, -1),
    of(1, 1.5),
    [],
    'x',
    7,
    true,
    { session_id: {}, batch_seq: 1 },
    { session_id: [1], batch_seq: 1 },
    { session_id: null, batch_seq: 1 },
    of('1\0', 1),
    of('9'.repeat(400), 1),
  ];
  for (const session of wrong) {
    const answer = await tell(shop.writer, `/v25.0/${id}/users`, {
      payload: { schema: 'EMAIL', data: [] },
      session,
    });
    assert.equal(refusal(answer).codes, '400 100', JSON.stringify(session));
  }
});

test('the sessions of an audience are shown newest first, all values as texts', async () => {
  const id = await newAudience(shop);
  await received(id, { rows: emailHashes(1, 3), session: of('653573199724136401', 1) });
  await received(id, { rows: ['x'], session: of('653573199724136401', 2) });
  await received(id, { rows: emailHashes(1, 2), session: of(8, 1, true) });
  await settledUploads(server.operator, id);
  const [done, open] = await sessionsOf(id);
  assert.deepEqual(Object.keys(open ?? {}), [
    'session_id',
    'start_time',
    'end_time',
    'num_received',
    'num_matched',
    'num_invalid_entries',
    'progress',
    'stage',
  ]);
  const { start_time: start, ...rest } = open ?? {};
  assert.match(start ?? '', /^\d{10}$/);
  assert.deepEqual(rest, {
    session_id: '653573199724136401',
    end_time: '0',
    num_received: '4',
    num_matched: '-1',
    num_invalid_entries: '1',
    progress: '100',
    stage: 'uploading',
  });
  assert.deepEqual(
    [done?.['session_id'], done?.['stage'], done?.['progress'], done?.['num_matched']],
    ['8', 'finished', '100', '-1'],
  );
  assert.deepEqual(await sessionsOf(id, { session_id: '8', fields: 'stage,session_id' }), [
    { stage: 'finished', session_id: '8' },
  ]);
  assert.deepEqual(await sessionsOf(id, { session_id: 'nothing\0' }), []);
  const first = good<{ paging: { next: string } }>(
    await ask(shop.writer, 'GET', `/v25.0/${id}/sessions`, { limit: 1, fields: 'session_id' }),
  );
  const next = await server.as(null).get(first.paging.next.slice(server.url.length));
  assert.deepEqual(good<Listed<unknown>>(next).data, [{ session_id: '653573199724136401' }]);
});

test('the uploads of one session are listed by its id', async () => {
  const id = await newAudience(shop);
  const local = await localIdOf(server.operator, id);
  await received(id, { rows: emailHashes(1, 300), session: of(61, 1) });
  await received(id, { rows: emailHashes(301, 5), session: of(61, 2, true) });
  await settledUploads(server.operator, id);
  await received(id, { rows: emailHashes(1, 4), session: of(62, 1, true), method: 'DELETE' });
  await received(id, { rows: emailHashes(1, 3), session: of(63, 1), edge: 'usersreplace' });
  const listed = async (session: string) =>
    good<{ uploads: { operation: string; state: string; funnel: { lines: number } }[]; meta: unknown }>(
      await server.operator.get(`/custom_audiences/${local}/uploads?session_id=${session}`),
    );
  const added = await listed('61');
  assert.equal(
    added.uploads.reduce((sum, { funnel }) => sum + funnel.lines, 0),
    305,
  );
  assert.ok(added.uploads.every(({ operation }) => operation === 'add'));
  assert.deepEqual(added.meta, { page: 1, total: added.uploads.length });
  const [removed] = (await listed('62')).uploads;
  assert.deepEqual([removed?.operation, removed?.funnel.lines], ['remove', 4]);
  const [replacing] = (await listed('63')).uploads;
  assert.deepEqual([replacing?.operation, replacing?.state], ['replace', 'receiving']);
  assert.deepEqual((await listed('64')).uploads, []);
  const refused = await server.operator.get(`/custom_audiences/${local}/uploads?session_id=x`);
  assert.equal(refused.status, 422);
});

test('what is added and removed by requests and by files applies in the order in which it was answered', async () => {
  const id = await newAudience(shop);
  const local = await localIdOf(server.operator, id);
  const expected = new Set<string>();
  for (let step = 0; step < 24; step += 1) {
    const rows = emailHashes(1 + ((step * 37) % 500), step % 4 === 0 ? 400 : 30 + step);
    const operation = step % 3 === 1 ? 'remove' : 'add';
    for (const row of rows) operation === 'add' ? expected.add(row) : expected.delete(row);
    if (step % 5 === 2) {
      await updateAudience(local, operation, {
        client: shop.writer,
        content: rows.join('\n'),
        userType: 'email_hash',
      });
    } else if (step % 2 === 0) {
      await received(id, {
        rows,
        session: of(100 + step, 1, step % 4 === 0),
        method: operation === 'add' ? 'POST' : 'DELETE',
      });
    } else {
      good(
        await tell(
          shop.writer,
          `/v25.0/${id}/users`,
          { payload: { schema: 'EMAIL', data: rows } },
          operation === 'add' ? 'POST' : 'DELETE',
        ),
      );
    }
  }
  assert.equal(await membersOf(server.operator, id), expected.size);
});

test('additions and removals that come at once leave sums that close and a set that some order gives', async () => {
  const id = await newAudience(shop);
  const calls = Array.from({ length: 40 }, (_, index) => {
    const rows = emailHashes(1 + index * 20, index % 2 === 0 ? 320 : 10);
    const method = index % 4 === 3 ? 'DELETE' : 'POST';
    return tell(shop.writer, `/v25.0/${id}/users`, { payload: { schema: 'EMAIL', data: rows } }, method);
  });
  for (const answer of await Promise.all(calls)) good(answer);
  const members = await membersOf(server.operator, id);
  const everybody = new Set(
    Array.from({ length: 40 }, (_, index) =>
      emailHashes(1 + index * 20, index % 2 === 0 ? 320 : index % 4 === 3 ? 0 : 10),
    ).flat(),
  );
  assert.ok(members <= everybody.size && members >= everybody.size - 100, `${members} of ${everybody.size}`);
  await addRows(shop, id, 'EMAIL', [...everybody]);
  assert.equal(await membersOf(server.operator, id), everybody.size);
});
