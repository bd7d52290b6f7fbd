import { setTimeout as sleep } from 'node:timers/promises';
import type { Control } from '../../control/index.ts';
import type { BatchAnswer, NotDone, Outcome, Platform, Refused, Turn } from '../../platform/index.ts';
import type { Connections, OpenConnection } from '../connection/index.ts';
import type { OpenBatch, Outbox, Relay } from '../outbox/index.ts';
import type { BatchReader, ReadBatch } from './batch-reader.ts';
import { Session } from './session.ts';
import { resolveUnclear } from './unclear.ts';

/** Why a courier stopped. `wait`: it goes on at that time; `failed`: it never will; `gone`: nobody wants it any more. */
export type CourierEnd =
  | { readonly kind: 'ended' }
  | { readonly kind: 'wait'; readonly untilMs: number; readonly said: string }
  | { readonly kind: 'paused'; readonly said: string }
  | { readonly kind: 'failed'; readonly said: string }
  | { readonly kind: 'gone' };

/** Batches that are opened and wait for their turn, or are under way: some 2 MB each. */
const workersMax = 16;
/** A wait that is shorter is waited for; a longer one ends the job, which is done again then. */
const patienceMs = 15_000;
const attemptsInARow = 4;
const backoffMsMax = 10 * 60_000;
/** Of the time that a replace may take, so much is planned for. */
const windowShare = 0.9;

export interface CourierOptions {
  readonly control: Control;
  readonly outbox: Outbox;
  readonly reader: BatchReader;
  readonly platform: Platform;
  readonly connections: Connections;
  /** Raised when the server stops. */
  readonly stop: AbortSignal;
}

/** Where the batches of a relay go. */
export interface Address extends OpenConnection {
  /** The audience at the platform; null for what concerns all of the account. */
  readonly remoteId: string | null;
}

/** Whence batches come while the first are on their way. */
export interface Feed {
  /** No batch will come that the outbox does not know. */
  readonly isComplete: boolean;
  /** Resolves when there is more, or nothing more to come. */
  more(): Promise<void>;
}

const complete: Feed = { isComplete: true, more: () => Promise.resolve() };

/** Brings the batches of one relay to the platform, several at a time, until each has its verdict. */
export class Courier {
  readonly #options: CourierOptions;
  readonly #relay: Relay;
  readonly #address: Address;
  readonly #session: Session;
  readonly #feed: Feed;

  constructor(options: CourierOptions, relay: Relay, address: Address, feed: Feed = complete) {
    this.#options = options;
    this.#relay = relay;
    this.#address = address;
    this.#feed = feed;
    this.#session = new Session(options.control, options.outbox, relay);
  }

