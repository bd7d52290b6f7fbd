import pg from 'pg';
import { KeyedMutex } from '../kernel/keyed-mutex.ts';
import { OperatorError } from '../kernel/operator-error.ts';
import type { Control, SqlRow, SqlValue, Statements } from './control.ts';

type Queryable = Pick<pg.ClientBase, 'query'>;

/** The class of our advisory locks, so that they do not meet those of other programs on the same server. */
const lockClass = 0x6b696e;
const connectionsMax = 10;

/** Opens a control store on a PostgreSQL server. Several Kindred nodes may share one. */
export async function openPostgres(url: string): Promise<Control> {
  const pool = new pg.Pool({
    connectionString: url,
    max: connectionsMax,
    types: { getTypeParser: parserOf },
  });
  // A pooled connection that breaks while idle is replaced by the pool; the next statement tells if none can be had.
  pool.on('error', () => undefined);
  try {
    await pool.query('select 1');
  } catch (error) {
    await pool.end();
    const { code } = error as NodeJS.ErrnoException;
    throw new OperatorError(
      `The PostgreSQL server of KINDRED_DATABASE_URL does not answer (${code ?? 'no code'}). ` +
        'Start it, or correct its address, user or password.',
      { cause: error },
    );
  }
  const lockers = new Lockers(url);
  return {
    jobStore: { connectionString: url },
    query: (text, values) => run(pool, text, values),
    transaction: (work) => transaction(pool, work),
    script: async (text) => {
      await pool.query(text);
    },
    exclusively: (lock, work) => lockers.run(lock, work),
    close: async () => {
      await pool.end();
    },
  };
}

const int8 = 20;

function parserOf(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  if (oid === int8) return Number;
  return pg.types.getTypeParser(oid, format as 'text');
}

async function run<Row extends SqlRow>(
  queryable: Queryable | pg.Pool,
  text: string,
  values: readonly SqlValue[] = [],
): Promise<Row[]> {
  return (await queryable.query<Row>(text, [...values])).rows;
}

async function transaction<Result>(
  pool: pg.Pool,
  work: (statements: Statements) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work({ query: (text, values) => run(client, text, values) });
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** Advisory locks, each on a connection of its own: the server frees them when the connection ends. */
class Lockers {
  readonly #url: string;
  readonly #mutex = new KeyedMutex<number>();

  constructor(url: string) {
    this.#url = url;
  }

  run<Result>(lock: number, work: () => Promise<Result>): Promise<Result> {
    return this.#mutex.run(lock, async () => {
      const client = new pg.Client({ connectionString: this.#url });
      client.on('error', () => undefined);
      await client.connect();
      try {
        await client.query('select pg_advisory_lock($1, $2)', [lockClass, lock]);
        return await work();
      } finally {
        await client.end().catch(() => undefined);
      }
    });
  }
}
