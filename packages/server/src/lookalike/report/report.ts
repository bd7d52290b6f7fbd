import type { Lookalike, Model } from '../record/index.ts';

export interface LookalikeReport {
  readonly built_at: string | null;
  readonly models: readonly unknown[];
}

export function reportOf(
  lookalike: Lookalike,
  models: readonly Model[],
  _isRounded: boolean,
): LookalikeReport {
  return { built_at: lookalike.builtAt?.toISOString() ?? null, models };
}
