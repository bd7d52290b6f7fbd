import type { Split } from './tasks.ts';

/** How well a ranking of the candidates finds the held-out positives. */
export interface Metrics {
  readonly auc: number;
  readonly lift1: number;
  readonly lift5: number;
  readonly lift10: number;
  /** Value in the best 5 and 10 %, as a share of what the best ranking would have there; absent without values. */
  readonly vor5?: number;
  readonly vor10?: number;
}

/** `scores[k]` is that of `split.candidates[k]`. */
export function metricsOf(split: Split, scores: ArrayLike<number>): Metrics {
  const { candidates, isPositive, values } = split;
  const order = Array.from(candidates, (_, k) => k).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  const isHit = order.map((k) => isPositive[candidates[k] ?? 0] === 1);
  const hits = isHit.filter(Boolean).length;
  const lift = (share: number) => {
    const count = Math.round(share * order.length);
    return isHit.slice(0, count).filter(Boolean).length / count / (hits / order.length);
  };
  const result = {
    auc: aucOf(order, isHit, scores),
    lift1: lift(0.01),
    lift5: lift(0.05),
    lift10: lift(0.1),
  };
  if (values === null) return result;
  const ranked = order.map((k) => values[candidates[k] ?? 0] ?? 0);
  const best = ranked.toSorted((a, b) => b - a);
  const vor = (share: number) => {
    const count = Math.round(share * order.length);
    return sum(ranked.slice(0, count)) / sum(best.slice(0, count));
  };
  return { ...result, vor5: vor(0.05), vor10: vor(0.1) };
}

/** Ties count half. `order` is descending. */
function aucOf(order: readonly number[], isHit: readonly boolean[], scores: ArrayLike<number>): number {
  let [hits, misses, wins] = [0, 0, 0];
  for (let from = 0; from < order.length; ) {
    let to = from;
    let [tiedHits, tiedMisses] = [0, 0];
    while (to < order.length && scores[order[to] ?? 0] === scores[order[from] ?? 0]) {
      if (isHit[to]) tiedHits += 1;
      else tiedMisses += 1;
      to += 1;
    }
    wins += tiedMisses * (hits + tiedHits / 2);
    hits += tiedHits;
    misses += tiedMisses;
    from = to;
  }
  return wins / (hits * misses);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export function meanOf(all: readonly Metrics[]): Metrics {
  const of = (key: keyof Metrics) => {
    const found = all.flatMap((each) => each[key] ?? []);
    return found.length === 0 ? undefined : Math.round((1e4 * sum(found)) / found.length) / 1e4;
  };
  return Object.fromEntries(
    (['auc', 'lift1', 'lift5', 'lift10', 'vor5', 'vor10'] as const).flatMap((key) => {
      const mean = of(key);
      return mean === undefined ? [] : [[key, mean]];
    }),
  ) as unknown as Metrics;
}

/** The chance that one of the first side scores above one of the second. */
export function aucOfSides(high: readonly number[], low: readonly number[]): number {
  const scores = [...high, ...low];
  const order = scores.map((_, k) => k).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  return aucOf(
    order,
    order.map((k) => k < high.length),
    scores,
  );
}
