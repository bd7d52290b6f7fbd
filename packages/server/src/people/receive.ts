import { type Column, ColumnFull } from '../column/index.ts';
import { decode, Unreadable } from '../intake/index.ts';
import { kindsOf } from './mapping/kinds.ts';
import type { ImportParameters } from './mapping/query.ts';
import { type Mapping, type Role, roles } from './mapping/role.ts';
import { openFile } from './reading/file.ts';
import { unreadable } from './reading/format.ts';
import type { Imports } from './record/imports.ts';
import { ImportRefused } from './refused.ts';
import type { ImportReport, MappingReport } from './report.ts';
import { Meter } from './staging/meter.ts';
import type { Staging } from './staging/staging.ts';
import { summarise } from './staging/summary.ts';

/** A population file on its way in. */
export interface ImportSource {
  readonly body: AsyncIterable<Buffer>;
  readonly contentType: string | null;
  /** What the sender says about its length; null: nothing. */
  readonly bytesExpected: number | null;
  readonly parameters: ImportParameters;
}

export interface ReceiverOptions {
  readonly column: Column;
  readonly imports: Imports;
  readonly staging: Staging;
  readonly nodeId: string;
  readonly spoolDirectory: string;
  readonly spoolKey: Buffer;
  readonly bytesMax: number;
}

/** Takes population files into the stage. */
export class Receiver {
  readonly #options: ReceiverOptions;
  #inFlight = 0;

  constructor(options: ReceiverOptions) {
    this.#options = options;
  }

  /**
   * Durable when it returns. Whatever goes wrong leaves the record of the import and nothing else. Throws
   * ImportRefused for what the caller can mend, ColumnFull, or the error of the body.
   */
  async receive(source: ImportSource): Promise<ImportReport> {
    const { imports } = this.#options;
    const { fileName, phoneCountry, mapping } = source.parameters;
    const { nodeId: receiver } = this.#options;
    const { bytesExpected } = source;
    const id = await imports.open({
      receiver,
      fileName,
      hashed: mapping.hashed,
      phoneCountry,
      bytesExpected,
    });
    const meter = this.#meterOf(id);
    this.#inFlight += 1;
    try {
      await this.#stage(id, source, meter);
    } catch (error) {
      const told = error instanceof Unreadable ? unreadable(error.message) : error;
      await this.#abandon(id, told, meter);
      throw told;
    } finally {
      this.#inFlight -= 1;
    }
    const report = await imports.find(id);
    if (report === null) throw new Error('the record of an import is gone');
    return report;
  }

  #meterOf(id: number): Meter {
    const { bytesMax, imports, staging } = this.#options;
    return new Meter(bytesMax, async (bytes) => imports.received(id, bytes, await staging.rowCount(id)));
  }

  async #stage(id: number, source: ImportSource, meter: Meter): Promise<void> {
    const { column, imports, staging, spoolDirectory, spoolKey } = this.#options;
    const hints = { ...source.parameters, contentType: source.contentType };
    const importsInFlight = () => this.#inFlight;
    await using file = await openFile(decode(meter.measure(source.body)), hints, {
      column,
      spoolDirectory,
      spoolKey,
      importsInFlight,
    });
    await imports.describe(id, file.format, mappingReport(file.mapping), kindsOf(file.mapping));
    await staging.take(id, file, source.parameters.phoneCountry);
    const summary = await summarise(column, id, file.linesBefore);
    const sealed = await imports.seal(id, meter.bytes, summary);
    if (!sealed) throw new Error('the import was ended while it was being received');
  }

  async #abandon(id: number, error: unknown, meter: Meter): Promise<void> {
    const { imports, staging } = this.#options;
    await imports.end(id, meter.isBroken ? 'aborted' : 'failed', sentenceOf(error, meter), meter.bytes);
    await staging.drop(id);
  }
}

function sentenceOf(error: unknown, meter: Meter): string {
  if (meter.isBroken) return 'The request ended before the file did.';
  if (error instanceof ImportRefused) return error.message;
  return error instanceof ColumnFull ? 'The disk of the server is full.' : 'The server failed.';
}

function mappingReport(mapping: Mapping): MappingReport {
  const used = roles.filter((role) => mapping.uses[role].length > 0);
  const namesOf = (role: Role) => mapping.uses[role].map((use) => use.name);
  return {
    identifiers: Object.fromEntries(used.map((role) => [role, namesOf(role)])),
    hashed: used.flatMap((role) => mapping.uses[role].filter((use) => use.hashed).map((use) => use.name)),
    features: mapping.features.map((feature) => feature.name),
    ignored: mapping.ignored,
  };
}
