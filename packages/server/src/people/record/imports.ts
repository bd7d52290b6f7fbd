import type { Control, Statements } from '../../control/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import type { ImportReport, MappingReport } from '../report.ts';
import type { StagedSummary } from '../staging/summary.ts';
import { type ApplyStep, type ImportRow, reportOf } from './report-of.ts';

const statement = sqlIn(import.meta.url);

/** An import that is being applied. */
export interface StartedImport {
  readonly id: number;
  readonly version: number;
  /** Kinds of keys that the file speaks about. */
  readonly kinds: readonly number[];
  readonly attempts: number;
  readonly is_planned: boolean;
}

/** What applying an import changes. */
export interface PlannedCounts {
  readonly peopleSeen: number;
  readonly peopleAdded: number;
  readonly peopleUpdated: number;
  readonly keysAdded: number;
  readonly keysRemoved: number;
}

export interface NewImport {
  readonly receiver: string;
  readonly fileName: string | null;
  readonly hashed: boolean;
  readonly phoneCountry: string | null;
  readonly bytesExpected: number | null;
}

/** The records of imports in the control store: what happened to every file, whatever became of it. */
export class Imports {
  readonly #control: Control;

  constructor(control: Control) {
    this.#control = control;
  }

  async open(of: NewImport): Promise<number> {
    const values = [of.receiver, of.fileName, of.hashed, of.phoneCountry, of.bytesExpected];
    const [row] = await this.#control.query<{ id: number }>(statement('insert-import'), values);
    if (row === undefined) throw new Error('an inserted import came back without its id');
    return row.id;
  }

  async describe(
    id: number,
    format: string,
    mapping: MappingReport,
    kinds: readonly number[],
  ): Promise<void> {
    const values = [id, format, JSON.stringify(mapping), JSON.stringify(kinds)];
    await this.#control.query(statement('describe-import'), values);
  }

  async received(id: number, bytes: number, lines: number): Promise<void> {
    await this.#control.query(statement('progress-received'), [id, bytes, lines]);
  }

  /** False: the import was ended meanwhile, as one whose receiver was thought to be gone. */
  async seal(id: number, bytes: number, summary: StagedSummary): Promise<boolean> {
    const rows = await this.#control.query(statement('seal-import'), [
      id,
      bytes,
      summary.lines,
      summary.blank,
      summary.accepted,
      JSON.stringify(summary.rejectedRows),
      JSON.stringify(summary.rejectedIdentifiers),
      JSON.stringify(summary.samples),
    ]);
    return rows.length > 0;
  }

  async end(id: number, state: 'aborted' | 'failed', error: string, bytes = 0): Promise<void> {
    await this.#control.query(statement('end-import'), [id, state, error, bytes]);
  }

  async orphans(): Promise<readonly number[]> {
    return (await this.#control.query<{ id: number }>(statement('select-orphans'))).map((row) => row.id);
  }

  /** Imports whose rows in the column store are still needed. */
  async live(): Promise<ReadonlySet<number>> {
    return new Set(
      (await this.#control.query<{ id: number }>(statement('select-live'))).map((row) => row.id),
    );
  }

  /** The import whose turn it is; null: none waits. Whoever asks holds the lock of the population. */
  async startNext(): Promise<StartedImport | null> {
    const [row] = await this.#control.query<StartedImport & Record<string, unknown>>(statement('start-next'));
    return row ?? null;
  }

  async applying(id: number, step: ApplyStep, slices = 0, slicesDone = 0): Promise<void> {
    await this.#control.query(statement('progress-applied'), [id, step, slices, slicesDone]);
  }

  async planned(id: number, counts: PlannedCounts): Promise<void> {
    const { peopleSeen, peopleAdded, peopleUpdated, keysAdded, keysRemoved } = counts;
    const values = [id, peopleSeen, peopleAdded, peopleUpdated, keysAdded, keysRemoved];
    await this.#control.query(statement('plan-import'), values);
  }

  /** The import counts, and the population has a new version, at once. */
  async finish(id: number, version: number): Promise<void> {
    await this.#control.transaction(async (tx: Statements) => {
      await tx.query(statement('finish-import'), [id]);
      await tx.query(statement('set-population-version'), [String(version)]);
    });
  }

  /** 0: nothing was ever imported. */
  async populationVersion(): Promise<number> {
    const [row] = await this.#control.query<{ value: string }>(statement('select-population-version'));
    return Number(row?.value ?? 0);
  }

  async find(id: number): Promise<ImportReport | null> {
    return this.#first('select-import', [id]);
  }

  async lastApplied(): Promise<ImportReport | null> {
    return this.#first('select-last-applied', []);
  }

  async list(
    rows: number,
    offset: number,
  ): Promise<{ readonly imports: readonly ImportReport[]; readonly total: number }> {
    const found = await this.#control.query<ImportRow>(statement('select-imports'), [rows, offset]);
    return { imports: found.map(reportOf), total: await this.#count('count-imports') };
  }

  async waiting(): Promise<number> {
    return this.#count('count-waiting');
  }

  async #first(name: string, values: readonly number[]): Promise<ImportReport | null> {
    const [row] = await this.#control.query<ImportRow>(statement(name), values);
    return row === undefined ? null : reportOf(row);
  }

  async #count(name: string): Promise<number> {
    const [row] = await this.#control.query<{ total: number }>(statement(name));
    return row?.total ?? 0;
  }
}
