import { setImmediate } from 'node:timers/promises';
import { valuedKind } from '@kindred/contract';
import type { Column } from '../../column/index.ts';
import type { Control } from '../../control/index.ts';
import { sealText } from '../../kernel/seal.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import type { NewBatch, StagedBatch } from './batch.ts';
import { type Arrival, type Landed, type Registered, register, reserve } from './register.ts';

const statement = sqlIn(import.meta.url);

/**
 * Up to this many good rows wait in the control store, because a part of the column store costs about 10 ms and a
 * merge, which one row is not worth.
 */
const sealedRowsMax = 200;

/** Batches that are registered in one statement. */
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
 * Keeps the rows of Graph requests durably. Whoever comes while a statement is under way shares the next one, so
 * that many small requests cost little more than one.
 */
export class BatchStage {
  readonly #options: BatchStageOptions;
  #waiting: Waiting[] = [];
  #registering = false;
  readonly #landings = new Set<Promise<unknown>>();

  constructor(options: BatchStageOptions) {
    this.#options = options;
  }

  /** Durable when it returns. Throws AudienceGone or ReplaceChanged. */
  async stage(batch: NewBatch): Promise<StagedBatch> {
    for (let landing = 0; landing < landingsMax; landing += 1) {
      const answer = await this.#enqueue(await this.#arrive(batch));
      if (answer === 'late') continue;
      if (answer instanceof Error) throw answer;
      this.#options.onStaged(batch.audienceId);
      return answer;
    }
    throw new Error('a batch found no upload that stayed open');
  }

  async #arrive(batch: NewBatch): Promise<Arrival> {
    if (batch.rows.good === 0) return { batch, landed: null, sealedRows: null };
    if (batch.rows.good <= sealedRowsMax) {
      const sealedRows = sealText(batch.rows.lines, this.#options.rowsKey).toString('base64');
      return { batch, landed: null, sealedRows };
    }
    const landing = this.#reserveAndLand(batch);
    this.#landings.add(landing);
    try {
      return { batch, landed: await landing, sealedRows: null };
    } finally {
      this.#landings.delete(landing);
    }
  }

  async #reserveAndLand(batch: NewBatch): Promise<Landed | null> {
    const landed = await reserve(this.#options.control, batch);
    if (landed !== null) await this.#load(batch, landed);
    return landed;
  }

  /**
   * Waits for the rows that are on their way into the column store now. Those that reserved a place in an upload
   * before it was closed are among them, and would otherwise arrive while it is being applied.
   */
  async landed(): Promise<void> {
    await Promise.allSettled(this.#landings);
  }

  async #load({ rows }: NewBatch, { segment, chunk }: Landed): Promise<void> {
    const { column, pepper } = this.#options;
    // The first line begins with the line feed that parts it from none before it.
    const bytes = Buffer.from(rows.lines).subarray(1);
    const end = Buffer.from('\n');
    if (rows.kindCode === 0) {
      await column.load(statement('stage-keys'), { ...pepper, segment, chunk }, 'TabSeparated', [bytes, end]);
    } else {
      const kind = rows.kindCode % valuedKind;
      const params = { ...pepper, segment, chunk, kind };
      await column.load(statement('stage-key'), params, 'TabSeparated', [bytes, end]);
    }
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
      // The embedded store works on this thread: without a turn of the event loop nobody could join the group.
      await setImmediate();
      const group = this.#waiting.splice(0, groupMax);
      try {
        const answers = await register(
          this.#options.control,
          group.map(({ arrival }) => arrival),
        );
        for (const [index, { resolve }] of group.entries()) resolve(answers[index] ?? 'late');
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.#registering = false;
  }
}
