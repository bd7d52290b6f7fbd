import { roundedPeople, shownPeople } from '../../audience/index.ts';
import type { EncodingPlan } from '../encoding/index.ts';
import type { StrongColumn, Trait } from '../model/index.ts';
import type { Lookalike, Model } from '../record/index.ts';
import { countryName, shownSpec } from '../spec/index.ts';
import { summaryOf, traitWords } from './words.ts';

/** How good a lookalike is, and what of. Names features, and never people. */
export interface LookalikeReport {
  readonly lookalike_spec: Readonly<Record<string, unknown>>;
  readonly built_at: string | null;
  readonly refresh_at: string | null;
  /** Why the last building failed; null: it did not. */
  readonly error: string | null;
  /** Rises with every import of people. */
  readonly population_version: number;
  /** Share of the people that the last refresh exchanged, 0 to 1; null before the first refresh. */
  readonly drift: number | null;
  /** The whole in sentences. */
  readonly summary: readonly string[];
  readonly countries: readonly CountryReport[];
}

interface CountryReport {
  readonly country: string;
  readonly country_name: string;
  /** Of the country, rounded for who may not know exact sizes; like the other counts of people. */
  readonly people: number;
  /** Null below the floor of sizes. */
  readonly seeds: number | null;
  readonly background: number;
  /** Whether seeds of other countries taught it, because there were too few in this one. */
  readonly international_seeds: boolean;
  /** Of a seed and another person, how often the seed ranks higher, by cross-validation. 0.5 is chance. */
  readonly auc: number;
  readonly auc_error: number;
  readonly told_apart: boolean;
  readonly ratios: readonly RatioReport[];
  /** Share of the spread of values that the features foretell; null without values. */
  readonly value_r2: number | null;
  readonly components: readonly { readonly name: string; readonly weight: number; readonly auc: number }[];
  readonly features: readonly FeatureReport[];
  /** For operators: which features did not enter, and why. */
  readonly left_out?: readonly { readonly name: string; readonly reason: string }[];
  /** For operators: how long the parts took. */
  readonly seconds?: Readonly<Record<string, number>>;
  readonly model: number;
  readonly code_version: string;
  readonly scored_at: string;
}

interface RatioReport {
  readonly ratio: number;
  readonly lift: number;
  readonly precision: number;
  readonly value_captured: number | null;
}

interface FeatureReport {
  readonly name: string;
  /** Its part in what tells the seed, 0 to 1. */
  readonly strength: number;
  readonly traits: readonly { readonly words: string; readonly index: number }[];
}

/** `isRounded`: for who may not know exact numbers of people. `planOf`: how the people of a model were encoded. */
export function reportOf(
  lookalike: Lookalike,
  models: readonly Model[],
  planOf: (model: Model) => EncodingPlan | null,
  isRounded: boolean,
): LookalikeReport {
  const { spec, origin } = lookalike;
  return {
    lookalike_spec: shownSpec(spec, origin),
    built_at: lookalike.builtAt?.toISOString() ?? null,
    refresh_at: lookalike.refreshAt?.toISOString() ?? null,
    error: lookalike.error,
    population_version: lookalike.populationVersion,
    drift: lookalike.drift === null ? null : rounded(lookalike.drift, 3),
    summary: summaryOf(lookalike, models),
    countries: models.map((model) => countryReport(model, planOf(model), isRounded)),
  };
}

function countryReport(model: Model, plan: EncodingPlan | null, isRounded: boolean): CountryReport {
  const { quality } = model;
  const ofOperators = { left_out: leftOutOf(model, plan), seconds: { ...model.seconds } };
  return {
    country: model.country,
    country_name: countryName(model.country),
    people: isRounded ? roundedPeople(model.people) : model.people,
    seeds: isRounded ? shownPeople(model.seeds) : model.seeds,
    background: model.background,
    international_seeds: model.options.isInternational,
    auc: rounded(quality.auc, 3),
    auc_error: rounded(quality.aucError, 3),
    told_apart: quality.isTold,
    ratios: quality.ratios.map(({ ratio, lift, precision, valueCaptured }) => ({
      ratio,
      lift: rounded(lift, 2),
      precision: rounded(precision, 3),
      value_captured: valueCaptured === null ? null : rounded(valueCaptured, 3),
    })),
    value_r2: quality.valueR2 === null ? null : rounded(quality.valueR2, 3),
    components: Object.entries(quality.memberWeights).map(([name, weight]) => ({
      name,
      weight: rounded(weight, 3),
      auc: rounded(quality.memberAucs[name] ?? 0.5, 3),
    })),
    features: quality.columns.map(featureReport),
    ...(isRounded ? {} : ofOperators),
    model: model.id,
    code_version: model.codeVersion,
    scored_at: model.scoredAt.toISOString(),
  };
}

function featureReport({ name, strength, traits }: StrongColumn): FeatureReport {
  return { name, strength: rounded(strength, 3), traits: traits.map(traitReport) };
}

function traitReport(trait: Trait): FeatureReport['traits'][number] {
  return { words: traitWords(trait), index: Math.round(trait.index) };
}

function leftOutOf(
  { options }: Model,
  plan: EncodingPlan | null,
): readonly { readonly name: string; readonly reason: string }[] {
  const known = plan === null ? null : namesIn(plan);
  const reasonOf = (isKnown: boolean) =>
    isKnown
      ? 'The lookalike was asked to do without it.'
      : 'The lookalike was asked to do without it; there is nothing of this name.';
  return [
    ...(plan?.leftOut ?? []),
    ...options.excludedFeatures.map((name) => ({
      name,
      reason: reasonOf(known?.features.has(name) ?? true),
    })),
    ...options.excludedTokens.map((name) => ({ name, reason: reasonOf(known?.tokens.has(name) ?? true) })),
  ];
}

function namesIn({ scalars, tokenColumns, embeddings, leftOut }: EncodingPlan) {
  const named = [...scalars, ...tokenColumns, ...leftOut].map(({ name }) => name);
  const ofSpaces = embeddings.flatMap(({ stem, columns }) => [stem, ...columns]);
  return {
    features: new Set([...named, ...ofSpaces]),
    tokens: new Set(tokenColumns.flatMap(({ tokens }) => tokens)),
  };
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
