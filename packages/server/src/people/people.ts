import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Column, ExportFormat } from '../column/index.ts';
import type { Control } from '../control/index.ts';
import { Applier } from './applying/apply.ts';
import { exportPeople } from './leaving/export.ts';
import { type ImportSource, Receiver } from './receive.ts';
import { Imports } from './record/imports.ts';
import type { ImportReport } from './report.ts';
import { Staging } from './staging/staging.ts';
import { type PopulationStats, Stats } from './stats/stats.ts';

export interface PeopleOptions {
  readonly control: Control;
  readonly column: Column;
  readonly pepper: { readonly k0: string; readonly k1: string };
  /** Parquet files wait here, encrypted under this key of 32 bytes, while they are read. */
  readonly spoolDirectory: string;
  readonly spoolKey: Buffer;
  /** The process that receives; see kindred.nodes. */
  readonly nodeId: string;
  /** Of a file as it is sent. */
  readonly bytesMax: number;
  /** Asks for `applyWaiting` to be called soon. */
  readonly onStaged: () => Promise<void>;
  /** Called after an import was applied. A crash can swallow the call: the version in the settings is the truth. */
  readonly onPopulationChanged: (version: number) => void | Promise<void>;
}

/** The population: everybody the operator knows. */
export class People {
  readonly #options: PeopleOptions;
  readonly #imports: Imports;
  readonly #receiver: Receiver;
  readonly #applier: Applier;
  readonly #stats: Stats;
  readonly #spoolDirectory: string;

  constructor(options: PeopleOptions) {
    const { control, column } = options;
    this.#options = options;
    this.#spoolDirectory = join(options.spoolDirectory, 'people');
    this.#imports = new Imports(control);
    const staging = new Staging(options);
    const common = { column, imports: this.#imports, staging };
    this.#receiver = new Receiver({ ...options, ...common, spoolDirectory: this.#spoolDirectory });
    this.#applier = new Applier({ ...options, ...common });
    this.#stats = new Stats(column, this.#imports);
  }

  /**
   * Takes a file. Its rows are durable when it returns, and will be applied exactly once. Throws ImportRefused
   * for what the caller can mend, ColumnFull when the disk is full, or the error of the body.
   */
  async receive(source: ImportSource): Promise<ImportReport> {
    const report = await this.#receiver.receive(source);
    await this.#options.onStaged();
    return report;
  }

  /** Applies all imports that wait, in the order in which they were staged. For a job; may run at any time. */
  applyWaiting(): Promise<void> {
    return this.#applier.applyWaiting();
  }

  /** After a start: ends what died while being received, drops rows nobody needs, and has the rest applied. */
  async recover(): Promise<void> {
    const imports = this.#imports;
    await rm(this.#spoolDirectory, { recursive: true, force: true });
    for (const id of await imports.orphans()) {
      await imports.end(id, 'aborted', 'The server ended while the file was being received.');
    }
    const stored = await this.#applier.stored();
    await this.#applier.sweep(await imports.live(), stored);
    if ((await imports.waiting()) > 0) await this.#options.onStaged();
  }

  findImport(id: number): Promise<ImportReport | null> {
    return this.#imports.find(id);
  }

  /** The newest first. */
  listImports(
    rows: number,
    offset: number,
  ): Promise<{ readonly imports: readonly ImportReport[]; readonly total: number }> {
    return this.#imports.list(rows, offset);
  }

  /** Numbers of the whole population, with the largest countries. */
  stats(countriesMax: number): Promise<PopulationStats> {
    return this.#stats.read(countriesMax);
  }

  /** Everybody with country and features, as a file. Their keys are keyed hashes, which are nobody else's identifiers. */
  export(format: ExportFormat): Promise<AsyncIterable<Buffer>> {
    return exportPeople(this.#options.column, format);
  }

  /** 0: nothing was ever imported. */
  version(): Promise<number> {
    return this.#imports.populationVersion();
  }
}
