/**
 * The shortest time between two requests to apply an audience. Applying costs some thirty statements of the control
 * store, however few rows there are.
 */
const gapMs = 2000;

/**
 * Asks to have audiences applied, but not for every request that brings them rows: the first at once, those that
 * follow together a moment later.
 */
export class ApplyRequests {
  readonly #request: (audienceId: number) => Promise<void>;
  readonly #timers = new Map<number, NodeJS.Timeout>();
  readonly #again = new Set<number>();

  constructor(request: (audienceId: number) => Promise<void>) {
    this.#request = request;
  }

  /** Rows of this audience wait. */
  ask(audienceId: number): void {
    if (this.#timers.has(audienceId)) {
      this.#again.add(audienceId);
      return;
    }
    // A server that ends leaves the rest to the sweep of the next start.
    const timer = setTimeout(() => {
      this.#timers.delete(audienceId);
      if (this.#again.delete(audienceId)) this.ask(audienceId);
    }, gapMs).unref();
    this.#timers.set(audienceId, timer);
    void this.#request(audienceId);
  }

  /** Asks for nothing any more. */
  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#again.clear();
  }
}
