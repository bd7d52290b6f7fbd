import type { MemberState } from '../../audience/index.ts';
import type { Control, Statements } from '../../control/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import type { Encoding } from '../features/index.ts';
import type { Quality } from '../model/index.ts';
import type { LookalikeSpec } from '../spec/index.ts';
import { type Model, type ModelOptions, type ModelRow, type ModelSeconds, modelOf } from './model.ts';

const statement = sqlIn(import.meta.url);

/** Records that an audience is a lookalike, in the caller's transaction. */
export async function insertLookalike(
  tx: Statements,
  lookalike: {
    readonly audienceId: number;
    readonly originId: number;
    readonly spec: LookalikeSpec;
    readonly fingerprint: string;
  },
): Promise<void> {
  await tx.query(statement('insert-lookalike'), [
    lookalike.audienceId,
    lookalike.originId,
    JSON.stringify(lookalike.spec),
    lookalike.fingerprint,
  ]);
  await tx.query(statement('mark-building'), [lookalike.audienceId]);
}

/** The Graph id of the ad account's lookalike of the same seed, countries and size; null for none. */
export async function findDuplicate(
  control: Statements,
  of: { readonly adAccountId: number; readonly originId: number; readonly fingerprint: string },
): Promise<string | null> {
  const [found] = await control.query<{ graph_id: string }>(statement('duplicate'), [
    of.adAccountId,
    of.originId,
    of.fingerprint,
  ]);
  return found?.graph_id ?? null;
}

export interface ModelRequest {
  readonly seed: MemberState;
  /** ISO 3166-1 alpha-2, in capitals. */
  readonly country: string;
  readonly options: ModelOptions;
  readonly encoding: Encoding;
  readonly codeVersion: string;
}

export interface ModelResult {
  readonly seeds: number;
  readonly background: number;
  readonly people: number;
  readonly quality: Quality;
  readonly seconds: ModelSeconds;
}

/** Writes down what becomes of lookalikes and models. */
export class LookalikeWriter {
  readonly #control: Control;

  constructor(control: Control) {
    this.#control = control;
  }

  /** A model of exactly this that is scored already; null when there is none. */
  async findModel({ seed, country, options, encoding, codeVersion }: ModelRequest): Promise<Model | null> {
    const [row] = await this.#control.query<ModelRow>(statement('find-model'), [
      seed.audienceId,
      country,
      JSON.stringify(options),
      encoding.id,
      seed.run,
      codeVersion,
    ]);
    return row === undefined ? null : modelOf(row);
  }

  async beginModel({ seed, country, options, encoding, codeVersion }: ModelRequest): Promise<number> {
    const [row] = await this.#control.query<{ id: number }>(statement('begin-model'), [
      seed.audienceId,
      country,
      JSON.stringify(options),
      encoding.id,
      seed.run,
      codeVersion,
    ]);
    if (row === undefined) throw new Error('a model came back without its id');
    return row.id;
  }

  async endModel(id: number, result: ModelResult): Promise<Model> {
    const [row] = await this.#control.query<ModelRow>(statement('end-model'), [
      id,
      result.seeds,
      result.background,
      result.people,
      JSON.stringify(result.quality),
      JSON.stringify(result.seconds),
    ]);
    if (row === undefined) throw new Error('a model vanished while it was made');
    return modelOf(row);
  }

  async built(
    audienceId: number,
    outcome: {
      readonly models: readonly Model[];
      readonly seed: { readonly members: number };
      readonly populationVersion: number;
      readonly drift: number | null;
    },
  ): Promise<void> {
    await this.#control.query(statement('built'), [
      audienceId,
      outcome.models.map(({ id }) => id),
      outcome.seed.members,
      outcome.populationVersion,
      outcome.drift,
    ]);
  }

  /** Notes in words for operators why it could not be built; it is tried again later. */
  async failed(audienceId: number, reason: string): Promise<void> {
    await this.#control.query(statement('failed'), [audienceId, reason]);
  }

  /** Models that no lookalike needs. */
  async unusedModels(): Promise<readonly number[]> {
    const rows = await this.#control.query<{ id: number }>(statement('unused-models'));
    return rows.map(({ id }) => id);
  }

  async markModelDropped(id: number): Promise<void> {
    await this.#control.query(statement('mark-model-dropped'), [id]);
  }
}
