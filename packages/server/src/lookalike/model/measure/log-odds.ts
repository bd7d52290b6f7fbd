/** A logistic regression on scores that were held out, both sides weighing the same. */
export interface LogOdds {
  /** What one unit of a score adds to the log-odds of a seed. */
  readonly slope: number;
  /**
   * The mean logarithm of the chance that it gives to what a row is: -0.69 for a score that says nothing, 0 for one that is
   * always sure and right. Scores that are higher for the background say nothing.
   */
  readonly likelihood: number;
}

const stepsMax = 40;
const closeEnough = 1e-6;
const [steepnessMin, steepnessMax] = [0.05, 5];

/** Fits bias and slope by Newton's steps, halved where they lead uphill; one seed more than there is says that the slope is 1. */
export function logOddsOf(seeds: Float64Array, background: Float64Array): LogOdds {
  const pull = 1 / Math.max(1, seeds.length);
  let [bias, slope] = [0, 0];
  let here = hillOf(seeds, background, bias, slope, pull);
  let step = downhill(here);
  for (let taken = 0; taken < stepsMax && step.size >= closeEnough; taken++) {
    const there = hillOf(seeds, background, bias + step.ofBias, slope + step.ofSlope, pull);
    if (there.height > here.height) {
      step = { ofBias: step.ofBias / 2, ofSlope: step.ofSlope / 2, size: step.size / 2 };
      continue;
    }
    [bias, slope] = [bias + step.ofBias, slope + step.ofSlope];
    here = there;
    step = downhill(here);
  }
  return { slope, likelihood: slope > 0 ? -here.loss : -Math.LN2 };
}

/** The slope of all scores, within bounds that keep a chance result from drowning everything else. */
export function steepnessOf(isSeed: Uint8Array, scores: Float64Array): number {
  const seeds = scores.filter((_, row) => isSeed[row] === 1);
  const background = scores.filter((_, row) => isSeed[row] !== 1);
  return Math.min(steepnessMax, Math.max(steepnessMin, logOddsOf(seeds, background).slope));
}

/** What is to be made small, where it leads and how it bends, by bias (0) and slope (1). */
interface Hill {
  readonly loss: number;
  /** The loss and what a slope far from 1 costs. */
  readonly height: number;
  readonly g0: number;
  readonly g1: number;
  readonly h00: number;
  readonly h01: number;
  readonly h11: number;
}

function hillOf(
  seeds: Float64Array,
  background: Float64Array,
  bias: number,
  slope: number,
  pull: number,
): Hill {
  const [of, against] = [sideOf(seeds, 1, bias, slope), sideOf(background, 0, bias, slope)];
  const loss = of.loss + against.loss;
  return {
    loss,
    height: loss + (pull / 4) * (slope - 1) ** 2,
    g0: of.g0 + against.g0,
    g1: of.g1 + against.g1 + (pull / 2) * (slope - 1),
    h00: of.h00 + against.h00 + 1e-9,
    h01: of.h01 + against.h01,
    h11: of.h11 + against.h11 + pull / 2,
  };
}

/** Half the mean loss of one side and its derivatives. */
function sideOf(scores: Float64Array, side: 0 | 1, bias: number, slope: number) {
  let [loss, g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0, 0];
  for (const score of scores) {
    const odds = bias + slope * score;
    const small = Math.exp(-Math.abs(odds));
    const chance = (odds > 0 ? 1 : small) / (1 + small);
    const miss = chance - side;
    const bend = small / (1 + small) ** 2;
    loss += Math.log1p(small) + Math.max(0, side === 1 ? -odds : odds);
    g0 += miss;
    g1 += miss * score;
    h00 += bend;
    h01 += bend * score;
    h11 += bend * score * score;
  }
  const each = 0.5 / Math.max(1, scores.length);
  return {
    loss: each * loss,
    g0: each * g0,
    g1: each * g1,
    h00: each * h00,
    h01: each * h01,
    h11: each * h11,
  };
}

function downhill({ g0, g1, h00, h01, h11 }: Hill) {
  const determinant = h00 * h11 - h01 * h01;
  if (!(determinant > 1e-12)) return { ofBias: 0, ofSlope: 0, size: 0 };
  const [ofBias, ofSlope] = [(h01 * g1 - h11 * g0) / determinant, (h01 * g0 - h00 * g1) / determinant];
  return { ofBias, ofSlope, size: Math.abs(ofBias) + Math.abs(ofSlope) };
}
