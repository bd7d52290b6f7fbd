/**
 * How much processor time each of several calls takes that are under way at once on one thread: what the thread spends
 * is shared evenly among those that are open. What it spends while none is open is nobody's.
 */
export class ProcessorShare {
  readonly #spentMs: () => number;
  #open = 0;
  /** What one call would have been given that was open all the time. */
  #shareMs = 0;
  #lastMs: number;

  constructor(spentMs: () => number = threadMs) {
    this.#spentMs = spentMs;
    this.#lastMs = spentMs();
  }

  /** Gives what `end` wants to have. */
  begin(): number {
    this.#advance();
    this.#open += 1;
    return this.#shareMs;
  }

  /** The share of a call, in milliseconds. */
  end(begun: number): number {
    this.#advance();
    this.#open -= 1;
    return this.#shareMs - begun;
  }

  #advance(): void {
    const nowMs = this.#spentMs();
    if (this.#open > 0) this.#shareMs += (nowMs - this.#lastMs) / this.#open;
    this.#lastMs = nowMs;
  }
}

/** Of the thread that serves calls: it holds the embedded control store too, but not the column store. 0.3 µs a call. */
function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
