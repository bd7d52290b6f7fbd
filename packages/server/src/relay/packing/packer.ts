import { randomBytes } from 'node:crypto';
import type { Column } from '../../column/index.ts';
import type { Control, Statements } from '../../control/index.ts';
import { sealText, unsealText } from '../../kernel/seal.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import type { PlatformTraits } from '../../platform/index.ts';
import {
  type KeyRange,
  openSlice,
  rangesOf,
  type Slice,
  type SliceCounts,
  type StagedRows,
} from './slices.ts';

const statement = sqlIn(import.meta.url);

/** What a batch asks the platform to do with its rows. forget: take them out of every audience of the account. */
export type BatchOperation = 'add' | 'remove' | 'replace' | 'forget';

/** A batch that lies in the column store, before the control store knows of it. */
export interface PackedBatch {
  readonly seq: number;
  readonly phase: number;
  readonly operation: BatchOperation;
  readonly rows: number;
  /** Hexadecimal. */
  readonly key: string;
}

export interface PackerOptions {
  readonly control: Control;
  readonly column: Column;
  /** 32 bytes, under which the keys of batches are stored. */
  readonly key: Buffer;
  readonly traits: Pick<PlatformTraits, 'rowsPerBatchMax' | 'bodyBytesMax'>;
}

/** What is packed: the rows of a segment, for one relay. */
export interface Packing extends StagedRows {
  readonly relayId: number;
  /** Under which the staged values are sealed, as the relay keeps it. */
  readonly sealedKey: string;
  readonly operation: BatchOperation;
  /** Lines of the file above the first staged one. */
  readonly linesBefore: number;
}

export interface Packed {
  readonly batches: readonly PackedBatch[];
  readonly counts: SliceCounts;
  /** Rows of a mirror that are there already. */
  readonly unchanged?: number;
}

/** Makes batches of staged rows. They count once the control store knows them; packed again, they are made anew. */
export class Packer {
  readonly #options: PackerOptions;

  constructor(options: PackerOptions) {
    this.#options = options;
  }

  get traits(): PackerOptions['traits'] {
    return this.#options.traits;
  }

  /** All of it. */
  async pack(packing: Packing): Promise<Packed> {
    await this.drop(packing.relayId);
    const firstLines = await this.firstLines(packing);
    const batches: PackedBatch[] = [];
    const counts = { duplicates: 0, suppressed: 0, accepted: 0 };
    for (const range of rangesOf(packing.goodRows)) {
      const packed = await this.packRange(packing, range, batches.length + 1, firstLines);
      batches.push(...packed.batches);
      counts.duplicates += packed.counts.duplicates;
      counts.suppressed += packed.counts.suppressed;
      counts.accepted += packed.counts.accepted;
    }
    return { batches, counts };
  }

  /** One range of the keys, in batches that are numbered from there. */
  async packRange(
    packing: Packing,
    range: KeyRange,
    firstSeq: number,
    firstLines: readonly number[],
  ): Promise<Packed> {
    const { column, key } = this.#options;
    const slice = await openSlice(column, packing, range);
    const { duplicates } = slice;
    if (slice.rows === 0) return { batches: [], counts: { ...slice, accepted: 0 } };
    const { operation } = packing;
    const made = shareOut(this.traits, slice, firstSeq).map((each) => ({ ...each, phase: 1, operation }));
    await column.exec(statement('pack', { rows: slice.source }), {
      ...slice.params,
      relay: packing.relayId,
      first_seq: firstSeq,
      batch_keys: made.map((each) => each.key),
      batches: made.length,
      rows: slice.rows,
      seal_key: unsealText(Buffer.from(packing.sealedKey, 'base64'), key),
      first_lines: firstLines,
    });
    // Who opted out between the counting and the packing is in none of them.
    const batches = await this.#asPacked(packing.relayId, firstSeq, made);
    const accepted = batches.reduce((sum, { rows }) => sum + rows, 0);
    const suppressed = slice.suppressed + slice.rows - accepted;
    return { batches, counts: { duplicates, suppressed, accepted } };
  }

  /** Forgets what was packed for a relay. */
  async drop(relayId: number): Promise<void> {
    await this.#options.column.exec(`ALTER TABLE relay_batches DROP PARTITION ${BigInt(relayId)}`);
  }

  /** Makes packed batches count, in the caller's transaction. */
  async write(tx: Statements, relayId: number, batches: readonly PackedBatch[]): Promise<void> {
    await tx.query(statement('commit-batches'), [
      relayId,
      batches.map(({ seq }) => seq),
      batches.map(({ phase }) => phase),
      batches.map(({ operation }) => operation),
      batches.map(({ rows }) => rows),
      batches.map(({ key }) => sealText(key, this.#options.key).toString('base64')),
    ]);
  }

  /** Everything is packed: what opened the staged values is forgotten. False when the relay is over. */
  async close(
    tx: Statements,
    relayId: number,
    { gate, unchanged }: { readonly gate: number; readonly unchanged: number },
  ): Promise<boolean> {
    return (await tx.query(statement('commit-relay'), [relayId, gate, unchanged])).length > 0;
  }

  /** The newest opt-out that the gate holds up: to be asked before rows are packed. */
  async newestOptOut(): Promise<number> {
    const [row] = await this.#options.control.query<{ gate: number }>(statement('newest-opt-out'));
    return row?.gate ?? 0;
  }

  /** The number in the file of the first line of each chunk. */
  async firstLines({
    segment,
    linesBefore,
  }: Pick<Packing, 'segment' | 'linesBefore'>): Promise<readonly number[]> {
    const chunks = await this.#options.column.query<{ chunk: number; row_count: string }>(
      statement('first-lines'),
      { segment },
    );
    const first: number[] = [];
    let line = linesBefore + 1;
    for (const { chunk, row_count: rows } of chunks) {
      while (first.length < chunk) first.push(line);
      first.push(line);
      line += Number(rows);
    }
    return first;
  }

  async #asPacked(
    relayId: number,
    firstSeq: number,
    made: readonly PackedBatch[],
  ): Promise<readonly PackedBatch[]> {
    const stored = await this.#options.column.query<{ seq: number; row_count: string }>(
      statement('packed-rows'),
      { relay: relayId, first_seq: firstSeq },
    );
    const rowsOf = new Map(stored.map((row) => [row.seq, Number(row.row_count)]));
    return made.flatMap((batch) => {
      const rows = rowsOf.get(batch.seq);
      return rows === undefined ? [] : { ...batch, rows };
    });
  }
}

/** As many batches as so many rows need, of nearly the same size, with a key each. */
export function shareOut(
  { rowsPerBatchMax, bodyBytesMax }: PackerOptions['traits'],
  { rows, rowBytesMax }: Pick<Slice, 'rows' | 'rowBytesMax'>,
  firstSeq: number,
): { readonly seq: number; readonly rows: number; readonly key: string }[] {
  const rowsMax = Math.max(1, Math.min(rowsPerBatchMax, Math.floor((bodyBytesMax - 2) / (rowBytesMax + 1))));
  const count = Math.ceil(rows / rowsMax);
  // Row `place` goes to the batch place * count / rows, rounded down; so many have a smaller place than the next batch.
  const before = (batch: number) => Math.ceil((batch * rows) / count);
  return Array.from({ length: count }, (_, batch) => ({
    seq: firstSeq + batch,
    rows: before(batch + 1) - before(batch),
    key: randomBytes(32).toString('hex'),
  }));
}