  async run(): Promise<CourierEnd> {
    const { outbox, stop } = this.#options;
    await outbox.recover(this.#relay.id);
    for (;;) {
      // Asked before the outbox, so that a batch that comes in between is found there the next time.
      const { isComplete } = this.#feed;
      const open = (await outbox.open(this.#relay.id)).filter(({ state }) => state !== 'parked');
      const [first] = open;
      if (first === undefined && isComplete) return { kind: 'ended' };
      if (stop.aborted) return this.#waitUntil(Date.now(), 'The server stops.');
      // The last one is kept until it is known to be the last: it ends the session.
      if (first === undefined || (open.length === 1 && !isComplete)) {
        await this.#feed.more();
        continue;
      }
      const phase = open.filter((batch) => batch.phase === first.phase);
      const unclear = phase.filter(({ state }) => state === 'unclear');
      const end =
        unclear.length > 0
          ? await resolveUnclear(this.#options, this.#relay, this.#address, unclear)
          : await this.#sendPhase(first.operation, phase);
      if (end !== null) return end;
    }
  }

  /** All of a phase but its last batch, and then that: it ends the session. A replace begins with its first one alone. */
  async #sendPhase(
    operation: OpenBatch['operation'],
    phase: readonly OpenBatch[],
  ): Promise<CourierEnd | null> {
    if (operation === 'replace') {
      const refusal = await this.#beginReplace(phase);
      if (refusal !== null) return refusal.kind === 'anew' ? null : refusal;
    }
    const total = phase.reduce((sum, { rows }) => sum + rows, 0);
    const isBeginning = operation === 'replace' && phase[0]?.seq === 1;
    if (phase.length === 1 || isBeginning) {
      return this.#sendAll(phase.slice(0, 1), phase.length === 1, total);
    }
    return this.#sendAll(phase.slice(0, -1), false, total);
  }

  /** Null: it may go on. */
  async #beginReplace(phase: readonly OpenBatch[]): Promise<CourierEnd | { readonly kind: 'anew' } | null> {
    const { replaceWindowMs } = this.#options.platform.traits;
    const windowMs = replaceWindowMs * windowShare;
    const forecast = this.#address.connection.pace.forecast(phase.length);
    const minutes = (ms: number) => Math.ceil(ms / 60_000);
    if (phase[0]?.seq === 1 && forecast !== null && forecast.finishMs - Date.now() > windowMs) {
      const said =
        `The platform gives a replace ${minutes(replaceWindowMs)} minutes, and this one would take about ` +
        `${minutes(forecast.finishMs - Date.now())}: ${phase.length} requests at the present rate. Nothing was sent. ` +
        'Use a mirror, of which only differences travel, or try again when there is more room.';
      return { kind: 'failed', said };
    }
    const begun = await this.#session.ofReplace(phase, windowMs);
    if (begun === 'same') return null;
    if (begun === 'anew') return { kind: 'anew' };
    return {
      kind: 'failed',
      said: `The replace did not end within ${minutes(replaceWindowMs)} minutes, three times. The platform has replaced the audience by what arrived.`,
    };
  }

  async #sendAll(batches: readonly OpenBatch[], isLast: boolean, total: number): Promise<CourierEnd | null> {
    const queue = [...batches];
    const ends: CourierEnd[] = [];
    const work = async () => {
      for (let batch = queue.shift(); batch !== undefined; batch = queue.shift()) {
        if (ends.length > 0 || this.#options.stop.aborted) return;
        const end = await this.#sendOne(batch, isLast, total);
        if (end !== null) ends.push(end);
      }
    };
    const workers = Array.from({ length: Math.min(workersMax, batches.length) }, work);
    const failures = (await Promise.allSettled(workers)).flatMap((each) =>
      each.status === 'rejected' ? [each.reason as unknown] : [],
    );
    if (failures.length > 0) throw failures[0];
    return ends[0] ?? null;
  }

  async #sendOne(batch: OpenBatch, isLast: boolean, total: number): Promise<CourierEnd | null> {
    const { outbox, reader, platform } = this.#options;
    const { pace } = this.#address.connection;
    const { heldUntilMs } = pace.standing();
    if (heldUntilMs !== null && heldUntilMs - Date.now() > patienceMs) return this.#held(heldUntilMs);
    const sessionId = this.#session.current();
    if (!(await outbox.markSending(this.#relay.id, batch.seq, sessionId))) return { kind: 'gone' };
    const read = await reader.read(this.#relay, batch);
    if (read.rows === 0) return this.#acknowledge(batch, read, null);
    const turn = await this.#turn();
    if (turn === null) {
      await outbox.markWaiting(this.#relay.id, batch.seq, null, { spared: true, resent: false });
      return this.#held(pace.standing().heldUntilMs ?? Date.now());
    }
    const { schema, isSingleKey } = this.#relay;
    const rows = { schema, isSingleKey, body: read.body, rowCount: read.rows };
    const session = { id: sessionId, seq: batch.seq, isLast, estimatedTotal: total };
    const { connection, remoteId } = this.#address;
    const { operation } = batch;
    const outcome: Outcome<BatchAnswer> =
      operation === 'forget'
        ? receiptAsAnswer(await platform.forget(connection, rows, { turn }))
        : await platform.send(
            connection,
            { ...rows, audienceId: remoteId ?? '', operation, session },
            { turn },
          );
    return outcome.kind === 'done'
      ? this.#acknowledge(batch, read, outcome.value)
      : this.#judge(batch, outcome);
  }

  async #turn(): Promise<Turn | null> {
    const signal = AbortSignal.any([this.#options.stop, AbortSignal.timeout(patienceMs)]);
    try {
      return await this.#address.connection.pace.turn('write', signal);
    } catch (error) {
      if (signal.aborted) return null;
      throw error;
    }
  }

  async #acknowledge(batch: OpenBatch, read: ReadBatch, answer: BatchAnswer | null): Promise<null> {
    const { outbox, reader } = this.#options;
    const samples = answer?.samples ?? [];
    const places = samples.flatMap(({ rowIndex }) => (rowIndex === null ? [] : [rowIndex]));
    const lines = places.length === 0 ? [] : await reader.linesOf(this.#relay, batch, read, places);
    const lineOf = new Map(places.map((place, index) => [place, lines[index] ?? 0]));
    await outbox.acknowledge(this.#relay.id, batch.seq, {
      invalid: answer === null ? 0 : answer.invalid,
      unnamed: answer?.unnamed ?? 0,
      total: answer?.total ?? null,
      withheld: read.left.length,
      samples: samples.map(({ rowIndex, reason }) => ({
        line: rowIndex === null ? 0 : (lineOf.get(rowIndex) ?? 0),
        reason,
      })),
    });
    return null;
  }

  async #judge(batch: OpenBatch, outcome: NotDone): Promise<CourierEnd | null> {
    const { outbox, connections } = this.#options;
    const back = (spared: boolean) =>
      outbox.markWaiting(this.#relay.id, batch.seq, outcome.said, { spared, resent: false });
    switch (outcome.kind) {
      case 'retry':
        await back(false);
        return this.#again(batch, outcome.afterMs, outcome.said);
      case 'unclear':
        await outbox.markUnclear(this.#relay.id, batch.seq, outcome.said);
        return this.#again(batch, outcome.afterMs, outcome.said);
      case 'wait':
        await back(true);
        return this.#waitUntil(outcome.untilMs, outcome.said);
      case 'reconnect':
      case 'terms':
        await back(true);
        await connections.pauseFor(this.#address.record, outcome);
        return { kind: 'paused', said: outcome.said };
      case 'parked':
        if (batch.operation === 'remove') await outbox.park(this.#relay.id, batch.seq, outcome.said);
        else await outbox.setAside(this.#relay.id, batch.seq, outcome.said, null);
        return null;
      case 'permanent':
        return this.#refused(batch, outcome);
    }
  }

  /** What will be refused again is set aside with its reason, and the rest goes on; unless the reason holds for all. */
  async #refused(batch: OpenBatch, { said, code, scope }: Refused): Promise<CourierEnd | null> {
    const { outbox } = this.#options;
    if (scope === 'session' && batch.attempts + 1 < attemptsInARow) {
      this.#session.forget();
      if (batch.operation === 'replace') return { kind: 'failed', said };
      await outbox.markWaiting(this.#relay.id, batch.seq, said, { spared: false, resent: false });
      return null;
    }
    if (batch.operation === 'replace' && scope !== 'request') return { kind: 'failed', said };
    await outbox.setAside(this.#relay.id, scope === 'audience' ? null : batch.seq, said, code);
    return null;
  }

  /** A few times at once, then later and later. */
  async #again(batch: OpenBatch, afterMs: number, said: string): Promise<CourierEnd | null> {
    const tries = batch.attempts + 1;
    if (tries % attemptsInARow === 0) {
      const backoffMs = Math.min(backoffMsMax, 5000 * 2 ** (tries / attemptsInARow));
      return this.#waitUntil(Date.now() + Math.max(afterMs, backoffMs), said);
    }
    if (afterMs > patienceMs) return this.#waitUntil(Date.now() + afterMs, said);
    await sleep(Math.max(afterMs, 100 * 2 ** tries), undefined, { signal: this.#options.stop }).catch(
      () => undefined,
    );
    return null;
  }

  #held(untilMs: number): CourierEnd {
    return this.#waitUntil(untilMs, 'The platform takes no more requests for this ad account for now.');
  }

  #waitUntil(untilMs: number, said: string): CourierEnd {
    return { kind: 'wait', untilMs, said };
  }
}

function receiptAsAnswer(outcome: Outcome<Omit<BatchAnswer, 'total'>>): Outcome<BatchAnswer> {
  return outcome.kind === 'done' ? { kind: 'done', value: { ...outcome.value, total: null } } : outcome;
}
