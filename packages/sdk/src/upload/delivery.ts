import type { SessionOperation } from '@kindred/contract';
import { findSession, type Graph, GraphRefusal } from '../graph/index.ts';
import { payloadText } from '../rows/index.ts';
import { KindredFailure } from '../wire/failure.ts';
import type { Batch } from './batches.ts';
import type { SessionMark } from './keep/checkpoint.ts';
import type { Pace } from './pace.ts';
import type { SessionBook } from './session-book.ts';
import type { BatchAnswer } from './sums.ts';

/** A replace that cannot be gone on with. */
export class ReplaceEnded extends KindredFailure {
  override readonly name = 'ReplaceEnded';
}

export interface DeliveryTarget {
  readonly audience: string;
  readonly operation: SessionOperation;
  readonly schema: readonly string[];
}

export interface Delivered {
  readonly answer: BatchAnswer;
  /** The place of the session that took it. */
  readonly session: number;
}

/** What replaces need to know, because their batches are not told apart by their numbers. */
export interface Before {
  readonly rows: number;
  readonly refused: number;
}

/** Brings one batch after the other to the server, however often that has to be tried. */
export class Delivery {
  readonly #graph: Graph;
  readonly #target: DeliveryTarget;
  readonly #book: SessionBook;
  readonly #pace: Pace;
  readonly #signal: AbortSignal;

  constructor(graph: Graph, target: DeliveryTarget, book: SessionBook, pace: Pace, signal: AbortSignal) {
    this.#graph = graph;
    this.#target = target;
    this.#book = book;
    this.#pace = pace;
    this.#signal = signal;
  }

  /**
   * Adds or removes the people of a batch, beginning with the session in this place. Where that one has ended without
   * this batch the next one takes it. A session and a number name a batch for ever, so sending it again is safe.
   */
  async deliver(batch: Batch, number: number, from: number): Promise<Delivered> {
    for (let place = from; ; place += 1) {
      // Who does not recognise batches must not be asked about one in an ended session: it may be lost there silently.
      if (!this.#graph.knowsBatches && this.#book.hasEnded(place)) continue;
      const session = await this.#book.at(place);
      try {
        return { answer: await this.#tried(batch, number, session), session: place };
      } catch (error) {
        if (!(error instanceof GraphRefusal) || error.verdict !== 'over') throw error;
      }
    }
  }

  /**
   * Sends a batch of a replace, which has one session. Where batches that come again are not recognised, the session is
   * asked how many rows it has before one is sent again. `isUnclear`: it may have arrived in an earlier run.
   */
  async replace(batch: Batch, number: number, before: Before, isUnclear: boolean): Promise<Delivered> {
    const session = await this.#book.at(0);
    let mayHaveArrived = isUnclear;
    for (let attempt = 0; ; attempt += 1) {
      await this.#pace.room();
      try {
        const asks = mayHaveArrived && !this.#graph.knowsBatches;
        const found = asks ? await this.#arrived(session, before, batch) : null;
        return { answer: found ?? (await this.#send(batch, number, session)), session: 0 };
      } catch (error) {
        // The last batch ends the session, and once it is ended its repeats are not recognised anywhere.
        if (error instanceof GraphRefusal && error.verdict === 'over') {
          const found = batch.isLast && mayHaveArrived ? await this.#arrived(session, before, batch) : null;
          if (found === null) throw replaceEnded(error, before);
          return { answer: found, session: 0 };
        }
        mayHaveArrived = true;
        await this.#pace.after(error, attempt);
      }
    }
  }

  async #tried(batch: Batch, number: number, session: SessionMark): Promise<BatchAnswer> {
    for (let attempt = 0; ; attempt += 1) {
      await this.#pace.room();
      try {
        return await this.#send(batch, number, session);
      } catch (error) {
        if (error instanceof GraphRefusal && error.verdict === 'over') throw error;
        await this.#pace.after(error, attempt);
      }
    }
  }

  async #send(batch: Batch, number: number, session: SessionMark): Promise<BatchAnswer> {
    const { audience, operation, schema } = this.#target;
    const edge = operation === 'replace' ? 'usersreplace' : 'users';
    const { body, headers } = await this.#graph.send<BatchAnswer>(
      operation === 'remove' ? 'DELETE' : 'POST',
      `${audience}/${edge}`,
      {
        payload: payloadText(schema, batch.text),
        // As a text, because JSON numbers above 2^53 are read differently by different readers.
        session: `{"session_id":"${session.id}","batch_seq":${number},"last_batch_flag":${batch.isLast}}`,
      },
      this.#signal,
    );
    this.#pace.answered(headers);
    return body;
  }

  async #arrived(session: SessionMark, before: Before, batch: Batch): Promise<BatchAnswer | null> {
    const found = await findSession(this.#graph, this.#target.audience, session.id, this.#signal);
    if (found === null || found.num_received < before.rows + batch.rows) return null;
    return {
      num_received: found.num_received,
      num_invalid_entries: Math.max(0, found.num_invalid_entries - before.refused),
    };
  }
}

function replaceEnded(error: GraphRefusal, before: Before): ReplaceEnded {
  return new ReplaceEnded(
    `${error.message} The first ${before.rows} rows of this list had been answered. Begin again from the start of the list.`,
    { cause: error },
  );
}
