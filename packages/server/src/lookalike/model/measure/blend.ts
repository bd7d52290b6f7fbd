import type { Learned } from '../members/learn.ts';
import { Judge } from './judge.ts';

/** Which settings were chosen, and how much each member says: evidence, additive, trees. */
export interface Blend {
  /** Place of the variance, and of the manner and the checkpoint of the trees, among those that were tried. */
  readonly variance: number;
  readonly manner: number;
  readonly checkpoint: number;
  readonly weights: readonly number[];
  /** Of the members one by one, and of the blend, on rows that were held out. */
  readonly areas: readonly number[];
  readonly area: number;
}

interface Moments {
  readonly mean: number;
  readonly sd: number;
}

const baggedPrior = 0.3;

/** What a blend must win to leave the expected one, by the root of the seeds; and how much less a worse member should say. */
const [driftCost, worthSteepness] = [0.5, 10];

/**
 * What must be won, of worth, by what can be left out. Trees must win it in any case: where what counts adds up they only repeat
 * what simpler members say, with noise (cdnow with 1000 seeds: an AUC of 0.769 with them and 0.771 without). From fewer seeds
 * the worths are known too badly to do with less: bank with 100 seeds then fell from an AUC of 0.742 to 0.734.
 */
const [gainMin, manySeedsMin] = [0.002, 1000];

/** Evidence, additive, trees; where seeds are few also averaged trees. */
const usualMembers = 3;

/** Whose mixes do instead of all where the others win hardly anything, by the time that scoring by them takes. */
const treelessCrews = [[0, 1]] as const;
const sparingCrews = [[0], [0, 1], [0, 2]] as const;

/**
 * What the second manner of growing trees must win, divided by the root of the seeds. On 20 data sets 24 of 106 tasks won as
 * much, and were better for it together at every threshold from 0.1 to 1 (lift@5 5 % on average, AUC 0.004).
 */
const mannerGainMin = 0.1;

/** Whether worths are known well enough to do without what wins hardly anything. */
export const areMany = (seeds: number) => seeds >= manySeedsMin;

const none = {
  weights: [] as number[],
  worth: Number.NEGATIVE_INFINITY,
  likely: Number.NEGATIVE_INFINITY,
};

/**
 * Chooses by what members say of rows that they did not see. `folds[f]` did not see the rows of fold f. `isSparing`: with many
 * seeds whatever wins hardly anything is left out, which makes scoring quicker by a third: often the first third of the trees
 * says what all say, and beside trees the additive member says little that evidence does not.
 */
export function blendOf(
  isSeed: Uint8Array,
  foldOf: Uint8Array,
  folds: readonly Learned[],
  { isSparing }: { readonly isSparing: boolean },
): Blend {
  const judge = new Judge(isSeed);
  const seeds = judge.seedCount;
  const pick = (
    count: number,
    marginsOf: (learned: Learned, k: number) => ArrayLike<number>,
    slack: number,
  ) => {
    const tried = Array.from({ length: count }, (_, k) => {
      const margins = folds.map((each) => marginsOf(each, k));
      return unseen(isSeed, foldOf, margins).scores;
    });
    const worths = tried.map((scores) => judge.worth(scores));
    const enough = Math.max(...worths) - slack / Math.sqrt(seeds);
    const place = worths.findIndex((worth) => worth >= enough);
    return {
      tried,
      place,
      worth: worths[place] ?? 0,
      scores: tried[place] ?? new Float64Array(isSeed.length),
    };
  };
  const first = folds[0] as Learned;
  const evidence = pick(1, ({ margins }) => margins.evidence, 0);
  const additive = pick(first.additive.length, ({ margins }, k) => margins.additive[k] as Float64Array, 0.02);
  const grown = first.margins.trees.map((checkpoints, manner) =>
    pick(checkpoints.length, ({ margins }, k) => margins.trees[manner]?.[k] as Float32Array, 0),
  );
  const manner = mannerOf(grown, seeds);
  const trees = grown[manner] as (typeof grown)[number];
  const members: Float64Array[] = [evidence.scores, additive.scores, trees.scores];
  if (first.bagged.length > 0) members.push(pick(1, ({ margins }) => margins.bagged, 0).scores);
  const crews = areMany(seeds) ? (isSparing ? sparingCrews : treelessCrews) : [];
  const { best, lean } = bestMixes(judge, members, crews);
  const enough = best.worth - gainMin;
  const { weights } = lean.find(({ worth }) => worth >= enough) ?? best;
  let checkpoint = trees.place;
  for (let place = 0; isSparing && areMany(seeds) && place < checkpoint; place += 1) {
    const scores = trees.tried[place] as Float64Array;
    if (judge.worth(mixed(members.with(2, scores), weights)) < enough) continue;
    members[2] = scores;
    checkpoint = place;
  }
  return {
    variance: additive.place,
    manner,
    checkpoint,
    weights,
    areas: members.map((scores) => judge.area(scores)),
    area: judge.area(mixed(members, weights)),
  };
}

/** The first manner, unless the next is clearly better. */
function mannerOf([slow, fast]: readonly { readonly worth: number }[], seeds: number): number {
  if (slow === undefined || fast === undefined) return 0;
  return fast.worth > slow.worth + mannerGainMin / Math.sqrt(seeds) ? 1 : 0;
}

