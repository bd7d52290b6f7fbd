import assert from 'node:assert/strict';
import type { Answer, Shop } from '../../../dev-env/index.ts';
import { good, tell } from '../caller.ts';

/** What the header of the business use case says of an ad account. */
export interface Usage {
  readonly type: string;
  readonly call_count: number;
  readonly total_cputime: number;
  readonly total_time: number;
  readonly estimated_time_to_regain_access: number;
  readonly ads_api_access_tier?: string;
}

export function usageOf(answer: Answer, shop: Shop): Usage {
  const text = headerOf(answer, 'x-business-use-case-usage');
  const [usage] = (JSON.parse(text) as Record<string, Usage[]>)[shop.graphId] ?? [];
  assert.ok(usage !== undefined, text);
  return usage;
}

export function headerOf(answer: Answer, name: string): string {
  const text = answer.headers[name];
  assert.equal(typeof text, 'string', `${name} is missing`);
  return String(text);
}

/** So many calls, as few requests. */
export async function spend(shop: Shop, calls: number): Promise<void> {
  const operation = { method: 'GET', relative_url: `act_${shop.graphId}` };
  for (let rest = calls; rest > 0; rest -= 50) {
    const batch = Array.from({ length: Math.min(rest, 50) }, () => operation);
    const items = good<{ code: number }[]>(await tell(shop.writer, '/v25.0/', { batch }));
    assert.ok(items.every(({ code }) => code === 200));
  }
}
