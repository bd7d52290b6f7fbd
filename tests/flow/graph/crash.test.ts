import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { emailHashes, isOnPostgres, openShop, TestServer } from '../../dev-env/index.ts';
import {
  ask,
  good,
  type Listed,
  membersOf,
  newAudience,
  type Received,
  refusal,
  settledUploads,
  tell,
} from './caller.ts';

const people = 3500;
const kills = isOnPostgres ? 3 : 15;
/** Between two batches of a client: each change between sessions is an upload of its own to be applied. */
const pauseMs = 150;

const server = await TestServer.start({ people });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const everybody = emailHashes(1, people);

/** One session of a client, and what it was told of it. */
interface Story {
  readonly audience: string;
  readonly sessionId: string;
  readonly method: 'POST' | 'DELETE';
  readonly batches: (readonly string[])[];
  total: number;
}

let isOver = false;
let answered = 0;
let retries = 0;

/** Sends one batch until it is answered, with the same number each time. */
async function persist(story: Story, rows: readonly string[], isLast: boolean): Promise<void> {
  const batch = {
    payload: { schema: 'EMAIL', data: rows },
    session: { session_id: story.sessionId, batch_seq: story.batches.length + 1, last_batch_flag: isLast },
  };
  for (;;) {
    try {
      const answer = await tell(shop.writer, `/v25.0/${story.audience}/users`, batch, story.method);
      // A server that stops may say that it is not available; anything else is no reason to try again.
      if (answer.status !== 200) assert.equal(refusal(answer).codes, '500 2', answer.text);
      if (answer.status === 200) {
        story.total = good<Received>(answer).num_received;
        story.batches.push(rows);
        answered += 1;
        return;
      }
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
    }
    retries += 1;
    await sleep(50);
  }
}

/** Sends small and large batches one after the other in one session, until all kills are done; then it ends it. */
async function fill(story: Story, number: number): Promise<void> {
  for (let step = number; !isOver; step += 1) {
    const size = step % 7 === number ? 3000 : step % 3 === 0 ? 40 : 1;
    await persist(story, rowsFrom(step * 677 + number * 211, size), false);
    await sleep(pauseMs);
  }
  await persist(story, rowsFrom(number, 2), true);
}

/** Adds and removes by turns, each time in a session of its own. Gives the set that this leaves. */
async function fillAndEmpty(audience: string): Promise<ReadonlySet<string>> {
  const expected = new Set<string>();
  for (let step = 0; !isOver; step += 1) {
    const method = step % 2 === 0 ? 'POST' : 'DELETE';
    const story: Story = { audience, sessionId: String(5000 + step), method, batches: [], total: 0 };
    const rows = rowsFrom(step * 391, step % 5 === 0 ? 3000 : step % 5 === 3 ? 900 : 1 + step);
    await persist(story, rows, true);
    for (const row of rows) {
      if (method === 'POST') expected.add(row);
      else expected.delete(row);
    }
    await sleep(pauseMs);
  }
  return expected;
}

function rowsFrom(first: number, count: number): string[] {
  return Array.from({ length: count }, (_, row) => everybody[(first + row) % people] ?? '');
}

/** Kills soon after a start or later, but not before three batches a kill were answered, however slow the machine is. */
async function killOften(): Promise<void> {
  for (let kill = 0; kill < kills; kill += 1) {
    await sleep(Math.random() * 700);
    while (answered < 3 * kill) await sleep(20);
    await server.kill();
    await server.start();
  }
  isOver = true;
}

test(`after ${kills} kills every batch that was answered is applied exactly once, and in order`, async (context) => {
  const [filled, turned] = [await newAudience(shop), await newAudience(shop)];
  const stories = Array.from(
    { length: 4 },
    (_, number): Story => ({
      audience: filled,
      sessionId: String(1000 + number),
      method: 'POST',
      batches: [],
      total: 0,
    }),
  );
  const [expected] = await Promise.all([fillAndEmpty(turned), killOften(), ...stories.map(fill)]);
  const batches = stories.reduce((sum, story) => sum + story.batches.length, 0);
  context.diagnostic(`${batches} batches, ${retries} retries`);
  assert.ok(retries >= kills, `${retries} retries`);
  for (const story of stories) await assertCounted(story);
  const uploads = await settledUploads(server.operator, filled);
  const lines = uploads.reduce((sum, { funnel }) => sum + funnel.lines, 0);
  assert.equal(
    lines,
    stories.reduce((sum, story) => sum + story.total, 0),
  );
  const everyone = new Set(stories.flatMap((story) => story.batches.flat()));
  assert.equal(await membersOf(server.operator, filled), everyone.size);
  assert.equal(await membersOf(server.operator, turned), expected.size);
});

/** The session has as many rows as were answered for, in the last answer and in the list of sessions. */
async function assertCounted(story: Story): Promise<void> {
  const sent = story.batches.reduce((sum, rows) => sum + rows.length, 0);
  assert.equal(story.total, sent);
  const path = `/v25.0/${story.audience}/sessions`;
  const answer = await ask(shop.writer, 'GET', path, { session_id: story.sessionId });
  const [session] = good<Listed<Record<string, string>>>(answer).data;
  assert.deepEqual([session?.['num_received'], session?.['num_invalid_entries']], [String(sent), '0']);
}
