import type { KeyObject } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Control } from '../../control/index.ts';
import { seal } from '../../kernel/seal.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import type { NewBatch, StagedBatch } from './batch.ts';
import type { Landings } from './landings.ts';
import { type Arrival, type Registered, register } from './register.ts';

const statement = sqlIn(import.meta.url);

/**
 * Up to this many good rows wait in the control store, in the transaction that registers them: a file of its own and
 * its way to the disk take 2 ms, which one row is not worth.
 */
const sealedRowsMax = 200;

/** Batches that are registered in one statement. */
const groupMax = 256;

/** So that whoever came first does not wait for a crowd without end. */
const turnsMax = 8;

export interface BatchStageOptions {
  readonly control: Control;
  readonly landings: Landings;
  /** 32 bytes, for rows that wait in the control store. */
  readonly rowsKey: KeyObject;
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

  constructor(options: BatchStageOptions) {
    this.#options = options;
  }

  /** Durable when it returns. Throws AudienceGone, ReplaceChanged or ColumnFull. */
  async stage(batch: NewBatch): Promise<StagedBatch> {
    const answer = await (batch.rows.good > sealedRowsMax ? this.#land(batch) : this.#seal(batch));
    if (answer instanceof Error) throw answer;
    this.#options.onStaged(batch.audienceId);
    return answer.staged;
  }

  #seal(batch: NewBatch): Promise<Registered> {
    const { good, bytes } = batch.rows;
    const sealed = good === 0 ? null : seal(bytes, this.#options.rowsKey).toString('base64');
    return this.#enqueue({ batch, landed: null, sealedRows: sealed });
  }

  async #land(batch: NewBatch): Promise<Registered> {
    const { landings } = this.#options;
    const landed = await landings.land(batch.rows.bytes);
    // Without an answer nobody knows whether they count, and the next start finds out.
    const answer = await this.#enqueue({ batch, landed, sealedRows: null });
    if (!(answer instanceof Error) && answer.isNew) landings.keep(landed);
    else await landings.drop([landed]);
    return answer;
  }

  /** Drops files of rows that no batch names: of requests that a crash cut off, and of what was forgotten. */
  async sweep(): Promise<void> {
    await this.#options.landings.sweep(async () => {
      const named = await this.#options.control.query<{ landed: string }>(statement('landed-files'));
      return new Set(named.map(({ landed }) => landed));
    });
  }

  #enqueue(arrival: Arrival): Promise<Registered> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ arrival, resolve, reject });
      if (!this.#registering) void this.#registerAll();
    });
  }

  /**
   * The embedded store works on this thread: without turns of the event loop nobody could join the group. As long as
   * turns bring somebody, whoever was just answered may still be on his way back: a group of eight costs half again as
   * much as one of four.
   */
  async #othersHaveCome(): Promise<void> {
    for (let turn = 0; turn < turnsMax; turn += 1) {
      const before = this.#waiting.length;
      await setImmediate();
      if (this.#waiting.length === before) return;
    }
  }

  async #registerAll(): Promise<void> {
    this.#registering = true;
    while (this.#waiting.length > 0) {
      await this.#othersHaveCome();
      const group = this.#waiting.splice(0, groupMax);
      try {
        const answers = await register(
          this.#options.control,
          group.map(({ arrival }) => arrival),
        );
        for (const [index, { resolve }] of group.entries()) resolve(answers[index] as Registered);
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.#registering = false;
  }
}
