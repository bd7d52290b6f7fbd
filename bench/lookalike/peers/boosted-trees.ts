import type { Features, PeerTask } from './features.ts';

const treeCount = 100;
const leavesMax = 31;
const rate = 0.1;
const rowsMin = 20;
const curvatureMin = 1e-3;

interface Leaf {
  readonly rows: Int32Array;
  /** Candidates in the leaf. */
  readonly asked: Int32Array;
  readonly sums: Float64Array;
  readonly best: Best;
}

interface Best {
  readonly gain: number;
  readonly feature: number;
  readonly above: number;
}

/** Leaf-wise boosted trees with the default settings of LightGBM: 100 trees, 31 leaves, rate 0.1, 20 rows a leaf. */
export function boostedTrees(task: PeerTask): Float64Array {
  const boosting = new Boosting(task);
  for (let tree = 0; tree < treeCount; tree++) boosting.growTree();
  return boosting.scores;
}

class Boosting {
  readonly scores: Float64Array;
  readonly #taught: Features;
  readonly #candidates: Features;
  readonly #seeds: number;
  readonly #margins: Float64Array;
  readonly #slopes: Float64Array;
  readonly #bends: Float64Array;
  /** Where the sums of each feature begin. */
  readonly #offsets: readonly number[];
  readonly #size: number;

  constructor({ seeds, taught, candidates }: PeerTask) {
    this.scores = new Float64Array(candidates.count);
    this.#taught = taught;
    this.#candidates = candidates;
    this.#seeds = seeds;
    this.#margins = new Float64Array(taught.count).fill(Math.log(seeds / (taught.count - seeds)));
    this.#slopes = new Float64Array(taught.count);
    this.#bends = new Float64Array(taught.count);
    let size = 0;
    this.#offsets = taught.binCounts.map((count) => {
      size += 3 * count;
      return size - 3 * count;
    });
    this.#size = size;
  }

  /** Splits the best leaf again and again; taught rows and candidates are parted together. */
  growTree(): void {
    for (let row = 0; row < this.#taught.count; row++) {
      const chance = 1 / (1 + Math.exp(-(this.#margins[row] as number)));
      this.#slopes[row] = chance - (row < this.#seeds ? 1 : 0);
      this.#bends[row] = chance * (1 - chance);
    }
    const all = (count: number) => Int32Array.from({ length: count }, (_, row) => row);
    const root = all(this.#taught.count);
    const leaves = [this.#leafOf(root, all(this.#candidates.count), this.#sumsOf(root))];
    while (leaves.length < leavesMax) {
      const best = leaves.reduce((a, b) => (b.best.gain > a.best.gain ? b : a));
      if (!(best.best.gain > 0)) break;
      leaves.splice(leaves.indexOf(best), 1, ...this.#parted(best));
    }
    for (const { rows, asked } of leaves) {
      let [slope, bend] = [0, 0];
      for (const row of rows) {
        slope += this.#slopes[row] as number;
        bend += this.#bends[row] as number;
      }
      const value = (-rate * slope) / Math.max(1e-9, bend);
      for (const row of rows) this.#margins[row] = (this.#margins[row] as number) + value;
      for (const row of asked) this.scores[row] = (this.scores[row] as number) + value;
    }
  }

  /** The sums of the larger half are those of the whole less those of the smaller one. */
  #parted({ rows, asked, sums, best: { feature, above } }: Leaf): [Leaf, Leaf] {
    const isRight = (features: Features) => (row: number) =>
      (features.bins[feature]?.[row] as number) > above;
    const isLeft = (features: Features) => (row: number) =>
      (features.bins[feature]?.[row] as number) <= above;
    const [right, left] = [rows.filter(isRight(this.#taught)), rows.filter(isLeft(this.#taught))];
    const [askedRight, askedLeft] = [
      asked.filter(isRight(this.#candidates)),
      asked.filter(isLeft(this.#candidates)),
    ];
    const small = this.#sumsOf(right.length < left.length ? right : left);
    const large = sums.map((sum, k) => sum - (small[k] as number));
    const [ofRight, ofLeft] = right.length < left.length ? [small, large] : [large, small];
    return [this.#leafOf(right, askedRight, ofRight), this.#leafOf(left, askedLeft, ofLeft)];
  }

  #leafOf(rows: Int32Array, asked: Int32Array, sums: Float64Array): Leaf {
    return { rows, asked, sums, best: rows.length < 2 * rowsMin ? nothing : this.#bestSplit(sums) };
  }

  #sumsOf(rows: Int32Array): Float64Array {
    const sums = new Float64Array(this.#size);
    for (const [feature, bins] of this.#taught.bins.entries()) {
      const offset = this.#offsets[feature] as number;
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i] as number;
        const at = offset + 3 * (bins[row] as number);
        sums[at] = (sums[at] as number) + (this.#slopes[row] as number);
        sums[at + 1] = (sums[at + 1] as number) + (this.#bends[row] as number);
        sums[at + 2] = (sums[at + 2] as number) + 1;
      }
    }
    return sums;
  }

  #bestSplit(sums: Float64Array): Best {
    const total = [0, 0, 0];
    for (let at = 0; at < 3 * (this.#taught.binCounts[0] ?? 0); at++)
      total[at % 3] = (total[at % 3] as number) + (sums[at] as number);
    const [slope, bend, count] = total as [number, number, number];
    let best = nothing;
    for (const [feature, binCount] of this.#taught.binCounts.entries()) {
      const offset = this.#offsets[feature] as number;
      let [left, leftBend, leftCount] = [0, 0, 0];
      for (let bin = 0; bin < binCount - 1; bin++) {
        left += sums[offset + 3 * bin] as number;
        leftBend += sums[offset + 3 * bin + 1] as number;
        leftCount += sums[offset + 3 * bin + 2] as number;
        if (leftCount < rowsMin || count - leftCount < rowsMin) continue;
        if (leftBend < curvatureMin || bend - leftBend < curvatureMin) continue;
        const gain = left ** 2 / leftBend + (slope - left) ** 2 / (bend - leftBend) - slope ** 2 / bend;
        if (gain > best.gain) best = { gain, feature, above: bin };
      }
    }
    return best;
  }
}

const nothing: Best = { gain: 0, feature: -1, above: 0 };
