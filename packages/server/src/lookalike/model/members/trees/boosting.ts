import type { Split, Tree } from '../../form.ts';
import { randomFrom } from '../../random.ts';
import type { Lesson } from '../sample.ts';
import { Histograms } from './histograms.ts';
import { columnShareOf, sharesOf, type TreeOptions } from './options.ts';
import type { AskedTokens, Binned } from './questions.ts';

export interface Questions {
  readonly binned: readonly Binned[];
  readonly tokens: AskedTokens;
}

export interface Grown {
  readonly trees: Tree[];
  /** Every split of the trees, and what it won. */
  readonly gains: { readonly split: Split; readonly gain: number }[];
  /** Margins of all rows of the sample after every `checkEvery` trees. */
  readonly checkpoints: Float32Array[];
}

export const checkEvery = 10;

/** What a split of every leaf at once gains, and which it is. */
interface Candidate {
  gain: number;
  split: Split | null;
  /** Where the answers stand: in bins, or in a list of those who have a token. */
  bins: Uint8Array | null;
  bin: number;
  isLevel: boolean;
  holders: Int32Array | null;
}

/**
 * Boosts symmetric trees: all leaves of a level are parted by the same question, so a tree is a handful of answers
 * and a table. Second-order boosting on the logistic loss (Friedman 2001, Chen and Guestrin 2016).
 */
export class Boosting {
  readonly #lesson: Lesson;
  readonly #questions: Questions;
  readonly #options: TreeOptions;
  readonly #random: () => number;
  readonly #margins: Float32Array;
  /** Slope and curvature by row of the sample, for whoever has a token; 0 for rows that are not sampled. */
  readonly #slopes: Float64Array;
  readonly #leafOf: Uint8Array;
  readonly #histograms: Histograms;
  /** Slope and curvature of each sampled row, packed. */
  readonly #packed: Float64Array;
  readonly #gains: { readonly split: Split; readonly gain: number }[] = [];
  readonly #shares: readonly [background: number, seeds: number];
  #rows: Int32Array = new Int32Array(0);

  constructor(lesson: Lesson, questions: Questions, options: TreeOptions, rowCount: number) {
    this.#lesson = lesson;
    this.#questions = questions;
    this.#options = options;
    this.#random = randomFrom(options.seed);
    this.#shares = sharesOf(lesson, options);
    this.#margins = new Float32Array(rowCount);
    this.#slopes = new Float64Array(2 * rowCount);
    this.#leafOf = new Uint8Array(rowCount);
    this.#packed = new Float64Array(2 * rowCount);
    this.#histograms = new Histograms(this.#leafOf, this.#packed, options.depth);
  }

