import { join } from 'node:path';
import { type Control, migrateControl, openPglite } from '../../packages/server/src/control/index.ts';
import { sqlIn } from '../../packages/server/src/kernel/sql-file.ts';

const statement = sqlIn(import.meta.url);
const made =
  '-- Made by `npm run docs`: what the migrations in packages/server/migrations/control add up to.\n' +
  '-- The tables of the job queue are not shown; pg-boss keeps them in the schema kindred_jobs.';

interface TableRow extends Record<string, unknown> {
  readonly name: string;
  readonly columns: readonly string[];
  readonly constraints: readonly string[];
  readonly indexes: readonly string[];
}

/** docs/schema.sql: the schema of a control store that was made just now in this directory. */
export async function controlSchemaPage(directory: string): Promise<string> {
  const control = await openPglite(join(directory, 'control'));
  try {
    await migrateControl(control);
    const loose = await texts(control, 'sequences-and-functions');
    const tables = await control.query<TableRow>(statement('tables'));
    return `${[made, ...loose, ...tables.map(tableText)].join('\n\n')}\n`;
  } finally {
    await control.close();
  }
}

async function texts(control: Control, name: string): Promise<string[]> {
  return (await control.query<{ text: string }>(statement(name))).map((row) => `${row.text.trim()};`);
}

function tableText({ name, columns, constraints, indexes }: TableRow): string {
  const lines = [...columns, ...constraints].map((line) => `  ${line}`).join(',\n');
  return [`create table ${name} (\n${lines}\n);`, ...indexes.map((index) => `${index};`)].join('\n');
}
