import { bareEngine } from './bare-engine.ts';
import { duckdb } from './duckdb.ts';
import type { PeerInput, PeerRuns } from './peer.ts';
import { sortU } from './sort-u.ts';

export { bareEngine } from './bare-engine.ts';
export type { PeerInput, PeerRuns } from './peer.ts';

export interface Peer {
  readonly run: (input: PeerInput) => Promise<PeerRuns>;
  /** The peer gets this part of the rows and of the population, and is compared by rows a second. */
  readonly part: number;
  /** How often it is measured, where that is not as often as we are. */
  readonly runs?: number;
}

export const peers = {
  bare_engine: { run: (input) => bareEngine(input, { tuned: false }), part: 1 },
  bare_engine_tuned: { run: (input) => bareEngine(input, { tuned: true }), part: 1 },
  sort_u: { run: (input) => sortU(input, { tuned: false }), part: 1 },
  sort_u_tuned: { run: (input) => sortU(input, { tuned: true }), part: 1 },
  duckdb: { run: duckdb, part: 1 },
  postgres: { run: (input) => runPostgres(input, false), part: 1 / 10, runs: 1 },
  postgres_tuned: { run: (input) => runPostgres(input, true), part: 1 / 10, runs: 1 },
} as const satisfies Readonly<Record<string, Peer>>;

/** Loaded when needed: the package installs handlers of signals as soon as it is imported. */
async function runPostgres(input: PeerInput, tuned: boolean): Promise<PeerRuns> {
  const { postgres } = await import('./postgres.ts');
  return postgres(input, { tuned });
}
