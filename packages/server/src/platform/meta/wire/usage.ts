import type { IncomingHttpHeaders } from 'node:http';
import type { MeterReading, Usage } from '../../pace/index.ts';
import { asNumber, asRecord, jsonOf } from './read.ts';

/** Points of the score (Meta's "Marketing API rate limiting"): a write is three of 60, or of 9000. */
const costOfTier: Readonly<Record<string, number>> = {
  development_access: 100 * (3 / 60),
  standard_access: 100 * (3 / 9000),
};

const hourMs = 3_600_000;
const scoreMs = 300_000;

/** What the headers of an answer tell of budgets. */
export interface Told {
  readonly usage: Usage;
  /** How long until there is room again, if they say; of the ad account's calls, and of its score. */
  readonly regainMs: number | null;
  readonly resetMs: number | null;
  readonly tier: string | null;
}

/** Reads the headers; what is not in their form is left out. */
export function usageOf(headers: IncomingHttpHeaders, accountId: string): Told {
  const business = businessOf(headers, accountId);
  const score = asRecord(jsonOf(headers['x-ad-account-usage']));
  const app = asRecord(jsonOf(headers['x-app-usage']));
  const tier = [...business, score].map((each) => each['ads_api_access_tier']).find(isText) ?? null;
  const resetSeconds = asNumber(score['reset_time_duration']);
  const minutes = business.map((each) => asNumber(each['estimated_time_to_regain_access']) ?? 0);
  const regainMinutes = Math.max(0, ...minutes);
  return {
    usage: [
      ...business.flatMap((each) => shares(each, 'business')),
      ...scoreOf(score),
      ...shares(app, 'app'),
    ],
    regainMs: regainMinutes > 0 ? regainMinutes * 60_000 : null,
    resetMs: resetSeconds === null || resetSeconds <= 0 ? null : resetSeconds * 1000,
    tier,
  };
}

/** The use case of audiences, or all that are told of the account, where that is not among them. */
function businessOf(headers: IncomingHttpHeaders, accountId: string): readonly Record<string, unknown>[] {
  const told = asRecord(jsonOf(headers['x-business-use-case-usage']));
  const cases = told[accountId];
  const entries = (Array.isArray(cases) ? cases : []).map(asRecord);
  const audiences = entries.filter(({ type }) => type === 'custom_audience');
  return audiences.length > 0 ? audiences : entries;
}

function shares(told: Readonly<Record<string, unknown>>, of: string): MeterReading[] {
  return ['call_count', 'total_cputime', 'total_time'].flatMap((name) => {
    const percent = asNumber(told[name]);
    if (percent === null || percent < 0) return [];
    return {
      ...{ meter: `${of} ${name}`, percent, roundedDownBy: 1, isOfWrites: false },
      ...{ costPercent: null, windowMs: hourMs },
    };
  });
}

function scoreOf(told: Readonly<Record<string, unknown>>): MeterReading[] {
  const percent = asNumber(told['acc_id_util_pct']);
  if (percent === null || percent < 0) return [];
  const tier = told['ads_api_access_tier'];
  const reset = asNumber(told['reset_time_duration']);
  return [
    {
      ...{ meter: 'account score', percent, roundedDownBy: 0.01, isOfWrites: true },
      costPercent: (isText(tier) ? costOfTier[tier] : undefined) ?? null,
      // A call that was just counted leaves after the whole window.
      windowMs: reset === null || reset <= 0 ? scoreMs : reset * 1000,
    },
  ];
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
