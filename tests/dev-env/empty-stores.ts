import { copyFileSync, cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where whoever runs many tests says that empty stores lie. */
const emptyStoresVariable = 'TESTS_EMPTY_STORES';

/** What a first start writes that belongs to its server alone. */
export const forgetFirstStart = [
  'TRUNCATE kindred.tokens RESTART IDENTITY CASCADE',
  'DELETE FROM kindred.settings',
  'DELETE FROM kindred_jobs.job',
].map((sql) => ({ sql }));

/**
 * To make a cluster of PGlite (initdb), and all tables of both stores by their migrations, takes 4 s of processor time, and
 * a copy takes 0.1 s. So `work` runs with stores that were made once, by a first start: they hold no rows and no token.
 */
export async function withEmptyStores<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  process.env[emptyStoresVariable] = path;
  try {
    return await work();
  } finally {
    delete process.env[emptyStoresVariable];
  }
}

/** Lays empty stores into a data directory, if there are any, and the key that a first start would have made beside it. */
export function layEmptyStores(dataDir: string): void {
  const path = process.env[emptyStoresVariable];
  if (path === undefined) return;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  copyStores(path, dataDir);
}

/**
 * With links as they are, because they lead to places within. Without the column store's named pipes, which each server
 * makes anew: who copies one waits for its writer.
 */
export function copyStores(from: string, to: string): void {
  const filter = (path: string) => !path.endsWith('.fifo');
  for (const store of ['control', 'column']) {
    cpSync(join(from, store), join(to, store), { recursive: true, filter, verbatimSymlinks: true });
  }
  copyFileSync(`${from}.key`, `${to}.key`);
}
