/** What the headers of the Graph API say of budgets. */
interface Usage {
  readonly estimated_time_to_regain_access?: number;
  readonly call_count?: number;
  readonly total_cputime?: number;
  readonly total_time?: number;
  readonly acc_id_util_pct?: number;
}

const minuteMs = 60_000;

/**
 * How long to wait before the next call, by the headers of an answer: as many minutes as they name, or one where a
 * budget is spent and they name none. 0: there is room.
 */
export function waitMsOf(headers: Headers): number {
  const usages = [
    ...usagesIn(headers.get('x-business-use-case-usage')),
    ...usagesIn(headers.get('x-ad-account-usage')),
    ...usagesIn(headers.get('x-app-usage')),
  ];
  const named = Math.max(0, ...usages.map((each) => each.estimated_time_to_regain_access ?? 0));
  if (named > 0) return named * minuteMs;
  return usages.some((each) => shares(each).some((share) => share >= 100)) ? minuteMs : 0;
}

function shares(usage: Usage): readonly number[] {
  return [usage.call_count, usage.total_cputime, usage.total_time, usage.acc_id_util_pct].map(
    (share) => share ?? 0,
  );
}

/** One object, or lists of them by account: whatever it is, the objects with numbers are meant. */
function usagesIn(text: string | null): readonly Usage[] {
  if (text === null) return [];
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json !== 'object' || json === null) return [];
    const lists = Object.values(json).filter(Array.isArray);
    return lists.length > 0 ? (lists.flat() as readonly Usage[]) : [json as Usage];
  } catch {
    return [];
  }
}
