import { join } from 'node:path';
import { migrateColumn, openChdb } from '../../packages/server/src/column/index.ts';
import { sqlIn } from '../../packages/server/src/kernel/sql-file.ts';

const statement = sqlIn(import.meta.url);
const made = '-- Made by `npm run docs`: what the migrations in packages/server/migrations/column add up to.';
const memoryBytesMax = 1024 ** 3;

/** docs/schema-column.sql: the tables of a column store that was made just now in this directory. */
export async function columnSchemaPage(directory: string): Promise<string> {
  const column = await openChdb({ directory: join(directory, 'column'), memoryBytesMax });
  try {
    await migrateColumn(column);
    const tables = await column.query<{ text: string }>(statement('column-tables'));
    return `${[made, ...tables.map(({ text }) => `${text.replaceAll('    ', '  ')};`)].join('\n\n')}\n`;
  } finally {
    await column.close();
  }
}
