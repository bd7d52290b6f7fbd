import { readdirSync, readFileSync } from 'node:fs';
import { OperatorError } from '../kernel/operator-error.ts';
import type { Control } from './control.ts';

const folder = new URL('../../migrations/control/', import.meta.url);
const migrationLock = 1;

/** Brings the control store to the newest schema. Refuses one that a newer Kindred has written. */
export async function migrateControl(control: Control): Promise<void> {
  await control.exclusively(-migrationLock, async () => {
    await control.script(
      'create schema if not exists kindred;' +
        'create table if not exists kindred.migrations (number int primary key, name text not null, applied_at timestamptz not null default now());',
    );
    const done = await control.query<{ number: number }>('select number from kindred.migrations');
    const files = readdirSync(folder)
      .filter((name) => name.endsWith('.sql'))
      .sort();
    refuseNewer(done, files);
    for (const name of files) {
      const number = Number.parseInt(name, 10);
      if (done.some((each) => each.number === number)) continue;
      const text = readFileSync(new URL(name, folder), 'utf8');
      await control.script(
        `begin;\n${text}\n;insert into kindred.migrations (number, name) values (${number}, '${name}');\ncommit;`,
      );
    }
  });
}

/** The newest schema that this Kindred has. */
export function newestControlSchema(): number {
  return Math.max(0, ...readdirSync(folder).map((name) => Number.parseInt(name, 10) || 0));
}

/** The schema that a control store has. */
export async function schemaOf(control: Control): Promise<number> {
  const rows = await control.query<{ number: number }>('select number from kindred.migrations');
  return Math.max(0, ...rows.map(({ number }) => number));
}

function refuseNewer(done: readonly { number: number }[], files: readonly string[]): void {
  const newest = Math.max(0, ...files.map((name) => Number.parseInt(name, 10)));
  const written = Math.max(0, ...done.map((each) => each.number));
  if (written > newest) {
    throw new OperatorError(
      `The control store has schema ${written}, but this Kindred knows only ${newest}. Start the newer Kindred again.`,
    );
  }
}
