import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where whoever runs many tests says that an empty cluster of PGlite lies. */
const emptyClusterVariable = 'TESTS_EMPTY_CLUSTER';

/**
 * PGlite makes its cluster (initdb) in 3 s of processor time, and a copy takes 0.1 s. It holds no table yet: every
 * test server still makes its own by the migrations.
 */
export async function withEmptyCluster<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  const { openPglite } = await import('../../packages/server/src/control/index.ts');
  await (await openPglite(path)).close();
  process.env[emptyClusterVariable] = path;
  try {
    return await work();
  } finally {
    delete process.env[emptyClusterVariable];
  }
}

/** Lays the empty cluster where a server with this data directory looks for its control store, if there is one. */
export function layEmptyCluster(dataDir: string): void {
  const path = process.env[emptyClusterVariable];
  if (path === undefined) return;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  cpSync(path, join(dataDir, 'control'), { recursive: true });
}
