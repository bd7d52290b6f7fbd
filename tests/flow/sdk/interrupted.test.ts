import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { SessionOperation } from '@kindred/contract';
import { type Fetch, Graph, type RowsUpload, sessionsOf, uploadRows } from '@kindred/sdk';
import { openShop, TestServer } from '../../dev-env/index.ts';
import { good, tell } from '../graph/caller.ts';
import {
  checkpointIn,
  emptyAudience,
  hashes,
  kindredOf,
  loseAnswer,
  loseRequest,
  onBatch,
  told,
} from './sdk.ts';

const server = await TestServer.start();
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const operator = kindredOf(server, server.operatorToken);
const rows = hashes(1, 52_000);
const minuteMs = 60_000;

/** Waits take no time here. */
const pause = async () => undefined;

function send(audience: string, fetch: Fetch | undefined, given: Partial<RowsUpload>) {
  const { audiences } = kindredOf(server, shop.writerToken, { fetch });
  return audiences.upload(audience, { schema: ['EMAIL'], rows, pause, random: () => 0, ...given });
}

/** What the token gets instead of an answer that nothing would help against. */
const forbidden: Fetch = async () => Response.json({ error: { message: 'No.', code: 200 } }, { status: 403 });

/** The n-th batch arrives, and from then on nobody knows what became of it and of the others under way. */
function diesAfter(last: number): Fetch {
  let isDead = false;
  const dying: Fetch = (input, init) => {
    isDead = true;
    return loseAnswer(input, init);
  };
  const alive = onBatch({ [last]: dying });
  return (input, init) => (isDead ? forbidden : alive)(input, init);
}

for (const operation of ['add', 'remove', 'replace'] as const satisfies readonly SessionOperation[]) {
  test(`an upload to ${operation} whose answers and requests are lost counts every batch once`, async () => {
    const audience = await emptyAudience(shop);
    const fetch = onBatch({
      1: loseAnswer,
      2: loseRequest,
      3: loseAnswer,
      5: loseAnswer,
      6: loseRequest,
      8: loseAnswer,
    });
    const delays: string[] = [];
    const outcome = await send(audience, fetch, {
      operation,
      onEvent: (event) => event.kind === 'delayed' && delays.push(event.delay.kind),
    });
    assert.ok(delays.length >= 4 && delays.every((kind) => kind === 'failure'), String(delays));
    assert.deepEqual([outcome.sums.sent, outcome.sums.repeated, outcome.sessions.length], [52_000, 0, 1]);
    assert.equal((await told(operator, audience, outcome.sessions)).lines, 52_000);
  });

  test(`an upload to ${operation} that is broken off goes on where it was, from any storage`, async () => {
    const audience = await emptyAudience(shop);
    const texts = new Map<string, string>();
    const checkpoint = checkpointIn(texts);
    for (const last of [2, 1, 1]) {
      const fetch = diesAfter(last);
      await assert.rejects(send(audience, fetch, { operation, checkpoint, lanes: 2 }), /No\./);
      assert.ok(texts.size === 1 && !/token|[0-9a-f]{64}/.test([...texts.values()].join()));
    }
    const events: string[] = [];
    const outcome = await send(audience, undefined, {
      ...{ operation, checkpoint },
      onEvent: ({ kind }) => events.push(kind),
    });
    assert.equal(events[0], 'resumed');
    assert.deepEqual([outcome.resumed, outcome.sums.sent, outcome.sums.repeated], [true, 52_000, 0]);
    assert.equal(outcome.sums.tally.read, 52_000);
    assert.equal(texts.size, 0);
    assert.equal((await told(operator, audience, outcome.sessions)).lines, 52_000);
  });
}

test('where batches that come again are not recognised, a replace asks before it sends one again', async () => {
  const audience = await emptyAudience(shop);
  const checkpoint = checkpointIn(new Map());
  let asked = 0;
  const counting: Fetch = (input, init) => {
    if (/sessions/.test(String(input))) asked += 1;
    return onLossy(input, init);
  };
  const onLossy = onBatch({ 1: loseAnswer, 3: loseRequest, 5: loseAnswer });
  const replace = (fetch: Fetch, given: Partial<RowsUpload> = {}) => {
    const url = `${server.url}/v24.0`;
    const graph = new Graph({ url, token: shop.writerToken, knowsBatches: false, fetch });
    return uploadRows(graph, audience, {
      schema: ['EMAIL'],
      rows,
      operation: 'replace',
      checkpoint,
      pause,
      ...given,
    });
  };
  await assert.rejects(replace(diesAfter(2)), /No\./);
  const outcome = await replace(counting);
  assert.deepEqual([outcome.resumed, outcome.sums.sent, outcome.sums.repeated], [true, 52_000, 0]);
  assert.ok(asked >= 3, String(asked));
  assert.equal((await told(operator, audience, outcome.sessions)).lines, 52_000);
});

