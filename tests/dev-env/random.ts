/** Chance that repeats itself: the same seed gives the same numbers (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to, but not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `min` to `max`, both included. */
  integer(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<Thing>(things: readonly Thing[]): Thing {
    const thing = things[this.integer(0, things.length - 1)];
    if (thing === undefined) throw new Error('there is nothing to pick from');
    return thing;
  }

  /** A source of chance of its own, so that one part's use of chance does not move another's. */
  fork(): Random {
    return new Random(this.integer(0, 2 ** 32 - 1));
  }
}

/** Such numbers as a function: from 0 up to, but not including, 1. */
export function randomFrom(seed: number): () => number {
  const random = new Random(seed);
  return () => random.next();
}
