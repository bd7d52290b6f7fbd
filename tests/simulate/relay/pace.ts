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
  /** Spent after the first window, of what could be. */
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
  const plan = random.pick([scorePlan, callsPlan])(random);
  await using meta = await TestServer.start({ settings: plan.settings });
  await using proxy = await FaultProxy.start(meta.url);
  await using here = await TestServer.start();
  const shop = await openRemoteShop(here, meta, proxy.url);
  const batches = Math.round((plan.allowed / plan.costOf(write)) * (1.8 + 2 * random.next()));
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

/** As Meta's score of an account in a tier of development, in a fraction of its time: 20 writes a window. */
function scorePlan(random: Random): Plan {
  const windowSeconds = random.integer(4, 10);
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

/** As the calls of an account in an hour, in a fraction of its time. */
function callsPlan(random: Random): Plan {
  const [calls, windowSeconds] = [random.integer(45, 70), random.integer(8, 20)];
  return {
    name: `${calls} calls in ${windowSeconds} s`,
    settings: {
      KINDRED_RATE_LIMIT_TIER: 'standard_access',
      // An audience is worth forty more.
      KINDRED_RATE_LIMIT_CALLS: String(calls - 40),
      KINDRED_RATE_LIMIT_WINDOW_SECONDS: String(windowSeconds),
    },
    allowed: calls,
    windowMs: windowSeconds * 1000,
    costOf: () => 1,
  };
}

/** Whoever begins has a whole window at once; what comes after it comes at the pace at which the window empties. */
function shareOf(calls: readonly Passed[], { allowed, windowMs, costOf }: Plan): number {
  const [first, last] = [calls[0]?.atMs ?? 0, calls.at(-1)?.atMs ?? 0];
  const spent = calls.reduce((sum, call) => sum + costOf(call), 0);
  const share = (spent - allowed) / ((allowed * (last - first)) / windowMs);
  return Math.round(share * 1000) / 1000;
}
