import type { SqlRow } from '../../control/index.ts';
import type { Quality } from '../model/index.ts';

/** What of a lookalike changes the model, beside its seed and country. Its text tells two models apart. */
export interface ModelOptions {
  readonly excludedFeatures: readonly string[];
  readonly excludedTokens: readonly string[];
  /** Learned from seeds of other countries too, because there were too few in this one. */
  readonly isInternational: boolean;
}

/** How long the parts of a model took, in seconds. */
export interface ModelSeconds {
  readonly sample: number;
  readonly train: number;
  readonly score: number;
}

/** What was learned from a seed about one country. */
export interface Model {
  readonly id: number;
  readonly country: string;
  readonly options: ModelOptions;
  readonly encoding: number;
  readonly seeds: number;
  readonly background: number;
  /** Of the country. */
  readonly people: number;
  readonly quality: Quality;
  readonly seconds: ModelSeconds;
  readonly codeVersion: string;
  readonly scoredAt: Date;
}

export interface ModelRow extends SqlRow {
  readonly id: number;
  readonly country: string;
  readonly options: ModelOptions;
  readonly encoding: number;
  readonly seeds: number;
  readonly background: number;
  readonly people: number;
  readonly quality: Quality | null;
  readonly seconds: ModelSeconds | null;
  readonly code_version: string;
  readonly scored_at: Date | null;
}

export function modelOf(row: ModelRow): Model {
  const { quality, seconds, scored_at: scoredAt } = row;
  if (quality === null || seconds === null || scoredAt === null)
    throw new Error('a model is not ready to be read');
  return {
    id: row.id,
    country: row.country,
    options: row.options,
    encoding: row.encoding,
    seeds: row.seeds,
    background: row.background,
    people: row.people,
    quality,
    seconds,
    codeVersion: row.code_version,
    scoredAt,
  };
}
