import { logOddsOf } from './log-odds.ts';
import { auc, shareAbove, thresholdAt } from './metrics.ts';

/** Judges scores of all rows of a sample, given by models that did not see them. */
export class Judge {
  readonly #seeds: Int32Array;
  readonly #background: Int32Array;

  constructor(isSeed: Uint8Array) {
    const all = Int32Array.from(isSeed, (_, row) => row);
    this.#seeds = all.filter((row) => isSeed[row] === 1);
    this.#background = all.filter((row) => isSeed[row] !== 1);
  }

  get seedCount(): number {
    return this.#seeds.length;
  }

  area(scores: Float64Array): number {
    const { seeds, background } = this.#sides(scores);
    return auc(seeds, background);
  }

  /**
   * Half the AUC, half the mean share of seeds in the best 5 and 10 %, and the likelihood. The first two are what counts in the
   * end, and jump with every seed that passes another; the likelihood tells small differences with less chance in it. Chosen
   * by all three, 235 tasks of 22 public sets with 100 to 600 seeds rose by 0.0014 in AUC (error 0.0002) and 0.3 % in
   * lift@5 (0.15).
   */
  worth(scores: Float64Array): number {
    const { seeds, background } = this.#sides(scores);
    const { likelihood } = logOddsOf(seeds, background);
    background.sort();
    const recall = [0.05, 0.1].map((share) => shareAbove(seeds, thresholdAt(background, share), null));
    return 0.5 * auc(seeds, background) + 0.25 * ((recall[0] as number) + (recall[1] as number)) + likelihood;
  }

  #sides(scores: Float64Array) {
    return {
      seeds: Float64Array.from(this.#seeds, (row) => scores[row] as number),
      background: Float64Array.from(this.#background, (row) => scores[row] as number),
    };
  }
}
