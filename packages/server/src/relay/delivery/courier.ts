import { setTimeout as sleep } from 'node:timers/promises';
import type { Control } from '../../control/index.ts';
import type { BatchAnswer, NotDone, Outcome, Platform, Refused, Turn } from '../../platform/index.ts';
import type { Connections, OpenConnection } from '../connection/index.ts';
import type { OpenBatch, Outbox, Relay } from '../outbox/index.ts';
import type { BatchReader, ReadBatch } from './batch-reader.ts';
import type { CourierEnd, Halt } from './end.ts';
import { Replace } from './replace.ts';
import { Session } from './session.ts';
import { resolveUnclear } from './unclear.ts';

/** Batches that are opened and wait for their turn, or are under way: some 2 MB each. */
const workersMax = 16;
/** A wait that is shorter is waited for; a longer one ends the job, which is done again then. */
const patienceMs = 15_000;
const attemptsInARow = 4;
const backoffMsMax = 10 * 60_000;

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
  readonly #replace: Replace;

  constructor(options: CourierOptions, relay: Relay, address: Address, feed: Feed = complete) {
    this.#options = options;
    this.#relay = relay;
    this.#address = address;
    this.#feed = feed;
    this.#session = new Session(options.control, relay);
    this.#replace = new Replace(options, relay, address.connection.pace, this.#session);
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
      const halt =
        unclear.length > 0
          ? await resolveUnclear(this.#options, this.#relay, this.#address, unclear)
          : await this.#sendPhase(first.operation, phase);
      if (halt === null || halt.kind === 'parked') continue;
      const end = halt.kind === 'over' ? await this.#replace.beginAnew(halt.said) : halt;
      if (end !== null) return end;
    }
  }

  /** All of a phase but its last batch, and then that: it ends the session. A replace begins with its first one alone. */
  async #sendPhase(operation: OpenBatch['operation'], phase: readonly OpenBatch[]): Promise<Halt | null> {
    const [first] = phase;
    const isBeginning = operation === 'replace' && first?.seq === 1;
    const refusal = isBeginning ? this.#replace.begin(phase.length, first) : null;
    if (refusal !== null) return refusal;
    const total = phase.reduce((sum, { rows }) => sum + rows, 0);
    if (phase.length === 1 || isBeginning) {
      return this.#sendAll(phase.slice(0, 1), phase.length === 1, total);
    }
    return this.#sendAll(phase.slice(0, -1), false, total);
  }

  async #sendAll(batches: readonly OpenBatch[], isLast: boolean, total: number): Promise<Halt | null> {
    const queue = [...batches];
    const ends: Halt[] = [];
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

  async #sendOne(batch: OpenBatch, isLast: boolean, total: number): Promise<Halt | null> {
    const { outbox, reader, platform } = this.#options;
    const { pace } = this.#address.connection;
    const { heldUntilMs } = pace.standing();
    if (heldUntilMs !== null && heldUntilMs - Date.now() > patienceMs) return this.#held(heldUntilMs);
    const isReplacing = batch.operation === 'replace';
    const sessionId = isReplacing ? await this.#replace.sessionId() : this.#session.current();
    if (sessionId === null) return this.#replace.outOfTime();
    if (!(await outbox.markSending(this.#relay.id, batch.seq, sessionId))) return { kind: 'gone' };
    const read = await reader.read(this.#relay, batch);
    // Of a replace even such a batch goes, because the first one begins it and the last one ends it.
    if (read.rows === 0 && !isReplacing) return this.#acknowledge(batch, read, null);
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
    const halt =
      outcome.kind === 'done'
        ? await this.#acknowledge(batch, read, outcome.value)
        : await this.#judge(batch, outcome);
    await this.#options.connections.notePaceAgain(this.#address.record.adAccountId);
    return halt;
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

  async #judge(batch: OpenBatch, outcome: NotDone): Promise<Halt | null> {
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
        if (batch.operation === 'remove' || batch.operation === 'forget') {
          await outbox.park(this.#relay.id, batch.seq, outcome.said);
          return { kind: 'parked' };
        }
        await outbox.setAside(this.#relay.id, batch.seq, outcome.said, null);
        return null;
      case 'permanent':
        return this.#refused(batch, outcome);
    }
  }

  /** What will be refused again is set aside with its reason, and the rest goes on; unless the reason holds for all. */
  async #refused(batch: OpenBatch, { said, code, scope }: Refused): Promise<Halt | null> {
    const { outbox } = this.#options;
    if (batch.operation === 'replace') {
      const halt = this.#replace.refused(batch, { said, scope });
      if (halt?.kind === 'over') {
        await outbox.markWaiting(this.#relay.id, batch.seq, said, { spared: false, resent: false });
      }
      if (halt !== null) return halt;
    }
    if (scope === 'session' && batch.attempts + 1 < attemptsInARow) {
      this.#session.forget();
      await outbox.markWaiting(this.#relay.id, batch.seq, said, { spared: false, resent: false });
      return null;
    }
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
