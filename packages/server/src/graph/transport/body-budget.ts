/** There was no room for a body for as long as one waits for it. */
export class NoRoom extends Error {
  override readonly name = 'NoRoom';
}

/** What one body holds of the budget. */
interface Hold {
  bytes: number;
}

interface Waiting {
  readonly hold: Hold;
  readonly bytes: number;
  readonly resolve: () => void;
}

/**
 * Bounds the memory of all bodies that are in the process at once. Room is taken as bytes come, not as they are
 * announced, so that nobody holds any by a promise. Whoever finds none waits, and stops reading from the line
 * meanwhile. The oldest body always goes on, or bodies that are half here would wait for each other; so the bound is
 * `bytesMax` and one body.
 */
export class BodyBudget {
  readonly #bytesMax: number;
  readonly #waitMsMax: number;
  /** In the order in which they began. */
  readonly #holds = new Set<Hold>();
  #waiting: Waiting[] = [];
  #used = 0;

  constructor(bytesMax: number, waitMsMax: number) {
    this.#bytesMax = bytesMax;
    this.#waitMsMax = waitMsMax;
  }

  /** Bytes that are held now. */
  get used(): number {
    return this.#used;
  }

  /** For one body. `release` gives all of it back, once; what is grown after that is given back at once. */
  open(): { readonly grow: (bytes: number) => Promise<void>; readonly release: () => void } {
    const hold: Hold = { bytes: 0 };
    let isReleased = false;
    return {
      grow: async (bytes) => {
        this.#holds.add(hold);
        if (!this.#grant(hold, bytes)) await this.#wait(hold, bytes);
        if (isReleased) this.#release(hold);
      },
      release: () => {
        isReleased = true;
        this.#release(hold);
      },
    };
  }

  #grant(hold: Hold, bytes: number): boolean {
    const [oldest] = this.#holds;
    const fits = this.#waiting.length === 0 && this.#used + bytes <= this.#bytesMax;
    if (!fits && hold !== oldest) return false;
    hold.bytes += bytes;
    this.#used += bytes;
    return true;
  }

  /** Throws NoRoom. */
  async #wait(hold: Hold, bytes: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiting: Waiting = { hold, bytes, resolve };
    this.#waiting.push(waiting);
    const timer = setTimeout(() => {
      this.#waiting = this.#waiting.filter((each) => each !== waiting);
      reject(new NoRoom());
    }, this.#waitMsMax);
    await promise.finally(() => clearTimeout(timer));
  }

  #release(hold: Hold): void {
    this.#used -= hold.bytes;
    hold.bytes = 0;
    this.#holds.delete(hold);
    this.#admit();
  }

  /** Lets in who waits: in their order as long as there is room, and the oldest in any case. */
  #admit(): void {
    const queue = this.#waiting;
    this.#waiting = [];
    for (const waiting of queue) {
      if (this.#grant(waiting.hold, waiting.bytes)) waiting.resolve();
      else this.#waiting.push(waiting);
    }
  }
}
