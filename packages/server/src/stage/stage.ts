import {
  limits,
  type Operation,
  type RejectReason,
  type RejectSample,
  rejectReasonOfCode,
} from '@kindred/contract';
import type { Column } from '../column/index.ts';
import type { Control, Statements } from '../control/index.ts';
import { sqlIn } from '../kernel/sql-file.ts';
import { type StagedCounts, writeStagedCounts } from '../ledger/index.ts';
import { type Sealing, sealingParams, sealingParts } from './sealing.ts';
import { loadingOf, type RowShape } from './shape.ts';

const statement = sqlIn(import.meta.url);

/** An upload that is being received. Nothing of it counts until it is sealed. */
export interface OpenUpload {
  readonly id: number;
  readonly segment: number;
}

export interface UploadPlan {
  readonly audienceId: number | null;
  readonly adAccountId: number;
  readonly operation: Operation;
  readonly userType: string | null;
}

export interface StageOptions {
  readonly control: Control;
  readonly column: Column;
  readonly pepper: { readonly k0: string; readonly k1: string };
  /** The process that receives; see kindred.nodes. */
  readonly nodeId: string;
}

/** Keeps rows durably between the answer to the caller and their place in the audience. */
export class Stage {
  readonly #options: StageOptions;

  constructor(options: StageOptions) {
    this.#options = options;
  }

  /** Records that a file is coming. */
  async open(plan: UploadPlan): Promise<OpenUpload> {
    const [row] = await this.#options.control.query<{ id: number; segment: number }>(
      statement('insert-upload'),
      [plan.audienceId, plan.adAccountId, plan.operation, plan.userType, this.#options.nodeId],
    );
    if (row === undefined) throw new Error('an inserted upload came back without its id');
    return row;
  }

  /** Parses, checks, hashes and stores whole lines. Durable when it returns, but not yet counted. */
  async append(
    upload: OpenUpload,
    shape: RowShape,
    chunk: number,
    bytes: readonly Buffer[],
    sealing: Sealing | null = null,
  ): Promise<void> {
    const loading = loadingOf(shape);
    const sealed = sealingParams(shape, sealing);
    await this.#options.column.load(
      statement(loading.statement, { ...sealingParts(shape, sealing) }),
      { ...loading.params, ...sealed, ...this.#options.pepper, segment: upload.segment, chunk },
      'LineAsString',
      bytes,
    );
  }

  /** Notes how far the file has come. */
  async progress(upload: OpenUpload, bytes: number): Promise<void> {
    await this.#options.control.query(statement('note-bytes'), [upload.id, bytes]);
  }

  /** What the lines at the door were. `linesBefore`: lines of the file above the first staged one. */
  async count(
    upload: OpenUpload,
    linesBefore: number,
  ): Promise<StagedCounts & { readonly goodRows: number }> {
    const { column } = this.#options;
    const [codes, chunks] = await Promise.all([
      column.query<CodeRow>(statement('count-codes'), { segment: upload.segment }),
      column.query<ChunkRow>(statement('count-chunks'), { segment: upload.segment }),
    ]);
    const rowsOf = (code: number) => Number(codes.find((row) => row.code === code)?.row_count ?? 0);
    const rejects = codes.filter((row) => row.code > 1);
    return {
      lines: codes.reduce((sum, row) => sum + Number(row.row_count), 0),
      blank: rowsOf(1),
      goodRows: rowsOf(0),
      rejected: new Map(rejects.map((row) => [rejectReasonOfCode(row.code), Number(row.row_count)])),
      samples: samplesOf(rejects, firstLines(chunks, linesBefore)),
    };
  }

  /**
   * Makes the upload count, in the transaction that also writes the answer: it takes the next place in the
   * order of its audience. False when the audience was deleted meanwhile.
   */
  async seal(
    tx: Statements,
    upload: OpenUpload,
    sealed: {
      readonly audienceId: number;
      readonly bytes: number;
      readonly schema: readonly string[] | null;
      readonly counts: StagedCounts & { readonly goodRows: number };
    },
  ): Promise<boolean> {
    const rows = await tx.query(statement('seal-upload'), [
      upload.id,
      sealed.audienceId,
      sealed.bytes,
      sealed.counts.goodRows,
      sealed.schema,
    ]);
    if (rows.length === 0) return false;
    await writeStagedCounts(tx, upload.id, sealed.counts);
    return true;
  }

  /** Keeps the record of a file that was only asked about, in the transaction that also keeps what was answered. */
  async keepPlan(
    tx: Statements,
    upload: OpenUpload,
    plan: {
      readonly operation: Operation;
      readonly bytes: number;
      readonly schema: readonly string[] | null;
      readonly counts: StagedCounts & { readonly goodRows: number };
    },
  ): Promise<void> {
    const { operation, bytes, counts, schema } = plan;
    await tx.query(statement('keep-plan'), [upload.id, operation, bytes, counts.goodRows, schema]);
    await writeStagedCounts(tx, upload.id, counts);
  }

  /** Leaves a record that a file came and was not taken; its rows go. */
  async abort(upload: OpenUpload, reason: string, bytes: number): Promise<void> {
    const aborted = await this.#options.control.query(statement('abort-upload'), [upload.id, reason, bytes]);
    if (aborted.length > 0) await this.drop(upload.segment);
  }

  /** Forgets the rows of a segment. */
  async drop(segment: number): Promise<void> {
    await this.#options.column.exec(`ALTER TABLE staged_rows DROP PARTITION ${BigInt(segment)}`);
  }

  /** After a start: ends what other processes were receiving when they died, and drops rows that nobody owns. */
  async recover(): Promise<void> {
    const { control, column } = this.#options;
    const orphans = await control.query<OpenUpload & Record<string, unknown>>(statement('select-orphans'));
    for (const orphan of orphans) {
      await this.abort(orphan, 'The server ended while the file was being received.', 0);
    }
    const stored = await column.query<{ segment: string }>(statement('list-segments'));
    const live = await control.query<{ segment: number }>(statement('select-live-segments'));
    const owned = new Set(live.map((row) => row.segment));
    for (const row of stored) {
      if (!owned.has(Number(row.segment))) await this.drop(Number(row.segment));
    }
  }
}

interface CodeRow {
  readonly code: number;
  readonly row_count: string;
  /** (chunk, line in the chunk, masked sample), the first ones of the file. */
  readonly samples: readonly (readonly [number, number, string])[];
}

interface ChunkRow {
  readonly chunk: number;
  readonly row_count: string;
}

/** The number of the first line of each chunk, counted from 1. */
function firstLines(chunks: readonly ChunkRow[], linesBefore: number): ReadonlyMap<number, number> {
  const first = new Map<number, number>();
  let line = linesBefore + 1;
  for (const { chunk, row_count } of chunks) {
    first.set(chunk, line);
    line += Number(row_count);
  }
  return first;
}

/** Samples in the order of the file; every reason gets its share, so that a rare one is seen beside a common one. */
function samplesOf(rejects: readonly CodeRow[], first: ReadonlyMap<number, number>): RejectSample[] {
  const share = Math.floor(limits.reject_samples_max / Math.max(1, rejects.length));
  const samples = rejects.flatMap((row) => {
    const reason: RejectReason = rejectReasonOfCode(row.code);
    return row.samples.slice(0, share).map(([chunk, line, sample]) => ({
      line: (first.get(chunk) ?? 1) + line,
      reason,
      sample,
    }));
  });
  return samples.sort((a, b) => a.line - b.line);
}
