import { join } from 'node:path';
import { type Column, migrateColumn, openChdb } from '../column/index.ts';
import type { Config } from '../config/index.ts';
import { migrateControl, openControl } from '../control/index.ts';
import { lineChunks } from '../intake/index.ts';
import { freeReceived } from '../kernel/received-bytes.ts';
import { sqlIn } from '../kernel/sql-file.ts';

const statement = sqlIn(import.meta.url);

const chunkBytes = 8 * 1024 * 1024;

/** The gate of a data directory, one key a line. */
export async function* readGate(config: Config, dataDir: string): AsyncGenerator<Buffer> {
  await using column = await openColumn(config, dataDir);
  yield* column.stream(statement('read-gate'), {}, 'JSONEachRow');
}

/**
 * Takes over the gate of another directory of the same installation, by the lines that `readGate` gave there. Says how
 * many keys are up now that were not, and has their people taken out of audiences by the next start.
 */
export async function mergeGate(
  config: Config,
  dataDir: string,
  lines: AsyncIterable<Buffer>,
): Promise<{ readonly before: number; readonly after: number }> {
  const counts = await mergeKeys(config, dataDir, lines);
  const control = await openControl({ kind: 'pglite' }, join(dataDir, 'control'));
  try {
    await migrateControl(control);
    await control.query(statement('guard-again'), [counts.after]);
  } finally {
    await control.close();
  }
  return counts;
}

async function mergeKeys(config: Config, dataDir: string, lines: AsyncIterable<Buffer>) {
  await using column = await openColumn(config, dataDir);
  const before = await countKeys(column);
  for await (const { bytes } of lineChunks(lines, () => chunkBytes)) {
    await column.load(statement('write-gate'), {}, 'JSONEachRow', bytes);
    freeReceived(bytes);
  }
  return { before, after: await countKeys(column) };
}

async function countKeys(column: Column): Promise<number> {
  const [row] = await column.query<{ key_count: string }>(statement('count-gate'));
  return Number(row?.key_count ?? 0);
}

/** One directory a process: the engine has no more. */
async function openColumn(config: Config, dataDir: string): Promise<Column & AsyncDisposable> {
  const directory = join(dataDir, 'column');
  const column = await openChdb({ directory, memoryBytesMax: config.engineMemoryBytes });
  await migrateColumn(column);
  return { ...column, [Symbol.asyncDispose]: () => column.close() };
}
