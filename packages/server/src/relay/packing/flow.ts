import type { Column } from '../../column/index.ts';
import type { Control, Statements } from '../../control/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import type { PackedBatch, Packer, Packing } from './packer.ts';
import { rangesOf, type SliceCounts } from './slices.ts';

const statement = sqlIn(import.meta.url);

export interface PackingFlowOptions {
  readonly control: Control;
  readonly column: Column;
  readonly packer: Packer;
  /** In the transaction that completes it. */
  readonly onPacked: (tx: Statements, counts: SliceCounts) => Promise<void>;
}

/**
 * Packs the rows of an upload slice by slice. The batches of a slice count as soon as it is packed, so that the first
 * ones are on their way while the last are made; what a kill interrupts goes on at the slice that it cut off.
 */
export class PackingFlow {
  readonly #options: PackingFlowOptions;
  readonly #packing: Packing;
  #waiting: PromiseWithResolvers<void> = Promise.withResolvers<void>();
  #isComplete = false;

  constructor(options: PackingFlowOptions, packing: Packing) {
    this.#options = options;
    this.#packing = packing;
    this.#waiting.promise.catch(() => undefined);
  }

  /** No batch will come that the outbox does not know. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** Resolves when there is more, or nothing more to come. Rejects when packing failed. */
  more(): Promise<void> {
    return this.#isComplete ? Promise.resolve() : this.#waiting.promise;
  }

  /** The gate that all of it has passed, at least. Null when the relay is over. */
  async begin(): Promise<{ readonly gate: number; readonly sliced: number; readonly seqMax: number } | null> {
    const { control, packer } = this.#options;
    const [begun] = await control.query<{ gate: number; sliced: number; seq_max: number }>(
      statement('begin-packing'),
      [this.#packing.relayId, await packer.newestOptOut()],
    );
    return begun === undefined ? null : { gate: begun.gate, sliced: begun.sliced, seqMax: begun.seq_max };
  }

  /** Packs what is not packed yet. */
  async run({ gate, sliced, seqMax }: { gate: number; sliced: number; seqMax: number }): Promise<void> {
    try {
      await this.#pack(sliced, seqMax);
      await this.#complete(gate);
      this.#isComplete = true;
      this.#waiting.resolve();
    } catch (error) {
      this.#waiting.reject(error);
      throw error;
    }
  }

  async #pack(sliced: number, seqMax: number): Promise<void> {
    const { packer } = this.#options;
    const packing = this.#packing;
    await this.#dropFrom(seqMax);
    const firstLines = await packer.firstLines(packing);
    let seq = seqMax;
    for (const [index, range] of rangesOf(packing.goodRows).entries()) {
      if (index < sliced) continue;
      const { batches, counts } = await packer.packRange(packing, range, seq + 1, firstLines);
      if (!(await this.#commit(index, batches, counts))) return;
      seq = batches.at(-1)?.seq ?? seq;
      this.#waiting.resolve();
      this.#waiting = Promise.withResolvers<void>();
      this.#waiting.promise.catch(() => undefined);
    }
  }

  /** False when the relay is over. */
  async #commit(index: number, batches: readonly PackedBatch[], counts: SliceCounts): Promise<boolean> {
    const { control, packer } = this.#options;
    const { relayId } = this.#packing;
    const { duplicates, suppressed } = counts;
    return control.transaction(async (tx) => {
      const committed = await tx.query(statement('commit-slice'), [relayId, index, duplicates, suppressed]);
      if (committed.length === 0) return false;
      await packer.write(tx, relayId, batches);
      return true;
    });
  }

  async #complete(gate: number): Promise<void> {
    const { control, packer, onPacked } = this.#options;
    const { relayId } = this.#packing;
    await control.transaction(async (tx) => {
      if (!(await packer.close(tx, relayId, { gate, unchanged: 0 }))) return;
      const [sums] = await tx.query<{ duplicates: number; suppressed: number; accepted: number }>(
        statement('packed-sums'),
        [relayId],
      );
      if (sums !== undefined) await onPacked(tx, sums);
    });
  }

  /** Forgets batches of a slice that was cut off. */
  async #dropFrom(seqMax: number): Promise<void> {
    const { column, packer } = this.#options;
    const { relayId } = this.#packing;
    if (seqMax === 0) return packer.drop(relayId);
    await column.exec(
      `ALTER TABLE relay_batches DELETE IN PARTITION ${BigInt(relayId)} WHERE seq > ${seqMax} SETTINGS mutations_sync = 2`,
    );
  }
}
