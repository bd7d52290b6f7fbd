import type { Features, PeerTask } from './features.ts';

const treeCount = 100;
const leavesMax = 31;
const rate = 0.1;
const rowsMin = 20;
const curvatureMin = 1e-3;

interface Leaf {
  readonly rows: Int32Array;
  readonly gain: number;
  readonly feature: number;
  readonly above: number;
  readonly value: number;
}

/** Leaf-wise boosted trees with the default settings of LightGBM: 100 trees, 31 leaves, rate 0.1, 20 rows a leaf. */
export function boostedTrees({ seeds, taught, candidates }: PeerTask): Float64Array {
  const margins = new Float64Array(taught.count).fill(Math.log(seeds / (taught.count - seeds)));
  const scores = new Float64Array(candidates.count);
  const [slopes, bends] = [new Float64Array(taught.count), new Float64Array(taught.count)];
  for (let tree = 0; tree < treeCount; tree++) {
    for (let row = 0; row < taught.count; row++) {
      const chance = 1 / (1 + Math.exp(-(margins[row] ?? 0)));
      slopes[row] = chance - (row < seeds ? 1 : 0);
      bends[row] = chance * (1 - chance);
    }
    growTree(taught, candidates, slopes, bends, margins, scores);
  }
  return scores;
}

/** Splits the best leaf again and again; taught rows and candidates are parted together. */
function growTree(
  taught: Features,
  candidates: Features,
  slopes: Float64Array,
  bends: Float64Array,
  margins: Float64Array,
  scores: Float64Array,
): void {
  const all = (count: number) => Int32Array.from({ length: count }, (_, row) => row);
  const leaves = [
    { leaf: bestSplit(taught, all(taught.count), slopes, bends), asked: all(candidates.count) },
  ];
  while (leaves.length < leavesMax) {
    const best = leaves.reduce((a, b) => (b.leaf.gain > a.leaf.gain ? b : a));
    if (!(best.leaf.gain > 0)) break;
    leaves.splice(leaves.indexOf(best), 1);
    const { feature, above, rows } = best.leaf;
    for (const isRight of [false, true]) {
      const goes = (features: Features) => (row: number) =>
        (features.bins[feature]?.[row] ?? 0) > above === isRight;
      leaves.push({
        leaf: bestSplit(taught, rows.filter(goes(taught)), slopes, bends),
        asked: best.asked.filter(goes(candidates)),
      });
    }
  }
  for (const { leaf, asked } of leaves) {
    for (const row of leaf.rows) margins[row] = (margins[row] ?? 0) + leaf.value;
    for (const row of asked) scores[row] = (scores[row] ?? 0) + leaf.value;
  }
}

function bestSplit(features: Features, rows: Int32Array, slopes: Float64Array, bends: Float64Array): Leaf {
  let [slope, bend] = [0, 0];
  for (const row of rows) {
    slope += slopes[row] ?? 0;
    bend += bends[row] ?? 0;
  }
  let best: Leaf = { rows, gain: 0, feature: -1, above: 0, value: (-rate * slope) / Math.max(1e-9, bend) };
  if (rows.length < 2 * rowsMin) return best;
  const sums = new Float64Array(3 * 256);
  for (let feature = 0; feature < features.bins.length; feature++) {
    const bins = features.bins[feature] ?? new Uint8Array();
    const count = features.binCounts[feature] ?? 0;
    sums.fill(0, 0, 3 * count);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      const at = 3 * (bins[row] as number);
      sums[at] = (sums[at] as number) + (slopes[row] as number);
      sums[at + 1] = (sums[at + 1] as number) + (bends[row] as number);
      sums[at + 2] = (sums[at + 2] as number) + 1;
    }
    let [left, leftBend, leftRows] = [0, 0, 0];
    for (let bin = 0; bin < count - 1; bin++) {
      left += sums[3 * bin] as number;
      leftBend += sums[3 * bin + 1] as number;
      leftRows += sums[3 * bin + 2] as number;
      if (leftRows < rowsMin || rows.length - leftRows < rowsMin) continue;
      if (leftBend < curvatureMin || bend - leftBend < curvatureMin) continue;
      const gain = left ** 2 / leftBend + (slope - left) ** 2 / (bend - leftBend) - slope ** 2 / bend;
      if (gain > best.gain) best = { ...best, gain, feature, above: bin };
    }
  }
  return best;
}
