import type { Config, RateTier } from '../config/index.ts';

/** The settings of rate limits. */
export type Limits = Config['rateLimit'];

/** What calls spend, and what a budget allows to be spent. */
export interface Amounts {
  readonly calls: number;
  /** Of the score of an ad account, which rolls over a twelfth of the window. */
  readonly points: number;
  readonly cpuMs: number;
  readonly timeMs: number;
}

export const nothing: Amounts = { calls: 0, points: 0, cpuMs: 0, timeMs: 0 };

/** What is never spent. */
export const endless: Amounts = {
  calls: Number.POSITIVE_INFINITY,
  points: Number.POSITIVE_INFINITY,
  cpuMs: Number.POSITIVE_INFINITY,
  timeMs: Number.POSITIVE_INFINITY,
};

/** Calls in a rolling hour, before those for each audience (specification 7.1), and points in five minutes (7.3). */
const baseOf = {
  unlimited: { calls: Number.POSITIVE_INFINITY, points: Number.POSITIVE_INFINITY },
  development_access: { calls: 5000, points: 60 },
  standard_access: { calls: 190_000, points: 9000 },
} as const;

const callsPerAudience = 40;
const callsMax = 700_000;

/**
 * Meta limits the time of calls too and does not say to what. These are several times what a call of 10 000 rows
 * takes here, so who sends calls of any size at the pace of the first limit does not meet the others.
 */
const cpuMsPerCall = 200;
const timeMsPerCall = 2000;

/** The limits of an ad account that may have a tier of its own; then none of the numbers are the installation's. */
export function limitsOf(limits: Limits, own: RateTier | null): Limits {
  return own === null ? limits : { ...limits, tier: own, calls: null };
}

/** What may be spent on one ad account, by how many audiences it has. */
export function accountAllowance(limits: Limits, audiences: number): Amounts {
  const base = limits.calls ?? baseOf[limits.tier].calls;
  const calls = Math.min(base + callsPerAudience * audiences, Math.max(base, callsMax));
  return { ...ofCalls(calls), points: baseOf[limits.tier].points };
}

/** What one app may spend on calls that are counted for it. */
export function appAllowance(limits: Limits): Amounts {
  return ofCalls(limits.appCalls ?? Number.POSITIVE_INFINITY);
}

/** Whether an allowance ever ends; if not, nothing needs to be counted. */
export function isEndless({ calls }: Amounts): boolean {
  return calls === Number.POSITIVE_INFINITY;
}

export function sumOf(left: Amounts, right: Amounts): Amounts {
  return {
    calls: left.calls + right.calls,
    points: left.points + right.points,
    cpuMs: left.cpuMs + right.cpuMs,
    timeMs: left.timeMs + right.timeMs,
  };
}

function ofCalls(calls: number): Amounts {
  return {
    calls,
    points: Number.POSITIVE_INFINITY,
    cpuMs: calls * cpuMsPerCall,
    timeMs: calls * timeMsPerCall,
  };
}
