import type { SqlRow } from '../../control/index.ts';
import type { LookalikeSpec } from '../spec/index.ts';

/** A lookalike as it is recorded, beside the audience that it is. */
export interface Lookalike {
  readonly audienceId: number;
  readonly spec: LookalikeSpec;
  readonly origin: {
    readonly id: number;
    readonly graphId: string;
    readonly name: string;
    readonly isDeleted: boolean;
  };
  /** What its people were cut from last. */
  readonly models: readonly number[];
  readonly builtAt: Date | null;
  readonly refreshAt: Date | null;
  /** Share of its people that the last refresh exchanged. */
  readonly drift: number | null;
  /** Of what was built last. */
  readonly populationVersion: number;
  readonly error: string | null;
}

export interface LookalikeRow extends SqlRow {
  readonly audience_id: number;
  readonly origin_id: number;
  readonly origin_graph_id: string;
  readonly origin_name: string;
  readonly origin_deleted: boolean;
  readonly spec: LookalikeSpec;
  readonly models: readonly (number | string)[];
  readonly built_at: Date | null;
  readonly refresh_at: Date | null;
  readonly drift: number | null;
  readonly population_version: number;
  readonly error: string | null;
}

export function lookalikeOf(row: LookalikeRow): Lookalike {
  return {
    audienceId: row.audience_id,
    spec: row.spec,
    origin: {
      id: row.origin_id,
      graphId: row.origin_graph_id,
      name: row.origin_name,
      isDeleted: row.origin_deleted,
    },
    models: row.models.map(Number),
    builtAt: row.built_at,
    refreshAt: row.refresh_at,
    drift: row.drift,
    populationVersion: row.population_version,
    error: row.error,
  };
}
