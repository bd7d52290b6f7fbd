import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Answer, emailHashes, openShop, strangerHash, TestServer, until } from '../../dev-env/index.ts';
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

const server = await TestServer.start({ people: 1000 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);

interface Batch {
  readonly sessionId: number;
  readonly seq: number;
  readonly isLast?: boolean;
  readonly schema?: unknown;
}

function replace(
  id: string,
  rows: readonly unknown[],
  { sessionId, seq, isLast, schema = 'EMAIL' }: Batch,
): Promise<Answer> {
  const session = { session_id: sessionId, batch_seq: seq, last_batch_flag: isLast === true };
  return tell(shop.writer, `/v25.0/${id}/usersreplace`, { payload: { schema, data: rows }, session });
}

async function statusOf(id: string): Promise<number> {
  const answer = await ask(shop.reader, 'GET', `/v25.0/${id}`, { fields: 'operation_status' });
  return good<{ operation_status: { code: number } }>(answer).operation_status.code;
}

/** An audience of the first people of the town. */
async function audienceOf(people: number, values: Record<string, unknown> = {}): Promise<string> {
  const id = await newAudience(shop, values);
  if (people > 0) await addRows(shop, id, 'EMAIL', emailHashes(1, people));
  assert.equal(await membersOf(server.operator, id), people);
  return id;
}

function assertRefused(answer: Answer, subcode: number, title: string): void {
  const { codes, message } = refusal(answer);
  assert.equal(codes, `400 2650/${subcode}`);
  assert.equal(faultOf(answer).error_user_title, title);
  assert.match(message, /^\(#2650\) Failed to update the custom audience/);
}

test('the batches of a session become the audience when the last one came, in any order and with repeats', async () => {
  const id = await audienceOf(100);
  const begun = await replace(id, emailHashes(50, 10), { sessionId: 1, seq: 1 });
  assert.deepEqual(Object.keys(good(begun)), [
    'audience_id',
    'session_id',
    'num_received',
    'num_invalid_entries',
    'invalid_entry_samples',
    'account_id',
  ]);
  assert.equal(await statusOf(id), 414);
  good(await replace(id, emailHashes(400, 300), { sessionId: 1, seq: 9 }));
  good(await replace(id, emailHashes(200, 5), { sessionId: 1, seq: 4 }));
  good(await replace(id, emailHashes(205, 5), { sessionId: 1, seq: 4 }));
  good(await replace(id, emailHashes(50, 10), { sessionId: 1, seq: 1 }));
  assert.equal(await appliedMembers(id), 100);
  good(await replace(id, emailHashes(700, 1), { sessionId: 1, seq: 5, isLast: true }));
  await until('a replaced audience', async () => (await statusOf(id)) !== 441);
  assert.equal(await statusOf(id), 200);
  const uploads = await settledUploads(server.operator, id);
  const { newly_added: came, removed: went } = uploads.at(-1)?.funnel ?? {};
  assert.deepEqual([came, went], [321 - 10, 100 - 10]);
  assert.equal(await membersOf(server.operator, id), 321);
});

test('a batch of a replace that comes again with the same rows is counted once, and with others as another one', async () => {
  const id = await audienceOf(0);
  const received = async (rows: readonly unknown[], seq: number, isLast = false) =>
    good<Received>(await replace(id, rows, { sessionId: 31, seq, isLast })).num_received;
  assert.equal(await received(emailHashes(1, 4), 1), 4);
  for (const rows of [emailHashes(10, 300), emailHashes(400, 7)]) {
    const total = await received(rows, 2);
    assert.equal(await received(rows, 2), total);
  }
  assert.deepEqual(
    new Set(await Promise.all(Array.from({ length: 8 }, () => received([...emailHashes(500, 260), 'x'], 3)))),
    new Set([572]),
  );
  assert.equal(await received(emailHashes(10, 300), 4), 872);
  assert.equal(await received([], 5, true), 872);
  const [upload] = await settledUploads(server.operator, id);
  assert.equal(upload?.funnel.lines, 872);
  assert.equal(await membersOf(server.operator, id), 571);
});

test('a replace of one batch is complete with it, and with no rows it empties the audience', async () => {
  const id = await audienceOf(20);
  const only = { sessionId: 2, seq: 1, isLast: true };
  assert.equal(good<Received>(await replace(id, emailHashes(11, 30), only)).num_received, 30);
  assert.equal(await membersOf(server.operator, id), 30);
  assertRefused(await replace(id, emailHashes(1, 1), only), 1870159, 'Replace Session Finished');
  assertRefused(
    await replace(id, emailHashes(1, 1), { sessionId: 2, seq: 2 }),
    1870159,
    'Replace Session Finished',
  );
  good(await replace(id, [], { sessionId: 3, seq: 1, isLast: true }));
  assert.equal(await membersOf(server.operator, id), 0);
});

test('a replace begins with batch 1, needs a session, and keeps everything else out while it runs', async () => {
  const id = await audienceOf(10);
  assertRefused(
    await replace(id, emailHashes(1, 1), { sessionId: 4, seq: 2 }),
    1870147,
    'Invalid Upload Batch for Replace',
  );
  const bare = await tell(shop.writer, `/v25.0/${id}/usersreplace`, {
    payload: { schema: 'EMAIL', data: [] },
  });
  assert.deepEqual(refusal(bare), {
    codes: '400 100',
    message: '(#100) Missing required parameter: session',
  });
  good(await replace(id, emailHashes(1, 1), { sessionId: 4, seq: 1 }));
  const busy: readonly [number, string] = [1870145, 'Audience Update In Progess'];
  assertRefused(await replace(id, emailHashes(1, 1), { sessionId: 5, seq: 1 }), ...busy);
  const payload = { schema: 'EMAIL', data: emailHashes(1, 1) };
  const session = { session_id: 6, batch_seq: 1 };
  for (const method of ['POST', 'DELETE']) {
    assertRefused(await tell(shop.writer, `/v25.0/${id}/users`, { payload }, method), ...busy);
    assertRefused(await tell(shop.writer, `/v25.0/${id}/users`, { payload, session }, method), ...busy);
    const many = { schema: 'EMAIL', data: emailHashes(1, 500) };
    assertRefused(await tell(shop.writer, `/v25.0/${id}/users`, { payload: many, session }, method), ...busy);
  }
  const other = await audienceOf(10);
  const optOut = await ask(shop.writer, 'DELETE', `/v25.0/act_${shop.graphId}/usersofanyaudience`, {
    payload,
  });
  assertRefused(optOut, ...busy);
  assert.equal(await membersOf(server.operator, other), 9);
  good(await replace(id, [], { sessionId: 4, seq: 2, isLast: true }));
  assert.equal(
    good<Received>(await tell(shop.writer, `/v25.0/${id}/users`, { payload, session })).num_received,
    1,
  );
  assert.deepEqual(
    good(await ask(shop.writer, 'DELETE', `/v25.0/act_${shop.graphId}/usersofanyaudience`, { payload })),
    { success: true },
  );
  assert.equal(await membersOf(server.operator, id), 0);
});

test('twenty first batches at once begin one replace', async () => {
  const id = await audienceOf(0);
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      replace(id, emailHashes(1 + index * 10, 10), { sessionId: 100 + index, seq: 1, isLast: true }),
    ),
  );
  for (const answer of answers) {
    if (answer.status !== 200) assert.match(refusal(answer).codes, /^400 2650\/1870145$/);
  }
  assert.ok(answers.some(({ status }) => status === 200));
  const same = await Promise.all(
    Array.from({ length: 20 }, () => replace(id, emailHashes(500, 40), { sessionId: 200, seq: 1 })),
  );
  for (const answer of same) {
    if (answer.status === 200) assert.equal(good<Received>(answer).num_received, 40);
    else assert.equal(refusal(answer).codes, '400 2650/1870145');
  }
  good(await replace(id, emailHashes(540, 2), { sessionId: 200, seq: 2, isLast: true }));
  assert.equal(await membersOf(server.operator, id), 42);
});

test('a replace keeps the kind of its audience: with values or without', async () => {
  const plain = await audienceOf(5);
  const valued = await audienceOf(0, { is_value_based: true });
  const value = ['EMAIL', 'LOOKALIKE_VALUE'];
  const rows = emailHashes(1, 3).map((hash) => [hash, 7]);
  assert.equal(
    refusal(await replace(plain, rows, { sessionId: 7, seq: 1, schema: value })).codes,
    '400 2650',
  );
  assert.equal(refusal(await replace(valued, emailHashes(1, 3), { sessionId: 7, seq: 1 })).codes, '400 2650');
  good(await replace(valued, rows, { sessionId: 8, seq: 1, isLast: true, schema: value }));
  assert.equal(await membersOf(server.operator, valued), 3);
  assert.equal(await statusOf(plain), 200);
});

test('a deleted audience ends its replace', async () => {
  const id = await audienceOf(5);
  good(await replace(id, emailHashes(1, 300), { sessionId: 9, seq: 1 }));
  good(await ask(shop.writer, 'DELETE', `/v25.0/${id}`));
  assert.equal(
    refusal(await replace(id, emailHashes(1, 1), { sessionId: 9, seq: 2, isLast: true })).codes,
    '400 100/33',
  );
});

test('a replace whose time is up becomes the audience with what had arrived, and says so', async () => {
  const ids = [await audienceOf(20), await audienceOf(20), await audienceOf(20)];
  const [late = '', quiet = '', filled = ''] = ids;
  for (const id of ids) {
    good(await replace(id, emailHashes(500, 3), { sessionId: 10, seq: 1 }));
    good(await replace(id, [strangerHash(1), ...emailHashes(600, 400)], { sessionId: 10, seq: 2 }));
  }
  await server.stop();
  await server.stores({
    control: [
      {
        sql: "update kindred.upload_sessions set expires_at = now() - interval '1 minute' where ended_at is null",
      },
    ],
  });
  await server.start();
  const [timedOut] = good<Listed<Record<string, string>>>(
    await ask(shop.writer, 'GET', `/v25.0/${quiet}/sessions`),
  ).data;
  assert.deepEqual([timedOut?.['stage'], timedOut?.['num_received']], ['timed out', '404']);
  assertRefused(
    await replace(late, emailHashes(1, 1), { sessionId: 10, seq: 3 }),
    1870158,
    'Replace Session Timed Out',
  );
  const added = await tell(shop.writer, `/v25.0/${filled}/users`, {
    payload: { schema: 'EMAIL', data: emailHashes(1, 2) },
  });
  assert.equal(good<Received>(added).num_received, 2);
  for (const [index, id] of ids.entries()) {
    assert.equal(await membersOf(server.operator, id), index === 2 ? 405 : 403);
  }
  assert.equal(await statusOf(late), 415);
  good(await replace(late, emailHashes(1, 4), { sessionId: 11, seq: 1, isLast: true }));
  assert.equal(await membersOf(server.operator, late), 4);
  assert.equal(await statusOf(late), 200);
});

test('a session for additions whose time is up takes nothing new, and keeps what it had', async () => {
  const id = await audienceOf(0);
  const batch = (seq: number, rows: readonly string[]) =>
    tell(shop.writer, `/v25.0/${id}/users`, {
      payload: { schema: 'EMAIL', data: rows },
      session: { session_id: 12, batch_seq: seq },
    });
  good(await batch(1, emailHashes(1, 3)));
  await server.stop();
  await server.stores({
    control: [
      {
        sql: "update kindred.upload_sessions set expires_at = now() - interval '1 minute' where ended_at is null",
      },
    ],
  });
  await server.start();
  assertRefused(await batch(2, emailHashes(4, 3)), 1870158, 'Replace Session Timed Out');
  assert.equal(good<Received>(await batch(1, emailHashes(1, 3))).num_received, 3);
  assert.equal(await membersOf(server.operator, id), 3);
});

/** The members while a replace gathers: its own upload does not count yet. */
async function appliedMembers(id: string): Promise<number> {
  const local = await localIdOf(server.operator, id);
  const { uploads } = good<{ uploads: { state: string; funnel: { newly_added: number | null } }[] }>(
    await server.operator.get(`/custom_audiences/${local}/uploads`),
  );
  return uploads.reduce(
    (sum, { state, funnel }) => sum + (state === 'applied' ? (funnel.newly_added ?? 0) : 0),
    0,
  );
}
