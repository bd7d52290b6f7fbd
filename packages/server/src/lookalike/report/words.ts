import type { Trait } from '../model/index.ts';
import type { Lookalike, Model } from '../record/index.ts';
import { countryName } from '../spec/index.ts';

/** Below so many seeds what is said is unsure (the platforms recommend 1 000 to 50 000). */
const fewSeeds = 300;
const lowLift = 1.5;
const muchDrift = 0.3;

/** A lookalike in sentences: whether its seed can be told from other people, how much is gained, what to look at. */
export function summaryOf(lookalike: Lookalike, models: readonly Model[]): readonly string[] {
  const { drift } = lookalike;
  const exchanged =
    drift !== null && drift > muchDrift
      ? [
          `The last refresh exchanged ${percent(drift)} of the people: the seed or the population has changed.`,
        ]
      : [];
  return [...models.flatMap((model) => wordsOf(model, lookalike.spec.toPercent / 100)), ...exchanged];
}

function wordsOf({ country, quality, seeds, options }: Model, ratio: number): string[] {
  const place = countryName(country);
  const foreign = options.isInternational
    ? [`${place} has too few seeds of its own, so those of other countries taught it.`]
    : [];
  if (!quality.isTold) {
    return [
      `The seed cannot be told from other people of ${place}: the ranking is hardly better than chance, and so is this lookalike. A larger seed, or one of people who have something in common, may do.`,
      ...foreign,
    ];
  }
  const lift = quality.ratios.find((each) => each.ratio === ratio)?.lift ?? 1;
  const few =
    seeds < fewSeeds ? ['The seed is small, so the numbers are unsure; a larger one tells more.'] : [];
  const low = lift < lowLift ? ['That is little: think of a smaller ratio, or another seed.'] : [];
  return [
    `Of a person of the seed and another one of ${place}, the seed's ranks higher in ${percent(quality.auc)} of cases; chance is 50 %.`,
    `Among the best ${percent(ratio)} of ${place} are ${lift.toFixed(1)} times as many people like the seed as among everybody.`,
    ...low,
    ...few,
    ...foreign,
  ];
}

/** What a trait is, and how frequent among the seeds: 100 is as frequent as among other people. */
export function traitWords({ what, name, from, to, index }: Trait): string {
  return `${subjectOf(what, name, from, to)}: ${frequency(index)}`;
}

function subjectOf(what: Trait['what'], name: string | null, from: number | null, to: number | null): string {
  switch (what) {
    case 'missing':
      return 'no value';
    case 'other':
      return 'any other value';
    case 'level':
    case 'token':
      return `"${name ?? ''}"`;
    case 'range':
      return rangeWords(from, to);
  }
}

function rangeWords(from: number | null, to: number | null): string {
  if (from === null) return `below ${short(to ?? 0)}`;
  return to === null ? `${short(from)} or more` : `${short(from)} to ${short(to)}`;
}

function frequency(index: number): string {
  if (index >= 200) return `${(index / 100).toFixed(1)} times as frequent as elsewhere`;
  if (index > 105) return `${Math.round(index - 100)} % more frequent than elsewhere`;
  if (index < 95) return `${Math.round(100 - index)} % less frequent than elsewhere`;
  return 'as frequent as elsewhere';
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
