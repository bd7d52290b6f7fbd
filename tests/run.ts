import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeScratch } from './dev-env/index.ts';
import { useMemoryForScratch } from './runner/memory-scratch.ts';
import { runPass, sumOf, totalLine } from './runner/pass.ts';
import { planOf, UsageError } from './runner/plan.ts';

/**
 * Runs the tests: `node tests/run.ts [--store pglite|postgres|clickhouse] [FILE…]`. Without a store everything
 * runs on the embedded one, and the flows of the server once more on a PostgreSQL server.
 */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { store: { type: 'string' } },
    allowPositionals: true,
  });
  const root = fileURLToPath(new URL('..', import.meta.url));
  const patterns = ['packages/*/src/**/*.test.ts', 'tests/**/*.test.ts', 'bench/**/*.test.ts'];
  // The rules of the house are checked by `npm run check`.
  const all = globSync(patterns, { cwd: root, exclude: ['tests/tidy.test.ts', '**/node_modules/**'] }).sort();
  const passes = planOf({ store: values.store, files: positionals, all, environment: process.env });
  using _memory = useMemoryForScratch();
  // Hundreds of processes run the same modules, and each would compile them again.
  using compiled = makeScratch();
  process.env['NODE_COMPILE_CACHE'] ??= compiled.path;
  const totals = [];
  for (const pass of passes) totals.push(await runPass(pass, root));
  console.log(totalLine(totals));
  return sumOf(totals).failed === 0 ? 0 : 1;
}

try {
  process.exit(await main());
} catch (error) {
  console.error(error instanceof UsageError ? error.message : error);
  process.exit(error instanceof UsageError ? 2 : 1);
}
