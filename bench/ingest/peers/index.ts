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
  bare_engine: { run: bareEngine, part: 1 },
  sort_u: { run: sortU, part: 1 },
  duckdb: { run: duckdb, part: 1 },
  // Loaded when needed: the package installs handlers of signals as soon as it is imported.
  postgres: {
    run: async (input: PeerInput) => (await import('./postgres.ts')).postgres(input),
    part: 1 / 10,
    runs: 1,
  },
} as const satisfies Readonly<Record<string, Peer>>;
