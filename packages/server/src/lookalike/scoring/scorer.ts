import type { Column } from '../../column/index.ts';
import type { Encoding } from '../features/index.ts';
import type { ScoreForm } from '../model/index.ts';
import { scoreStatement } from './score-statement.ts';

export interface ScoreRequest {
  readonly modelId: number;
  readonly encoding: Encoding;
  readonly country: string;
  readonly form: ScoreForm;
  /** Of the hash that orders people with the same score. */
  readonly tieKey: { readonly k0: string; readonly k1: string };
}

/** Scores everybody of a country, once for every ratio. */
export async function scoreCountry(column: Column, request: ScoreRequest): Promise<void> {
  const { modelId, encoding, country, form, tieKey } = request;
  const people = encoding.peopleByCountry[country] ?? 0;
  await column.exec(scoreStatement(form, encoding.plan, people), {
    model: modelId,
    encoding: encoding.id,
    country,
    ...tieKey,
  });
}

/** Forgets the scores of a model. */
export async function dropScores(column: Column, modelId: number): Promise<void> {
  await column.exec(`ALTER TABLE lookalike_scores DROP PARTITION ${modelId}`);
}
