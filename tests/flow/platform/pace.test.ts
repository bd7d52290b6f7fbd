import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  type BatchAnswer,
  type Connection,
  type Outcome,
  openPlatform,
  Pace,
} from '../../../packages/server/src/platform/index.ts';
import { emailHashes, openShop, TestServer } from '../../dev-env/index.ts';
import { doneOf } from './conformance/index.ts';

/** Twenty writes in five seconds; fifty calls in a minute. */
const server = await TestServer.start({
  settings: { KINDRED_RATE_LIMIT_TIER: 'development_access', KINDRED_RATE_LIMIT_WINDOW_SECONDS: '60' },
});
after(() => server[Symbol.asyncDispose]());
const platform = openPlatform('meta');
after(() => platform.close());

const wish = { name: 'Paced', description: null, optOutLink: null, isValueBased: false, fileSource: null };

async function connect(): Promise<{ readonly connection: Connection; readonly audienceId: string }> {
  const shop = await openShop(server);
  const connection: Connection = {
    ...{ accountId: shop.graphId, url: server.url, version: 'v24.0' },
    ...{ token: shop.writerToken, appSecret: null, pace: new Pace({ clock: Date.now }) },
  };
  const { audienceId } = doneOf(await platform.createAudience(connection, wish));
  return { connection, audienceId };
}

function send(
  connection: Connection,
  audienceId: string,
  seq: number,
  signal?: AbortSignal,
): Promise<Outcome<BatchAnswer>> {
  const rows = { schema: ['EMAIL_SHA256'], isSingleKey: true, rowCount: 1 };
  const body = Buffer.from(JSON.stringify(emailHashes(seq, 1)));
  const session = { id: '5', seq, isLast: false, estimatedTotal: 50 };
  const batch = { ...rows, body, audienceId, operation: 'add', session } as const;
  return platform.send(connection, batch, signal === undefined ? {} : { signal });
}

function stopper(): { readonly signal: AbortSignal; readonly abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

test('two and a half times what a window allows goes through it without one refusal', async () => {
  const { connection, audienceId } = await connect();
  const places = Array.from({ length: 50 }, (_, place) => place + 1);
  const outcomes = await Promise.all(places.map((seq) => send(connection, audienceId, seq)));
  assert.deepEqual(new Set(outcomes.map(({ kind }) => kind)), new Set(['done']));
});

test('what is known of a budget holds the next pace back, too', async () => {
  const { connection, audienceId } = await connect();
  const { signal, abort } = stopper();
  // All that a window allows but a twentieth, which is left for what others spend.
  let left = 19;
  const sends = Array.from({ length: 19 }, async (_, place) => {
    await send(connection, audienceId, place + 1, signal);
    left -= 1;
    if (left === 0) abort();
  });
  await Promise.allSettled([...sends, send(connection, audienceId, 20, signal)]);
  assert.equal(left, 0);
  const known: unknown = JSON.parse(JSON.stringify(connection.pace.known()));
  const again = { ...connection, pace: new Pace({ clock: Date.now, known }) };
  const { heldUntilMs, percent, throttledUntilMs } = again.pace.standing();
  assert.ok((heldUntilMs ?? 0) > Date.now());
  assert.equal(throttledUntilMs, null);
  assert.ok((percent ?? 0) >= 95);
  assert.equal(doneOf(await send(again, audienceId, 40)).received, 1);
});
