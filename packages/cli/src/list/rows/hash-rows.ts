import { type AddressColumn, AddressLines, ByteSink, recordsOf, sha256Now } from '@kindred/identity';
import { type Plan, schemaNames } from '../plan.ts';
import { type Counts, countsOf } from './counts.ts';
import { objectOf, textOf } from './objects.ts';
import { RowWork } from './row.ts';

export interface HashedRows {
  /** What was hashed, so that its memory can be used again. */
  readonly records: Uint8Array<ArrayBuffer>;
  readonly lines: Uint8Array<ArrayBuffer>;
  readonly counts: Counts;
}

/**
 * Texts of whole records in UTF-8 → lines of hashes. A loop over rows, because nothing but this process may see them:
 * 10 million addresses take 2.2 s of processor time as bytes and 16 s as strings.
 */
export class RowHasher {
  readonly #plan: Plan;
  readonly #hash: (text: string) => string;
  readonly #addresses: AddressLines | null;
  readonly #decoder = new TextDecoder();

  constructor(plan: Plan) {
    if (sha256Now === null) throw new Error('this runtime has no one-shot hash');
    const column = addressColumnOf(plan);
    this.#plan = plan;
    this.#hash = sha256Now;
    this.#addresses = column === null ? null : AddressLines.open(column);
  }

  /** Lines go into memory of the caller while it is enough. */
  hash(records: Uint8Array<ArrayBuffer>, into: Uint8Array<ArrayBuffer>): HashedRows {
    const work = new RowWork(this.#plan, this.#hash);
    const sink = new ByteSink(into);
    if (this.#addresses === null) this.#rows(records, work, sink);
    else this.#lines(records, work, sink, this.#addresses);
    return { records, lines: sink.bytes, counts: work.counts };
  }

  /** What is an address at once as bytes; the lines between as rows. */
  #lines(bytes: Uint8Array, work: RowWork, sink: ByteSink, addresses: AddressLines): void {
    addresses.hash(bytes, sink, (others) => this.#rows(others, work, sink));
    const { hashed, empty } = addresses.counted();
    work.counts.rows += hashed + empty;
    work.counts.written += hashed;
    work.counts.empty += empty;
    if (hashed === 0) return;
    const counts = countsOf(work.counts, 'EMAIL');
    counts.values += hashed;
    counts.hashed += hashed;
  }

  #rows(bytes: Uint8Array, work: RowWork, sink: ByteSink): void {
    const lines: string[] = [];
    for (const values of valuesOf(this.#decoder.decode(bytes), this.#plan, work.counts)) {
      lines.push(...work.row(values));
    }
    if (lines.length > 0) sink.appendText(`${lines.join('\n')}\n`);
  }
}

/** The column of addresses, where nothing else is written. */
function addressColumnOf({ format, columns, only, profile, delimiter }: Plan): AddressColumn | null {
  const written = columns.filter(
    ({ kind }) => schemaNames(kind, profile).length > 0 && (only ?? kind) === kind,
  );
  const [column] = written;
  const isOne = format === 'delimited' && written.length === 1 && column?.kind === 'EMAIL' && !column.hashed;
  return isOne ? { place: column.place, delimiter, profile } : null;
}

/** The values of the planned columns of each row, in their order. */
function* valuesOf(text: string, plan: Plan, counts: Counts): Generator<readonly string[]> {
  if (plan.format === 'delimited') {
    for (const { cells } of recordsOf(text, plan.delimiter, 1)) {
      if (cells.length > 1 || cells[0]?.trim() !== '')
        yield plan.columns.map(({ place }) => cells[place] ?? '');
    }
    return;
  }
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const object = objectOf(line);
    if (object === null) {
      counts.rows += 1;
      counts.unreadable += 1;
    } else yield plan.columns.map(({ name }) => textOf(object[name]));
  }
}
