import { Budgets, type Call, type CallAnswer, type TurnKind } from './budgets.ts';
import { readKnown } from './known.ts';

/**
 * Calls under way at once. The largest budget lets ten batches go in a second, on and on: so many are needed where one
 * takes two seconds.
 */
const inFlightMaxUsual = 24;

/** Timers cannot be longer. */
const timerMsMax = 2 ** 31 - 1;

export interface PaceOptions {
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Calls under way at once, when budgets allow them. */
  readonly inFlightMax?: number;
  /** What an earlier pace of this account had come to know. What cannot be read is ignored. */
  readonly known?: unknown;
}

/** How long work would take. */
export interface Forecast {
  /** When the last of these calls would be answered. */
  readonly finishMs: number;
  /** Whether a budget holds it up, or only the platform's speed. */
  readonly isHeld: boolean;
}

export interface Standing {
  readonly inFlight: number;
  /** The fullest meter, of 100; null before the first answer. */
  readonly percent: number | null;
  /** When the next write may go, if only time holds it up; null: now, or when one that is under way has ended. */
  readonly heldUntilMs: number | null;
  /** The end of a wait that the platform asked for; null: none. */
  readonly throttledUntilMs: number | null;
}

/** A place among the calls that are under way. `end` gives it back, once, however the call ended. */
export interface Turn extends Disposable {
  /** With what the answer told; nothing where there was no answer. */
  end(answer?: CallAnswer): void;
}

interface Waiter {
  readonly go: (turn: Turn) => void;
}

/**
 * Whose turn it is among the calls about one ad account. It slows down before a limit, stops at it for as long as the
 * platform says, and goes on by itself. One object for an account and process; several nodes see each other through
 * what the platform answers.
 */
export class Pace implements Disposable {
  readonly #clock: () => number;
  readonly #budgets: Budgets;
  readonly #waiters: Readonly<Record<TurnKind, Set<Waiter>>> = { read: new Set(), write: new Set() };
  #timer: NodeJS.Timeout | undefined;
  /** Of a write that was answered, smoothed. */
  #writeMs: number | null = null;
  /** So many were under way then. */
  #besideWrites = 1;
  #lastMs = 0;

  constructor({ clock, inFlightMax = inFlightMaxUsual, known }: PaceOptions) {
    this.#clock = clock;
    const read = readKnown(known);
    this.#budgets =
      read === null ? new Budgets(inFlightMax) : Budgets.restored(inFlightMax, read, this.nowMs);
  }

  /** Waits until the next call may go, first come first served. Rejects with the signal's reason. */
  turn(kind: TurnKind, signal?: AbortSignal): Promise<Turn> {
    signal?.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<Turn>();
    const onAbort = () => {
      this.#waiters[kind].delete(waiter);
      this.#pump();
      reject(signal?.reason);
    };
    const waiter: Waiter = {
      go: (turn) => {
        signal?.removeEventListener('abort', onAbort);
        resolve(turn);
      },
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    this.#waiters[kind].add(waiter);
    this.#pump();
    return promise;
  }

  standing(): Standing {
    const nowMs = this.nowMs;
    const nextMs = this.#budgets.whenNext('write', nowMs);
    const { throttledUntilMs } = this.#budgets;
    return {
      inFlight: this.#budgets.inFlight,
      percent: this.#budgets.percent(nowMs),
      heldUntilMs: nextMs === null || nextMs <= nowMs ? null : nextMs,
      throttledUntilMs: throttledUntilMs > nowMs ? throttledUntilMs : null,
    };
  }

  /** When so many writes, from now on and with nothing else, would be done; null before any was answered. */
  forecast(writes: number): Forecast | null {
    if (this.#writeMs === null) return null;
    const nowMs = this.nowMs;
    const heldMs = this.#budgets.heldMs(writes, nowMs);
    const workMs = this.#workMs(writes);
    return { finishMs: nowMs + Math.ceil(Math.max(heldMs, workMs)), isHeld: heldMs > workMs };
  }

  /** How long so many writes would take from the begin of the first to the answer to the last, as far as it is known. */
  durationMs(writes: number): number {
    const nowMs = this.nowMs;
    const heldMs = this.#budgets.heldMs(writes, nowMs) - this.#budgets.heldMs(1, nowMs);
    return Math.ceil(Math.max(heldMs, this.#workMs(writes)));
  }

  /** What is known of the budgets, as a plain value for JSON, to be handed to the next pace of this account. */
  known(): object {
    return this.#budgets.known(this.nowMs);
  }

  /** Clocks of machines are set back at times; that of budgets is not. */
  get nowMs(): number {
    this.#lastMs = Math.max(this.#lastMs, this.#clock());
    return this.#lastMs;
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }

  /** At the platform's speed alone; 0 before any write was answered. */
  #workMs(writes: number): number {
    return (writes * (this.#writeMs ?? 0)) / this.#besideWrites;
  }

  #pump(): void {
    clearTimeout(this.#timer);
    const waits = (['read', 'write'] as const).map((kind) => this.#admit(kind));
    const waitMs = Math.min(...waits);
    if (waitMs < Number.POSITIVE_INFINITY) {
      this.#timer = setTimeout(() => this.#pump(), Math.min(waitMs, timerMsMax));
    }
  }

  /** Lets those go that may, and gives how long the next has to wait: for ever, if an end of a call will tell. */
  #admit(kind: TurnKind): number {
    for (const waiter of this.#waiters[kind]) {
      const nowMs = this.nowMs;
      const nextMs = this.#budgets.whenNext(kind, nowMs);
      if (nextMs === null) break;
      if (nextMs > nowMs) return nextMs - nowMs;
      this.#waiters[kind].delete(waiter);
      waiter.go(this.#begin(kind, nowMs));
    }
    return Number.POSITIVE_INFINITY;
  }

  #begin(kind: TurnKind, startMs: number): Turn {
    const call = this.#budgets.begin(kind);
    let isOver = false;
    const end = (answer: CallAnswer = {}) => {
      if (isOver) return;
      isOver = true;
      this.#end(call, answer, startMs);
    };
    return { end, [Symbol.dispose]: () => end() };
  }

  #end(call: Call, answer: CallAnswer, startMs: number): void {
    const nowMs = this.nowMs;
    if (call.kind === 'write' && answer.usage !== undefined && answer.throttledMs === undefined) {
      const weight = this.#writeMs === null ? 1 : 0.1;
      this.#writeMs = (1 - weight) * (this.#writeMs ?? 0) + weight * Math.max(1, nowMs - startMs);
      this.#besideWrites = (1 - weight) * this.#besideWrites + weight * this.#budgets.inFlight;
    }
    this.#budgets.end(call, answer, nowMs);
    this.#pump();
  }
}
