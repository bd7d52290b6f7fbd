import { mkdirSync } from 'node:fs';
import { PGlite, types } from '@electric-sql/pglite';
import { fromPglite } from 'pg-boss';
import { KeyedMutex } from '../kernel/keyed-mutex.ts';
import type { Control, SqlRow, SqlValue, Statements } from './control.ts';

type Queryable = Pick<PGlite, 'query'>;

/** Opens the embedded control store in this directory. One process only; the data directory's lock sees to it. */
export async function openPglite(directory: string): Promise<Control> {
  mkdirSync(directory, { recursive: true });
  const database = await PGlite.create({ dataDir: directory, parsers: { [types.INT8]: Number } });
  const mutex = new KeyedMutex<number>();
  return {
    jobStore: { db: fromPglite(database), backend: 'pglite' },
    query: (text, values) => run(database, text, values),
    transaction: (work) => database.transaction((tx) => work(statementsOf(tx))),
    script: async (text) => {
      await database.exec(text);
    },
    exclusively: (lock, work) => mutex.run(lock, work),
    close: () => database.close(),
  };
}

function statementsOf(queryable: Queryable): Statements {
  return { query: (text, values) => run(queryable, text, values) };
}

async function run<Row extends SqlRow>(
  queryable: Queryable,
  text: string,
  values: readonly SqlValue[] = [],
): Promise<Row[]> {
  return (await queryable.query<Row>(text, [...values])).rows;
}
