import type { Column } from '../../column/index.ts';
import type { Control } from '../../control/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import type { NewBatch, StagedBatch } from './batch.ts';
import {
  type Arrival,
  gatheringOf,
  type Landed,
  laneOf,
  lockAudience,
  type Registered,
  register,
} from './register.ts';
import { sealRows } from './seal.ts';

const statement = sqlIn(import.meta.url);

/**
 * Up to this many good rows wait in the control store, because a part of the column store costs about 10 ms and a
 * merge, which one row is not worth.
 */
const sealedRowsMax = 200;

/** Batches that are registered in one transaction. */
const groupMax = 256;

/** A batch whose upload is closed again and again while it lands: something else is wrong. */
const landingsMax = 20;

export interface BatchStageOptions {
  readonly control: Control;
  readonly column: Column;
  readonly pepper: { readonly k0: string; readonly k1: string };
  /** 32 bytes, for rows that wait in the control store. */
  readonly rowsKey: Buffer;
  /** Rows of this audience wait to be applied. */
  readonly onStaged: (audienceId: number) => void;
}

interface Waiting {
  readonly arrival: Arrival;
  readonly resolve: (answer: Registered) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Keeps the rows of Graph requests durably. Whoever comes while a transaction is under way shares the next one, so
 * that many small requests cost little more than one.
 */
export class BatchStage {
  readonly #options: BatchStageOptions;
  #waiting: Waiting[] = [];
  #registering = false;

  constructor(options: BatchStageOptions) {
    this.#options = options;
  }

  /** Durable when it returns. Throws AudienceGone or ReplaceChanged. */
  async stage(batch: NewBatch): Promise<StagedBatch> {
    for (let landing = 0; landing < landingsMax; landing += 1) {
      const arrival = await this.#arrive(batch);
      const answer = await this.#enqueue(arrival);
      if (answer === 'late') continue;
      this.#options.onStaged(batch.audienceId);
      return answer;
    }
    throw new Error('a batch found no upload that stayed open');
  }

  async #arrive(batch: NewBatch): Promise<Arrival> {
    if (batch.rows.good === 0) return { batch, landed: null, sealedRows: '' };
    if (batch.rows.good <= sealedRowsMax) {
      const sealedRows = sealRows(batch.rows.lines, this.#options.rowsKey).toString('base64');
      return { batch, landed: null, sealedRows };
    }
    const landed = await this.#reserve(batch);
    await loadRows(this.#options, landed.segment, linesOfChunk(batch.rows.lines, landed.chunk));
    return { batch, landed, sealedRows: '' };
  }

  #reserve(batch: NewBatch): Promise<Landed> {
    return this.#options.control.transaction(async (tx) => {
      await lockAudience(tx, batch);
      const gathering = await gatheringOf(tx, batch);
      const [next] = await tx.query<{ chunk: number }>(statement('next-chunk'));
      if (next === undefined) throw new Error('a sequence gave no number');
      return { uploadId: gathering.id, segment: gathering.segment, chunk: next.chunk };
    });
  }

  #enqueue(arrival: Arrival): Promise<Registered> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ arrival, resolve, reject });
      if (!this.#registering) void this.#registerAll();
    });
  }

  async #registerAll(): Promise<void> {
    this.#registering = true;
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, groupMax);
      const lanes = Map.groupBy(group, ({ arrival }) => laneOf(arrival.batch));
      for (const lane of lanes.values()) await this.#registerLane(withoutRepeats(lane, this.#waiting));
    }
    this.#registering = false;
  }

  async #registerLane(lane: readonly Waiting[]): Promise<void> {
    try {
      const arrivals = lane.map(({ arrival }) => arrival);
      const answers = await this.#options.control.transaction((tx) => register(tx, arrivals));
      for (const [index, { resolve }] of lane.entries()) resolve(answers[index] ?? 'late');
    } catch (error) {
      for (const { reject } of lane) reject(error);
    }
  }
}

/** The same batch twice in one transaction would break it: the second waits for the next one, and is a repeat then. */
function withoutRepeats(lane: readonly Waiting[], later: Waiting[]): readonly Waiting[] {
  const seen = new Set<string>();
  return lane.filter((waiting) => {
    const batchSeq = waiting.arrival.batch.session?.batchSeq ?? null;
    if (batchSeq === null || !seen.has(String(batchSeq))) {
      seen.add(String(batchSeq));
      return true;
    }
    later.push(waiting);
    return false;
  });
}

/** The rows as the statement takes them: each with the chunk that they are stored under. */
export function linesOfChunk(lines: string, chunk: number): string {
  return lines === '' ? '' : `${lines.replaceAll('\n', `\n${chunk}\t`).slice(1)}\n`;
}

export async function loadRows(
  { column, pepper }: Pick<BatchStageOptions, 'column' | 'pepper'>,
  segment: number,
  lines: string,
): Promise<void> {
  await column.load(statement('stage-keys'), { ...pepper, segment }, 'TabSeparated', [Buffer.from(lines)]);
}
