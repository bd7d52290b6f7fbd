import type { Column } from '../../column/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import type { PlannedCounts, StartedImport } from '../record/imports.ts';
import { type Slice, slicesFor } from './slices.ts';

const statement = sqlIn(import.meta.url);

/** Kinds with at most so many keys are merged after every import: that takes seconds. */
const keysMergedAlways = 50_000_000;
/** Larger ones only when this part of them lies outside their one large part. */
const shareMerged = 0.05;

/** What an import changes in the population: worked out, counted, written. Every step may be done again. */
export class Changes {
  readonly #column: Column;

  constructor(column: Column) {
    this.#column = column;
  }

  async slices(importId: number): Promise<readonly Slice[]> {
    const [row] = await this.#column.query<{ row_count: string; byte_count: string }>(
      statement('measure-staged'),
      {
        partition: String(importId),
      },
    );
    return slicesFor(Number(row?.row_count ?? 0), Number(row?.byte_count ?? 0));
  }

  /** Works out one slice; gives how many people of the file are in it. */
  async plan(of: StartedImport, slice: Slice): Promise<number> {
    const params = { import_id: of.id, from: slice.from, to: slice.to };
    await this.#column.exec(statement('plan-slice'), { ...params, kinds: of.kinds });
    const [row] = await this.#column.query<{ person_count: string }>(statement('count-people'), params);
    return Number(row?.person_count ?? 0);
  }

  async count(importId: number): Promise<Omit<PlannedCounts, 'peopleSeen'>> {
    const [row] = await this.#column.query<Record<string, string>>(statement('count-changes'), {
      import_id: importId,
    });
    const countOf = (name: string) => Number(row?.[name] ?? 0);
    return {
      peopleAdded: countOf('people_added'),
      peopleUpdated: countOf('people_updated'),
      keysAdded: countOf('keys_added'),
      keysRemoved: countOf('keys_removed'),
    };
  }

  async writeKeys(of: StartedImport): Promise<void> {
    await this.#column.exec(statement('write-keys'), { import_id: of.id, version: of.version });
  }

  async writePeople(of: StartedImport): Promise<void> {
    await this.#column.exec(statement('write-people'), { import_id: of.id, version: of.version });
  }

  /** Brings the keys of each kind into one sorted part where that pays, so that matching reads a single stream. */
  async merge(): Promise<void> {
    const kinds = await this.#column.query<KindParts>(statement('list-kinds'));
    for (const { kind, row_count, row_count_largest } of kinds) {
      const rows = Number(row_count);
      const beside = rows - Number(row_count_largest);
      if (rows > keysMergedAlways && beside < rows * shareMerged) continue;
      // A merge needs room for a second copy. Without it everything works, only slower.
      await this.#column.exec(statement('merge-kind'), { kind }).catch(() => undefined);
    }
  }

  async drop(importId: number): Promise<void> {
    await this.#column.exec(statement('drop-changes'), { import_id: importId });
  }

  /** Imports that have changes here. */
  async stored(): Promise<readonly number[]> {
    const rows = await this.#column.query<{ import_id: string }>(statement('list-changes'));
    return rows.map((row) => Number(row.import_id));
  }
}

interface KindParts {
  readonly kind: number;
  readonly row_count: string;
  readonly row_count_largest: string;
}
