import type { ConstructorOptions } from 'pg-boss';

/** A value that both drivers take as a parameter. Objects and lists travel as JSON text. */
export type SqlValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | Buffer
  | Date
  | readonly string[]
  | readonly number[];

export type SqlRow = Record<string, unknown>;

/** Runs statements one at a time. 64-bit integers come back as numbers: none of ours passes 2^53. */
export interface Statements {
  query<Row extends SqlRow>(text: string, values?: readonly SqlValue[]): Promise<Row[]>;
}

/**
 * The control store: PGlite in process or a PostgreSQL server, with the same SQL.
 * PGlite is one connection, so a transaction holds up everybody: keep it short, and never wait in it for
 * anything but the store itself.
 */
export interface Control extends Statements {
  /** How the job queue reaches this store. */
  readonly jobStore: Pick<ConstructorOptions, 'db' | 'backend' | 'connectionString'>;
  transaction<Result>(work: (statements: Statements) => Promise<Result>): Promise<Result>;
  /** Runs a text of several statements, without parameters. For migrations. */
  script(text: string): Promise<void>;
  /**
   * Runs `work` while nobody else, in this process or another, holds the same lock. On PostgreSQL the lock
   * lives on a connection of its own, so that it is free the moment a crashed holder's connection ends.
   */
  exclusively<Result>(lock: number, work: () => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}
