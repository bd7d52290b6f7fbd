import { type ColumnReader, newestColumnSchema } from '../column/index.ts';
import { newestControlSchema, type SqlRow, type Statements } from '../control/index.ts';
import { sqlIn } from '../kernel/sql-file.ts';
import { type Finding, fail, looked, ok, warn } from './finding.ts';

const statement = sqlIn(import.meta.url);

export interface Stores {
  readonly control: Statements;
  readonly column: ColumnReader;
}

const clockMsMax = 5000;
/** The engine refuses to write to a table of 3000 parts in a partition. */
const partsMax = 1000;

/** Whether the stores answer, and are those that this Kindred knows. */
export async function storeFindings({ control, column }: Stores): Promise<readonly Finding[]> {
  const all = await Promise.all([
    looked('control store', async () => [
      schemaFinding(
        'control store',
        newestControlSchema(),
        (await first(control, 'control-schema'))['number'],
      ),
    ]),
    looked('column store', async () => {
      const [row] = await column.query<{ number: number }>(statement('column-schema'));
      return [
        schemaFinding('column store', newestColumnSchema(), Number(row?.number ?? 0)),
        await partsFinding(column),
      ];
    }),
    looked('clock', async () => [clockFinding(await first(control, 'clock'))]),
  ]);
  return all.flat();
}

type Numbers = SqlRow & Readonly<Record<string, number>>;

/** The only row of a statement that counts. */
export async function first(control: Statements, name: string): Promise<Numbers> {
  const [row] = await control.query<Numbers>(statement(name));
  if (row === undefined) throw new Error('a statement that counts gave no row');
  return row;
}

function schemaFinding(what: string, known: number, number = 0): Finding {
  if (number === known) return ok(what, `It answers, and has schema ${number}.`);
  return number < known
    ? warn(what, `It has schema ${number}; this Kindred has ${known}.`, 'Start the server: it brings it up.')
    : fail(
        what,
        `It has schema ${number}; this Kindred knows only ${known}.`,
        'Run the newer Kindred again.',
      );
}

async function partsFinding(column: ColumnReader): Promise<Finding> {
  const what = 'column store parts';
  const [row] = await column.query<{ most: string; broken: string }>(statement('column-parts'));
  const [most, broken] = [Number(row?.most ?? 0), Number(row?.broken ?? 0)];
  if (broken > 0) {
    return fail(
      what,
      `The engine has put ${broken} parts aside because they are broken.`,
      'Look for a failing disk, and restore the last backup.',
    );
  }
  if (most <= partsMax)
    return ok(what, `No table has more than ${most} parts in a partition; none is broken.`);
  const todo = 'Leave it time to merge them, and give it a faster disk if this stays.';
  return warn(what, `A table has ${most} parts in a partition.`, todo);
}

function clockFinding({ store_ms: storeMs = 0, newest_ms: newestMs }: Numbers): Finding {
  const what = 'clock';
  const apart = Math.abs(Date.now() - storeMs);
  if (apart > clockMsMax) {
    const seconds = Math.round(apart / 1000);
    return warn(
      what,
      `It is ${seconds} s from that of the control store.`,
      'Have both machines keep time (NTP).',
    );
  }
  if (newestMs !== null && newestMs !== undefined && newestMs > Date.now() + clockMsMax) {
    return fail(
      what,
      'It stands before the newest entry of the audit log: it was set back.',
      'Set the clock: sessions and limits go by it.',
    );
  }
  return ok(what, 'It goes with that of the control store.');
}
