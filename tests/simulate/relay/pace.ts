import assert from 'node:assert/strict';
import { FaultProxy, type Passed } from '../../dev-env/fault-proxy/index.ts';
import { createAudience, settledUpload, TestServer } from '../../dev-env/index.ts';
import { Random } from '../../dev-env/random.ts';
import { openRemoteShop } from '../../flow/relay/remote.ts';
import { listOf } from './list.ts';

export interface PaceSimulationReport {
  /** What there was to spend, and how many calls spent it. */
  readonly limit: string;
  readonly calls: number;
  readonly refused: number;
  readonly seconds: number;
  /** Spent of what could be, in between. */
  readonly share: number;
}

/** A budget as a server keeps it. */
interface Plan {
  readonly name: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly allowed: number;
  readonly windowMs: number;
  readonly costOf: (call: Passed) => number;
}

const rowsPerBatch = 10_000;
const relayMsMax = 600_000;

/** So much of what a budget allows has to be used. */
const shareMin = 0.9;

/**
 * Brings a file that several windows of a budget are needed for, with nothing going wrong: no call is refused, and what the
 * budget allows is used.
 */
export async function simulatePace(seed: number): Promise<PaceSimulationReport> {
  const random = new Random(seed);
  const plan = scorePlan(random);
  await using meta = await TestServer.start({ settings: plan.settings });
  await using proxy = await FaultProxy.start(meta.url);
  await using here = await TestServer.start();
  const shop = await openRemoteShop(here, meta, proxy.url);
  const batches = Math.round((plan.allowed / plan.costOf(write)) * (3 + random.next()));
  const { content } = listOf(random, 1, batches * rowsPerBatch);
  const startMs = performance.now();
  const made = await createAudience({ client: here.operator, accountId: shop.accountId, content });
  const report = await settledUpload(here.operator, made.uploadId, relayMsMax);
  assert.equal(report.state, 'applied', report.error ?? '');
  assert.equal(report.relay?.rows.relayed, report.funnel.accepted);
  const calls = proxy.passed.filter(({ atMs }) => atMs >= startMs);
  const refused = calls.filter(({ status }) => status !== 200).length;
  assert.equal(refused, 0, 'calls that were refused');
  const share = shareOf(calls, plan);
  const lastMs = calls.at(-1)?.atMs ?? startMs;
  const seconds = Math.round((lastMs - startMs) / 100) / 10;
  assert.ok(share >= shareMin, `${share} of ${plan.name} in ${seconds} s`);
  return { limit: plan.name, calls: calls.length, refused, seconds, share };
}

const write = { method: 'POST' } as Passed;

/**
 * As Meta's score of an account in a tier of development, in a fraction of its time: 20 writes a window. Other budgets are
 * taken to be of an hour, as Meta's are, so they cannot be shrunk; with made-up clocks all are tried in platform/pace.
 */
function scorePlan(random: Random): Plan {
  // Of whole seconds, as the wait is told: in shorter windows that would be most of what is lost.
  const windowSeconds = random.integer(25, 40);
  return {
    name: `60 points in ${windowSeconds} s`,
    settings: {
      KINDRED_RATE_LIMIT_TIER: 'development_access',
      KINDRED_RATE_LIMIT_WINDOW_SECONDS: String(12 * windowSeconds),
    },
    allowed: 60,
    windowMs: windowSeconds * 1000,
    costOf: ({ method }) => (method === 'GET' ? 1 : 3),
  };
}

/**
 * Calls go in bursts, each when the one before leaves the window. The first one found the whole window empty, and the
 * last one may be the rest of the file, so the rate is taken from the start of the second to that of the last.
 */
function shareOf(calls: readonly Passed[], { allowed, windowMs, costOf }: Plan): number {
  const starts = calls.filter(
    ({ atMs }, index) => index > 0 && atMs - (calls[index - 1]?.atMs ?? 0) > windowMs / 3,
  );
  const [from, to] = [starts.at(0)?.atMs, starts.at(-1)?.atMs];
  assert.ok(from !== undefined && to !== undefined && to > from, `${starts.length + 1} bursts are too few`);
  const between = calls.filter(({ atMs }) => atMs >= from && atMs < to);
  const spent = between.reduce((sum, call) => sum + costOf(call), 0);
  return Math.round((1000 * spent * windowMs) / (allowed * (to - from))) / 1000;
}
