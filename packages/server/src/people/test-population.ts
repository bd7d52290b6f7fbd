import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Column, migrateColumn, openChdb } from '../column/index.ts';
import { type Control, migrateControl, openPglite } from '../control/index.ts';
import { type ImportReport, importParametersOf, People, type PeopleOptions, type Query } from './index.ts';

const pepper = { k0: '1234567890123456789', k1: '9876543210987654321' };

/** A population on real engines in a directory of its own. One a process: the embedded column store has one path. */
export interface TestPopulation extends AsyncDisposable {
  readonly people: People;
  readonly control: Control;
  readonly column: Column;
  readonly options: PeopleOptions;
  readonly changedTo: number[];
  readonly directory: string;
  /** Takes a file without applying it. */
  readonly stage: (body: Body, query?: Query, contentType?: string) => Promise<ImportReport>;
  /** Takes a file and applies it. */
  readonly load: (body: Body, query?: Query, contentType?: string) => Promise<ImportReport>;
  /** Forgets everybody. */
  readonly empty: () => Promise<void>;
  /** The keys of a person, by the person's own id, as `KIND:position` of those in `values`. */
  readonly hasKey: (id: string, kind: number, value: string | readonly string[]) => Promise<boolean>;
}

type Body = string | Buffer | AsyncIterable<Buffer>;

export async function openTestPopulation(): Promise<TestPopulation> {
  const directory = mkdtempSync(join(tmpdir(), 'kindred-people-'));
  const control = await openPglite(join(directory, 'control'));
  await migrateControl(control);
  const column = await openChdb({ directory: join(directory, 'column'), memoryBytesMax: 2 * 1024 ** 3 });
  await migrateColumn(column);
  const changedTo: number[] = [];
  const options: PeopleOptions = {
    control,
    column,
    pepper,
    spoolDirectory: join(directory, 'spool'),
    spoolKey: Buffer.alloc(32, 7),
    nodeId: 'test',
    bytesMax: 1024 ** 3,
    onStaged: async () => undefined,
    onPopulationChanged: (version) => {
      changedTo.push(version);
    },
  };
  const people = new People(options);
  const stage: TestPopulation['stage'] = (body, query = {}, contentType) =>
    people.receive({
      body: piecesOf(body),
      contentType: contentType ?? null,
      bytesExpected: null,
      parameters: importParametersOf(query),
    });
  return {
    people,
    control,
    column,
    options,
    changedTo,
    directory,
    stage,
    load: async (body, query, contentType) => {
      const { id } = await stage(body, query, contentType);
      await people.applyWaiting();
      return found(await people.findImport(id));
    },
    empty: () => empty(column, control),
    hasKey: (id, kind, value) => hasKey(column, id, kind, value),
    [Symbol.asyncDispose]: async () => {
      await column.close();
      await control.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Pieces of odd sizes, so that nothing falls together with the ends of lines. */
async function* piecesOf(body: Body): AsyncGenerator<Buffer> {
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) {
    yield* body;
    return;
  }
  const bytes = Buffer.from(body);
  for (let at = 0; at < bytes.length; at += 7919) yield bytes.subarray(at, at + 7919);
}

function found(report: ImportReport | null): ImportReport {
  if (report === null) throw new Error('an import has no record');
  return report;
}

async function empty(column: Column, control: Control): Promise<void> {
  for (const table of ['people', 'identity_keys', 'staged_people', 'people_changes']) {
    await column.exec(`TRUNCATE TABLE ${table}`);
  }
  await control.query('delete from kindred.people_imports');
  await control.query("delete from kindred.settings where name = 'population_version'");
}

export function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Several values are the parts of one key. */
async function hasKey(
  column: Column,
  id: string,
  kind: number,
  value: string | readonly string[],
): Promise<boolean> {
  const parts = typeof value === 'string' ? [value] : value;
  const rows = await column.query(
    `SELECT 1 AS found FROM identity_keys FINAL
    WHERE gone = 0 AND kind = {kind:UInt8}
      AND person = (SELECT person FROM people FINAL WHERE id = {id:String})
      AND key = reinterpretAsUInt128(sipHash128Keyed(({k0:UInt64}, {k1:UInt64}), unhex({digests:String})))`,
    { ...pepper, id, kind, digests: Buffer.concat(parts.map(sha256)).toString('hex') },
  );
  return rows.length === 1;
}
