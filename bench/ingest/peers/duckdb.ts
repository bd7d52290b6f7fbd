import { runModule } from '../../kit/child.ts';
import type { PeerInput, PeerRuns } from './peer.ts';

/** DuckDB with a database on disk: the same steps as the bare engine. */
export function duckdb(input: PeerInput): Promise<PeerRuns> {
  return runModule(new URL('./duckdb.child.ts', import.meta.url), input);
}
