import type { Statements } from '../../control/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import { type Lookalike, type LookalikeRow, lookalikeOf } from './lookalike.ts';
import { type Model, type ModelRow, modelOf } from './model.ts';

const statement = sqlIn(import.meta.url);

/** Reads what is recorded of lookalikes. */
export class LookalikeReader {
  readonly #control: Statements;

  constructor(control: Statements) {
    this.#control = control;
  }

  /** Null for an audience that is no lookalike. */
  async find(audienceId: number): Promise<Lookalike | null> {
    const [row] = await this.#control.query<LookalikeRow>(statement('find'), [audienceId]);
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
}
