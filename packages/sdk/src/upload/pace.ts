import { GraphRefusal, waitMsOf } from '../graph/index.ts';
import { Unreachable } from '../wire/failure.ts';
import { backoffMs, type Pause } from '../wire/pause.ts';

/** What happens on the way, for whoever shows it. */
export interface Delay {
  /** `limit`: a budget is spent. `failure`: no answer came, or one that may be better next time. */
  readonly kind: 'limit' | 'failure';
  readonly ms: number;
  readonly why: string;
}

export interface PaceOptions {
  readonly pause: Pause;
  readonly now: () => number;
  readonly random: () => number;
  /** After so long without any answer that helps it is given up. */
  readonly patienceMs: number;
  readonly signal: AbortSignal;
  readonly onDelay: (delay: Delay) => void;
}

const minuteMs = 60_000;

/** When the next request may be sent. One for all lanes, because budgets are spent by all of them. */
export class Pace {
  readonly #options: PaceOptions;
  #roomMs = 0;
  #goodMs: number;

  constructor(options: PaceOptions) {
    this.#options = options;
    this.#goodMs = options.now();
  }

  /** Waits while a budget is known to be spent. */
  async room(): Promise<void> {
    const { now, pause, signal } = this.#options;
    signal.throwIfAborted();
    for (let ms = this.#roomMs - now(); ms > 0; ms = this.#roomMs - now()) await pause(ms, signal);
  }

  /** An answer came, which may say that it was the last one for a while. */
  answered(headers: Headers): void {
    this.#goodMs = this.#options.now();
    const ms = waitMsOf(headers);
    if (ms > 0) this.#holdFor(ms, 'The budget of the hour is spent.');
  }

  /** Waits as long as this failure asks for, or throws it where waiting is no use. */
  async after(error: unknown, attempt: number): Promise<void> {
    const { pause, now, random, patienceMs, signal, onDelay } = this.#options;
    signal.throwIfAborted();
    if (error instanceof GraphRefusal && error.verdict === 'wait') {
      // Being told to wait is an answer: it never counts as a failure.
      this.#goodMs = now();
      this.#holdFor(waitMsOf(error.headers) || minuteMs, error.message);
      return;
    }
    const mayPass =
      error instanceof Unreachable || (error instanceof GraphRefusal && error.verdict === 'again');
    if (!mayPass || now() - this.#goodMs > patienceMs) throw error;
    const ms = backoffMs(attempt, random());
    onDelay({ kind: 'failure', ms, why: (error as Error).message });
    await pause(ms, signal);
  }

  #holdFor(ms: number, why: string): void {
    const { now, random, onDelay } = this.#options;
    const untilMs = now() + ms + random() * 5000;
    if (untilMs <= this.#roomMs + minuteMs / 2) return;
    this.#roomMs = untilMs;
    onDelay({ kind: 'limit', ms, why });
  }
}
