import { type Metrics, meansOf, metricNames } from '@kindred/cli';

export { aucOfSides, type Metrics, metricsOf } from '@kindred/cli';

/** Of each metric, over those that have it. */
export function meanOf(all: readonly Partial<Metrics>[]): Partial<Metrics> {
  return meansOf(all, metricNames);
}
