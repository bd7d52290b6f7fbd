import { boostedTrees } from './boosted-trees.ts';
import type { Peer } from './features.ts';
import { logisticRegression } from './logistic-regression.ts';
import { naiveBayes } from './naive-bayes.ts';

export { type Allowed, featuresOf, type PeerTask } from './features.ts';

/** What a data scientist would try in a day, and chance. */
export const peers: Readonly<Record<string, Peer>> = {
  random: ({ candidates }) =>
    Float64Array.from(
      { length: candidates.count },
      (_, row) => (Math.sin(row * 12.9898 + 1) * 43758.5453) % 1,
    ),
  nb: naiveBayes,
  lr_bins: logisticRegression,
  gbdt_default: boostedTrees,
};
