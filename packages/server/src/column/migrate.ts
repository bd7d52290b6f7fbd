import { readdirSync, readFileSync } from 'node:fs';
import { OperatorError } from '../kernel/operator-error.ts';
import type { Column } from './column.ts';

const folder = new URL('../../migrations/column/', import.meta.url);

/** Brings the column store to the newest schema. Statements of a file are parted by a line of `--;`. */
export async function migrateColumn(column: Column): Promise<void> {
  await column.exec(
    'CREATE TABLE IF NOT EXISTS migrations (number UInt32, name String) ENGINE = MergeTree ORDER BY number',
  );
  const done = await column.query<{ number: number }>('SELECT number FROM migrations');
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  const newest = Math.max(0, ...files.map((name) => Number.parseInt(name, 10)));
  const written = Math.max(0, ...done.map((each) => each.number));
  if (written > newest) {
    throw new OperatorError(
      `The column store has schema ${written}, but this Kindred knows only ${newest}. Start the newer Kindred again.`,
    );
  }
  for (const name of files) {
    const number = Number.parseInt(name, 10);
    if (done.some((each) => each.number === number)) continue;
    const text = readFileSync(new URL(name, folder), 'utf8');
    for (const statement of text.split(/^--;$/m)) {
      if (statement.trim() !== '') await column.exec(statement);
    }
    await column.exec('INSERT INTO migrations VALUES ({number:UInt32}, {name:String})', { number, name });
  }
}

/** The newest schema that this Kindred has. */
export function newestColumnSchema(): number {
  return Math.max(0, ...readdirSync(folder).map((name) => Number.parseInt(name, 10) || 0));
}
