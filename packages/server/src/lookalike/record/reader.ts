import type { Statements } from '../../control/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import type { SeedState } from '../learning/index.ts';
import { type Lookalike, type LookalikeRow, lookalikeOf } from './lookalike.ts';
import { type Model, type ModelRow, modelOf } from './model.ts';

const statement = sqlIn(import.meta.url);

/** A seed as it is now. */
export interface Seed extends SeedState {
  readonly members: number;
  /** Uploads were accepted for it that are not applied yet. */
  readonly isWaiting: boolean;
  readonly isDeleted: boolean;
}

/** Reads what is recorded of lookalikes. */
export class LookalikeReader {
  readonly #control: Statements;

  constructor(control: Statements) {
    this.#control = control;
  }

  /** Null for an audience that is no lookalike. */
  async find(audienceId: number): Promise<Lookalike | null> {
    const [row] = await this.#control.query<LookalikeRow>(statement('find'), [[audienceId]]);
    return row === undefined ? null : lookalikeOf(row);
  }

  /** Graph ids of the lookalikes that start from an audience. */
  async idsOfOrigin(originId: number): Promise<readonly string[]> {
    const rows = await this.#control.query<{ graph_id: string }>(statement('of-origin'), [originId]);
    return rows.map((row) => row.graph_id);
  }

  /** Audiences that are to be built, for this version of the population. */
  async due(populationVersion: number): Promise<readonly number[]> {
    const rows = await this.#control.query<{ audience_id: number }>(statement('due'), [populationVersion]);
    return rows.map((row) => row.audience_id);
  }

  /** By country. */
  async models(ids: readonly number[]): Promise<readonly Model[]> {
    const rows = await this.#control.query<ModelRow>(statement('models'), [ids]);
    return rows.map(modelOf);
  }

  async seed(audienceId: number): Promise<Seed | null> {
    const [row] = await this.#control.query<{
      epoch: number;
      applied_run: number;
      member_count: number;
      is_waiting: boolean;
      is_deleted: boolean;
    }>(statement('seed-state'), [audienceId]);
    if (row === undefined) return null;
    const abandoned = await this.#control.query<{ id: number }>(statement('abandoned-runs'), [audienceId]);
    return {
      audienceId,
      epoch: row.epoch,
      run: row.applied_run,
      abandoned: abandoned.map(({ id }) => id),
      members: row.member_count,
      isWaiting: row.is_waiting,
      isDeleted: row.is_deleted,
    };
  }
}