  grow(): Grown {
    const trees: Tree[] = [];
    const checkpoints: Float32Array[] = [];
    for (let count = 1; count <= this.#options.trees; count++) {
      trees.push(this.#growTree());
      if (count % checkEvery === 0) checkpoints.push(this.#margins.slice());
    }
    return { trees, gains: this.#gains, checkpoints };
  }

  #growTree(): Tree {
    this.#sampleRows();
    this.#leafOf.fill(0);
    this.#histograms.begin(this.#rows);
    const { columnShare, depth, rate, smoothing, isBagged } = this.#options;
    let binned = this.#drawColumns();
    const tokens = this.#questions.tokens.holders.map((_, k) => k).filter(() => this.#random() < columnShare);
    const splits: Split[] = [];
    let reached = this.#worth(0);
    for (let asked = 0; asked < depth; asked++) {
      const level = splits.length;
      if (isBagged && asked > 0) binned = this.#drawColumns();
      const best: Candidate = {
        gain: reached + 1e-6,
        split: null,
        bins: null,
        bin: 0,
        isLevel: false,
        holders: null,
      };
      for (const question of binned) this.#tryBinned(question, level, best);
      if (tokens.length > 0) this.#tryTokens(tokens, level, best);
      if (best.split === null) {
        // Another draw may hold a question that says something; the same columns would be asked in vain.
        if (isBagged) continue;
        break;
      }
      splits.push(best.split);
      this.#gains.push({ split: best.split, gain: best.gain - reached });
      reached = best.gain;
      this.#part(best, level);
    }
    const sums = this.#leafSums(splits.length);
    const leaves = Float32Array.from({ length: 2 ** splits.length }, (_, leaf) => {
      return (-rate * (sums[2 * leaf] as number)) / ((sums[2 * leaf + 1] as number) + smoothing);
    });
    for (let row = 0; row < this.#margins.length; row++) {
      this.#margins[row] = (this.#margins[row] as number) + (leaves[this.#leafOf[row] as number] as number);
    }
    return { splits, leaves };
  }

  #drawColumns(): Binned[] {
    const { binned: all } = this.#questions;
    const share = columnShareOf(this.#options, all.length);
    return all.filter(() => this.#random() < share);
  }

  #sampleRows(): void {
    const { rows, targets, weights } = this.#lesson;
    const [margins, packed, slopes] = [this.#margins, this.#packed, this.#slopes];
    const [shares, { isBagged }] = [this.#shares, this.#options];
    const hasTokens = this.#questions.tokens.holders.length > 0;
    const sampled = rows.filter((row) => this.#random() < shares[targets[row] as 0 | 1]);
    if (hasTokens) slopes.fill(0);
    for (let i = 0; i < sampled.length; i++) {
      const row = sampled[i] as number;
      const target = targets[row] as 0 | 1;
      const chance = isBagged ? 0.5 : 1 / (1 + Math.exp(-(margins[row] as number)));
      const weight = (weights[row] as number) / shares[target];
      const slope = weight * (chance - target);
      const curvature = weight * chance * (1 - chance);
      packed[2 * i] = slope;
      packed[2 * i + 1] = curvature;
      if (!hasTokens) continue;
      slopes[2 * row] = slope;
      slopes[2 * row + 1] = curvature;
    }
    this.#rows = sampled;
  }

  #leafSums(level: number): Float64Array {
    const sums = new Float64Array(2 ** (level + 1));
    for (let i = 0; i < this.#rows.length; i++) {
      const leaf = this.#leafOf[this.#rows[i] as number] as number;
      sums[2 * leaf] = (sums[2 * leaf] as number) + (this.#packed[2 * i] as number);
      sums[2 * leaf + 1] = (sums[2 * leaf + 1] as number) + (this.#packed[2 * i + 1] as number);
    }
    return sums;
  }

  #worth(level: number): number {
    const sums = this.#leafSums(level);
    let worth = 0;
    for (let leaf = 0; leaf < sums.length; leaf += 2) {
      worth += (sums[leaf] as number) ** 2 / ((sums[leaf + 1] as number) + this.#options.smoothing);
    }
    return worth;
  }

  #tryBinned(question: Binned, level: number, best: Candidate): void {
    const { bins, binCount, hasLevels } = question;
    const histogram = this.#histograms.of(question, level);
    const { thresholds, levels } = this.#worthsOf(histogram, binCount, level, hasLevels);
    for (let bin = 0; bin < binCount; bin++) {
      if (bin < binCount - 1 && (thresholds[bin] as number) > best.gain) {
        const gain = thresholds[bin] as number;
        Object.assign(best, {
          gain,
          split: question.ask(bin, false),
          bins,
          bin,
          isLevel: false,
          holders: null,
        });
      }
      if (hasLevels && (levels[bin] as number) > best.gain) {
        const gain = levels[bin] as number;
        Object.assign(best, {
          gain,
          split: question.ask(bin, true),
          bins,
          bin,
          isLevel: true,
          holders: null,
        });
      }
    }
  }

  /** Sums over all leaves of what is won by parting after each bin, and by parting each bin from the others. */
  #worthsOf(histogram: Float64Array, binCount: number, level: number, hasLevels: boolean) {
    const { smoothing } = this.#options;
    const thresholds = new Float64Array(binCount);
    const levels = new Float64Array(hasLevels ? binCount : 0);
    for (let leaf = 0; leaf < 2 ** level; leaf++) {
      const from = leaf * 2 * binCount;
      let [slope, curvature] = [0, 0];
      for (let at = from; at < from + 2 * binCount; at += 2) {
        slope += histogram[at] as number;
        curvature += histogram[at + 1] as number;
      }
      let [left, leftCurvature] = [0, 0];
      for (let bin = 0; bin < binCount; bin++) {
        const own = histogram[from + 2 * bin] as number;
        const ownCurvature = histogram[from + 2 * bin + 1] as number;
        left += own;
        leftCurvature += ownCurvature;
        const right = slope - left;
        thresholds[bin] =
          (thresholds[bin] as number) +
          (left * left) / (leftCurvature + smoothing) +
          (right * right) / (curvature - leftCurvature + smoothing);
        if (!hasLevels) continue;
        levels[bin] =
          (levels[bin] as number) +
          (own * own) / (ownCurvature + smoothing) +
          (slope - own) ** 2 / (curvature - ownCurvature + smoothing);
      }
    }
    return { thresholds, levels };
  }

  /** Only who has a token is looked at; who has not is the rest of the leaf. */
  #tryTokens(candidates: readonly number[], level: number, best: Candidate): void {
    const { smoothing } = this.#options;
    const totals = this.#leafSums(level);
    const sums = new Float64Array(totals.length);
    const isTaught = this.#slopes;
    for (const index of candidates) {
      const holders = this.#questions.tokens.holders[index] as Int32Array;
      sums.fill(0);
      for (let i = 0; i < holders.length; i++) {
        const row = holders[i] as number;
        const leaf = this.#leafOf[row] as number;
        sums[2 * leaf] = (sums[2 * leaf] as number) + (isTaught[2 * row] as number);
        sums[2 * leaf + 1] = (sums[2 * leaf + 1] as number) + (isTaught[2 * row + 1] as number);
      }
      let gain = 0;
      for (let leaf = 0; leaf < sums.length; leaf += 2) {
        const [own, curvature] = [sums[leaf] as number, sums[leaf + 1] as number];
        gain +=
          own ** 2 / (curvature + smoothing) +
          ((totals[leaf] as number) - own) ** 2 / ((totals[leaf + 1] as number) - curvature + smoothing);
      }
      if (gain <= best.gain) continue;
      best.gain = gain;
      best.split = { on: 'token', index: this.#questions.tokens.tokens[index] as number, above: 0 };
      best.holders = holders;
    }
  }

  #part({ bins, bin, isLevel, holders }: Candidate, level: number): void {
    const bit = 1 << level;
    const leafOf = this.#leafOf;
    if (holders !== null) {
      for (const row of holders) leafOf[row] = (leafOf[row] as number) | bit;
      return;
    }
    if (bins === null) return;
    // Differences of small numbers have their sign in the highest bit: nobody can foretell the answers, and a branch would try to.
    for (let row = 0; row < leafOf.length; row++) {
      const own = bins[row] as number;
      const answer = (isLevel ? (own ^ bin) - 1 : bin - own) >>> 31;
      leafOf[row] = (leafOf[row] as number) | (answer << level);
    }
  }
}
