import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makePages } from './page/index.ts';

/** Writes the pages that are made from code; with `--check` it only says which of them are out of date. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  const stale = [...(await pages())].filter(([name, text]) => readPage(name) !== text);
  for (const [name, text] of stale) {
    if (values.check)
      console.error(`docs/${name} is out of date. Run npm run docs, and commit what it writes.`);
    else writeFileSync(pageUrl(name), text);
  }
  if (values.check && stale.length > 0) process.exitCode = 1;
  else console.log(`docs: ${stale.length} of the made pages were out of date.`);
}

async function pages(): Promise<ReadonlyMap<string, string>> {
  const directory = mkdtempSync(join(tmpdir(), 'kindred-docs-'));
  try {
    return await makePages(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function pageUrl(name: string): URL {
  return new URL(name, import.meta.url);
}

function readPage(name: string): string | null {
  return existsSync(pageUrl(name)) ? readFileSync(pageUrl(name), 'utf8') : null;
}

await main();