/** The mix that is likeliest the best, and for each crew the best of its members alone. */
function bestMixes(judge: Judge, members: readonly Float64Array[], crews: readonly (readonly number[])[]) {
  const seeds = judge.seedCount;
  const prior = priorOf(
    seeds,
    members.map((scores) => judge.worth(scores)),
  );
  let best = none;
  const lean = crews.map(() => none);
  for (const weights of simplex(members.length, members.length > usualMembers ? 7 : 10)) {
    const distance = weights.reduce((sum, each, k) => sum + Math.abs(each - (prior[k] as number)), 0);
    const worth = judge.worth(mixed(members, weights));
    const mix = { weights, worth, likely: worth - (driftCost / Math.sqrt(seeds)) * distance };
    if (mix.likely > best.likely) best = mix;
    for (const [place, crew] of crews.entries()) {
      const isOfCrew = weights.every((weight, member) => weight === 0 || crew.includes(member));
      if (isOfCrew && worth > (lean[place] as typeof none).worth) lean[place] = mix;
    }
  }
  return { best, lean };
}

/** The blend of what each fold's members say of rows that they did not see, and the members' moments. */
export function blended(isSeed: Uint8Array, foldOf: Uint8Array, folds: readonly Learned[], blend: Blend) {
  const margins: readonly ((learned: Learned) => ArrayLike<number>)[] = [
    (learned) => learned.margins.evidence,
    (learned) => learned.margins.additive[blend.variance] as Float64Array,
    (learned) => learned.margins.trees[blend.manner]?.[blend.checkpoint] as Float32Array,
    (learned) => learned.margins.bagged,
  ];
  const parts = blend.weights.map((_, k) =>
    unseen(isSeed, foldOf, folds.map(margins[k] as (learned: Learned) => ArrayLike<number>)),
  );
  const scores = mixed(
    parts.map((part) => part.scores),
    blend.weights,
  );
  return { scores, moments: parts.map((part) => part.moments) };
}

/**
 * From small seeds, simple members and averages tell more; from large ones, boosted trees do. Three parts additive for one of
 * evidence, instead of two each, lifted nine public data sets by 0.6 % (lift@5; AUC 0.0013), and did nothing to bank and cdnow.
 * A member that is clearly worse by itself is expected to say less.
 */
function priorOf(seeds: number, worths: readonly number[]): number[] {
  const size = Math.min(1, Math.max(0, Math.log(seeds / 100) / Math.log(20)));
  const own = [0.2 - 0.15 * size, 0.6 - 0.3 * size, 0.2 + 0.45 * size];
  const usual =
    worths.length > own.length ? [...own.map((each) => (1 - baggedPrior) * each), baggedPrior] : own;
  const best = Math.max(...worths);
  const parts = usual.map((each, k) => each * Math.exp(worthSteepness * ((worths[k] as number) - best)));
  const total = parts.reduce((sum, each) => sum + each, 0);
  return parts.map((each) => each / total);
}

/** Each row's margin by the members of its own fold, measured by the mean and spread of that fold's background. */
function unseen(isSeed: Uint8Array, foldOf: Uint8Array, margins: readonly ArrayLike<number>[]) {
  const moments = margins.map((each, fold) =>
    momentsOf(each, (row) => foldOf[row] === fold && isSeed[row] !== 1),
  );
  const scores = Float64Array.from(isSeed, (_, row) => {
    const fold = foldOf[row] as number;
    const { mean, sd } = moments[fold] as Moments;
    return ((margins[fold]?.[row] as number) - mean) / sd;
  });
  const average = (of: (each: Moments) => number) =>
    moments.reduce((sum, each) => sum + of(each), 0) / moments.length;
  return { scores, moments: { mean: average((each) => each.mean), sd: average((each) => each.sd) } };
}

function momentsOf(margins: ArrayLike<number>, counts: (row: number) => boolean): Moments {
  let [count, sum, squares] = [0, 0, 0];
  for (let row = 0; row < margins.length; row++) {
    if (!counts(row)) continue;
    const margin = margins[row] as number;
    count += 1;
    sum += margin;
    squares += margin * margin;
  }
  const mean = sum / Math.max(1, count);
  return { mean, sd: Math.sqrt(Math.max(0, squares / Math.max(1, count) - mean * mean)) || 1 };
}

function mixed(members: readonly Float64Array[], weights: readonly number[]): Float64Array {
  const scores = new Float64Array(members[0]?.length ?? 0);
  for (const [k, member] of members.entries()) {
    const weight = weights[k] as number;
    if (weight === 0) continue;
    for (let row = 0; row < scores.length; row++)
      scores[row] = (scores[row] as number) + weight * (member[row] as number);
  }
  return scores;
}

/** All ways to deal out `parts` equal shares. */
function simplex(members: number, parts: number): number[][] {
  const deal = (left: number, places: number): number[][] =>
    places === 1
      ? [[left]]
      : Array.from({ length: left + 1 }, (_, own) =>
          deal(left - own, places - 1).map((rest) => [own, ...rest]),
        ).flat();
  return deal(parts, members).map((counts) => counts.map((count) => count / parts));
}
