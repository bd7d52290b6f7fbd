import type { Graph } from '../graph/index.ts';
import { pause } from '../wire/pause.ts';
import { type Batch, batchesOf, start } from './batches.ts';
import { type Before, type Delivered, Delivery } from './delivery.ts';
import {
  type Checkpoint,
  type CheckpointStore,
  checkpointForm,
  type SessionMark,
} from './keep/checkpoint.ts';
import { Saver } from './keep/saver.ts';
import { Pace } from './pace.ts';
import { SessionBook } from './session-book.ts';
import { addBatch, noSums } from './sums.ts';
import type { UploadOutcome, UploadWish } from './upload.ts';

export interface Beginning {
  readonly store: CheckpointStore;
  readonly target: string;
  readonly source: string;
  /** Where an earlier run got to; null: nowhere. */
  readonly begun: Checkpoint | null;
}

const lanesMax = 16;
const patienceMs = 10 * 60_000;

interface Answered extends Delivered {
  readonly batch: Batch;
}

/** One run of an upload, from its begin or from a checkpoint. */
export class Run {
  readonly #wish: UploadWish;
  readonly #knowsBatches: boolean;
  readonly #begun: Checkpoint | null;
  readonly #delivery: Delivery;
  readonly #book: SessionBook;
  readonly #saver: Saver;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #underWay = new Set<Promise<void>>();
  /** Batches that were answered before one with a lower number was. */
  readonly #ahead = new Map<number, Answered>();
  #checkpoint: Checkpoint;
  #failure: { readonly error: unknown } | null = null;

  constructor(graph: Graph, wish: UploadWish, { store, target, source, begun }: Beginning) {
    this.#wish = wish;
    this.#knowsBatches = graph.knowsBatches;
    this.#begun = begun;
    this.#signal =
      wish.signal === undefined ? this.#stop.signal : AbortSignal.any([wish.signal, this.#stop.signal]);
    const now = wish.now ?? Date.now;
    this.#checkpoint = begun ?? {
      ...{ form: checkpointForm, source, target, sessions: [], session: 0 },
      ...{ batches: 0, place: start, sums: noSums() },
    };
    this.#saver = new Saver(store);
    this.#book = new SessionBook(this.#checkpoint.sessions, now, (marks) => this.#noteSessions(marks));
    const pace = new Pace({
      ...{ now, pause: wish.pause ?? pause, random: wish.random ?? Math.random, signal: this.#signal },
      patienceMs: wish.patienceMs ?? patienceMs,
      onDelay: (delay) => wish.onEvent?.({ kind: 'delayed', delay }),
    });
    this.#delivery = new Delivery(graph, wish, this.#book, pace, this.#signal);
  }

  async end(): Promise<UploadOutcome> {
    const { onEvent, audience, operation } = this.#wish;
    const { batches, place, sums } = this.#checkpoint;
    if (this.#begun !== null) onEvent?.({ kind: 'resumed', batches, sums });
    try {
      await this.#sendAll(batchesOf(this.#wish.pieces(place.piece), place), batches);
    } finally {
      this.#stop.abort();
      await Promise.all(this.#underWay);
      await this.#saver.settled();
    }
    return {
      ...{ audience, operation, resumed: this.#begun !== null },
      sessions: this.#checkpoint.sessions.map(({ id }) => id),
      batches: this.#checkpoint.batches,
      sums: this.#checkpoint.sums,
    };
  }

  async #sendAll(batches: AsyncIterable<Batch>, done: number): Promise<void> {
    const isReplace = this.#wish.operation === 'replace';
    const lanes = isReplace && !this.#knowsBatches ? 1 : Math.min(lanesMax, this.#wish.lanes ?? 4);
    let number = done;
    for await (const batch of batches) {
      number += 1;
      // The last batch ends the session, so all others have to be there before it; and the first begins a replace.
      const isAlone = batch.isLast || (isReplace && number === 2);
      await this.#laneBelow(isAlone ? 1 : lanes);
      this.#signal.throwIfAborted();
      this.#begin(batch, number);
    }
    await this.#laneBelow(1);
  }

  /** Waits until fewer batches than this are under way, and throws what one of them failed with. */
  async #laneBelow(count: number): Promise<void> {
    while (this.#underWay.size >= count) await Promise.race(this.#underWay);
    if (this.#failure !== null) throw this.#failure.error;
  }

  #begin(batch: Batch, number: number): void {
    const work = this.#delivered(batch, number)
      .then((delivered) => this.#note({ ...delivered, batch }, number))
      .catch((error: unknown) => {
        this.#failure ??= { error };
        this.#stop.abort(error);
      })
      .finally(() => this.#underWay.delete(work));
    this.#underWay.add(work);
  }

  async #delivered(batch: Batch, number: number): Promise<Delivered> {
    // A list in which nothing could be used, or of which all was answered.
    if (batch.rows === 0) {
      return { answer: { num_received: 0, num_invalid_entries: 0 }, session: this.#checkpoint.session };
    }
    const begun = this.#begun;
    const mayHaveArrived = begun !== null && number <= begun.batches + lanesMax;
    if (this.#wish.operation !== 'replace') {
      return this.#delivery.deliver(batch, number, mayHaveArrived ? begun.session : this.#book.newest);
    }
    const { sums } = this.#checkpoint;
    const before: Before = { rows: sums.sent + sums.repeated, refused: sums.refused };
    // One after the other, no more than one of them can be unclear.
    const isUnclear = mayHaveArrived && (this.#knowsBatches || number === begun.batches + 1);
    return this.#delivery.replace(batch, number, before, isUnclear);
  }

  /** Moves the checkpoint on over all batches that are answered without a gap. */
  #note(answered: Answered, number: number): void {
    this.#ahead.set(number, answered);
    const sums = structuredClone(this.#checkpoint.sums);
    let { batches, place, session } = this.#checkpoint;
    for (let next = this.#ahead.get(batches + 1); next !== undefined; next = this.#ahead.get(batches + 1)) {
      batches += 1;
      this.#ahead.delete(batches);
      addBatch(sums, next.batch, next.answer);
      place = next.batch.after;
      session = Math.max(session, next.session);
      if (this.#wish.operation === 'replace' && !this.#knowsBatches) {
        sums.repeated += Math.max(0, next.answer.num_received - sums.sent - sums.repeated);
      }
    }
    if (batches === this.#checkpoint.batches) return;
    this.#checkpoint = { ...this.#checkpoint, batches, place, session, sums };
    this.#saver.save(this.#checkpoint);
    this.#wish.onEvent?.({ kind: 'answered', batches, place, sums });
  }

  async #noteSessions(sessions: readonly SessionMark[]): Promise<void> {
    this.#checkpoint = { ...this.#checkpoint, sessions };
    this.#saver.save(this.#checkpoint);
    await this.#saver.settled();
  }
}