test('an upload whose session was ended goes on in another one, with every batch counted once', async () => {
  const audience = await emptyAudience(shop);
  const texts = new Map<string, string>();
  const checkpoint = checkpointIn(texts);
  const endSession: Fetch = async (input, init) => {
    const [{ id }] = JSON.parse([...texts.values()][0] ?? '').sessions as [{ id: string }];
    const payload = { schema: ['EMAIL'], data: [] };
    const session = { session_id: id, batch_seq: 999, last_batch_flag: true };
    good(await tell(shop.writer, `/v24.0/${audience}/users`, { payload, session }));
    return loseAnswer(input, init);
  };
  const outcome = await send(audience, onBatch({ 3: endSession }), { checkpoint });
  assert.deepEqual([outcome.sums.sent, outcome.sessions.length], [52_000, 2]);
  assert.equal((await told(operator, audience, outcome.sessions)).lines, 52_000);
});

test('a session that is nearly over is followed by another one', async () => {
  const audience = await emptyAudience(shop);
  let nowMs = 1_800_000_000_000;
  const later: Fetch = (input, init) => {
    nowMs += 81 * minuteMs;
    return fetch(input, init);
  };
  const outcome = await send(audience, onBatch({ 2: later }), { now: () => nowMs, lanes: 1 });
  assert.deepEqual([outcome.sums.sent, outcome.sessions.length], [52_000, 2]);
  const received: number[] = [];
  for await (const session of sessionsOf(operator.graph, audience)) received.push(session.num_received);
  assert.deepEqual(received, [32_000, 20_000]);
});

test('a spent budget is waited for as long as the answer says, and is no failure', async () => {
  const audience = await emptyAudience(shop);
  const spent: Fetch = async () =>
    Response.json(
      { error: { message: '(#80003) There have been too many calls', code: 80003, error_subcode: 2446079 } },
      {
        status: 400,
        headers: {
          'x-business-use-case-usage':
            '{"1":[{"type":"custom_audience","call_count":100,"estimated_time_to_regain_access":7}]}',
        },
      },
    );
  let nowMs = 0;
  const waits: number[] = [];
  const outcome = await send(audience, onBatch({ 2: spent, 3: spent, 4: spent }), {
    lanes: 1,
    patienceMs: 1,
    now: () => nowMs,
    pause: async (ms) => {
      waits.push(ms);
      nowMs += ms;
    },
  });
  assert.deepEqual(waits, [7 * minuteMs, 7 * minuteMs, 7 * minuteMs]);
  assert.equal(outcome.sums.sent, 52_000);
});

test('a server that stays away is given up in a sentence, and another run goes on', async () => {
  const audience = await emptyAudience(shop);
  const checkpoint = checkpointIn(new Map());
  let nowMs = 0;
  const away: Fetch = (input, init) => {
    nowMs += minuteMs;
    return loseRequest(input, init);
  };
  const places = Object.fromEntries(Array.from({ length: 99 }, (_, index) => [index + 3, away]));
  await assert.rejects(
    send(audience, onBatch(places), { checkpoint, lanes: 1, now: () => nowMs }),
    /The server at .* was not reached: nothing listens there\./,
  );
  assert.ok(nowMs > 9 * minuteMs && nowMs < 13 * minuteMs, String(nowMs));
  const outcome = await send(audience, undefined, { checkpoint, now: () => nowMs });
  assert.deepEqual([outcome.resumed, outcome.sums.sent], [true, 52_000]);
});

test('what is too old to be gone on with begins anew, and what is another list is refused', async () => {
  const audience = await emptyAudience(shop);
  const breakOff = async (operation: SessionOperation, source: string) => {
    const checkpoint = checkpointIn(new Map());
    const fetch = onBatch({ 3: forbidden });
    await assert.rejects(send(audience, fetch, { operation, checkpoint, source, lanes: 1 }), /No\./);
    return checkpoint;
  };
  const checkpoint = await breakOff('add', 'monday');
  await assert.rejects(
    send(audience, undefined, { checkpoint, source: 'tuesday' }),
    /begun here with another list/,
  );
  const said: string[] = [];
  const later = () => Date.now() + 24 * 60 * minuteMs;
  const again = await send(audience, undefined, {
    ...{ checkpoint, source: 'monday', now: later },
    onEvent: (event) => event.kind === 'begun_anew' && said.push(event.why),
  });
  assert.deepEqual([again.resumed, again.sums.sent, said.length], [false, 52_000, 1]);
  const other = await breakOff('add', 'monday');
  const restarted = await send(audience, undefined, { checkpoint: other, source: 'friday', restart: true });
  assert.deepEqual([restarted.resumed, restarted.sums.sent], [false, 52_000]);
});
