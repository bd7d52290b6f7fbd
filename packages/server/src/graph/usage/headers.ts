import type { Budget } from '../../limits/index.ts';

/** Ad accounts that one header tells of (specification 7.2). */
const accountsMax = 32;

/** What one request has to tell of budgets: those of ad accounts by their Graph ids. */
export interface Touched {
  readonly accounts: ReadonlyMap<string, Budget>;
  /** The same for calls that are counted for the score. */
  readonly scored: ReadonlySet<Budget>;
  readonly app: Budget | null;
}

/** The headers of rate limits in the recorded forms. What documentation alone knows stands behind, if a tier is set. */
export function usageHeaders({ accounts, scored, app }: Touched): Record<string, string> {
  return {
    ...(accounts.size === 0 ? {} : { 'x-business-use-case-usage': businessUseCase(accounts) }),
    ...(scored.size === 0 ? {} : { 'x-ad-account-usage': accountScore([...scored]) }),
    ...(app === null ? {} : { 'x-app-usage': JSON.stringify(percentages(app)) }),
  };
}

function businessUseCase(accounts: ReadonlyMap<string, Budget>): string {
  const entries = [...accounts].slice(0, accountsMax).map(([graphId, budget]) => {
    const minutes = Math.ceil(budget.regainMs() / 60_000);
    const usage = {
      type: 'custom_audience',
      ...percentages(budget),
      estimated_time_to_regain_access: minutes,
      ...tierOf(budget),
    };
    return [graphId, [usage]] as const;
  });
  return JSON.stringify(Object.fromEntries(entries));
}

function percentages(budget: Budget): object {
  const { callPercent, cpuPercent, timePercent } = budget.shares();
  return { call_count: callPercent, total_cputime: cpuPercent, total_time: timePercent };
}

/** Of several accounts that which has the least left, because the header has room for one. */
function accountScore(budgets: readonly Budget[]): string {
  const scores = budgets.map((budget) => ({ budget, ...budget.score() }));
  const highest = scores.reduce((most, each) => (each.percent > most.percent ? each : most));
  const known = { acc_id_util_pct: Math.floor(100 * highest.percent) / 100 };
  if (highest.budget.tier === 'unlimited') return JSON.stringify(known);
  const resetSeconds = Math.ceil(highest.resetMs / 1000);
  return JSON.stringify({ ...known, reset_time_duration: resetSeconds, ...tierOf(highest.budget) });
}

function tierOf({ tier }: Budget): object {
  return tier === 'unlimited' ? {} : { ads_api_access_tier: tier };
}
