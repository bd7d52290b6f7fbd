import { type Amounts, nothing, sumOf } from './rules.ts';

/**
 * A window is counted in so many pieces. Those of an hour have three seconds, a hundredth of the five minutes over which
 * the score of an account rolls: half a minute kept callers a tenth below what they were promised.
 */
const slotsPerWindow = 1200;

/**
 * What was spent in the last while, in slots of time. What is in a slot counts until all of it is older than the
 * window: so a window is up to one slot too long, and never too short.
 */
export class RollingWindow {
  readonly windowMs: number;
  readonly slotMs: number;
  readonly #slots = new Map<number, Amounts>();

  constructor(windowMs: number) {
    this.windowMs = windowMs;
    this.slotMs = Math.ceil(windowMs / slotsPerWindow);
  }

  /** When the slot of a moment began. */
  slotOf(atMs: number): number {
    return Math.floor(atMs / this.slotMs) * this.slotMs;
  }

  add(slot: number, amounts: Amounts): void {
    this.set(slot, sumOf(this.#slots.get(slot) ?? nothing, amounts));
  }

  set(slot: number, amounts: Amounts): void {
    this.#slots.set(slot, amounts);
  }

  /** All that still counts. A shorter span than the window leaves out what is older. */
  sum(nowMs: number, spanMs: number = this.windowMs): Amounts {
    const sum = { ...nothing };
    for (const [slot, { calls, points, cpuMs, timeMs }] of this.#slots) {
      if (this.#endOf(slot, spanMs) <= nowMs) continue;
      sum.calls += calls;
      sum.points += points;
      sum.cpuMs += cpuMs;
      sum.timeMs += timeMs;
    }
    return sum;
  }

  /**
   * How long until what is left no longer fulfils `isOver`, if nothing more is spent; 0: it does not now. More never
   * fulfils it less.
   */
  waitMs(nowMs: number, isOver: (rest: Amounts) => boolean, spanMs: number = this.windowMs): number {
    let rest = nothing;
    // The newest leave last: the one with which it is over must leave.
    for (const [slot, amounts] of [...this.#slots].sort(([left], [right]) => right - left)) {
      const endMs = this.#endOf(slot, spanMs);
      if (endMs <= nowMs) break;
      rest = sumOf(rest, amounts);
      if (isOver(rest)) return endMs - nowMs;
    }
    return 0;
  }

  /** Drops what counts no more. */
  forget(nowMs: number): void {
    for (const slot of this.#slots.keys()) {
      if (this.#endOf(slot, this.windowMs) <= nowMs) this.#slots.delete(slot);
    }
  }

  #endOf(slot: number, spanMs: number): number {
    return slot + this.slotMs + spanMs;
  }
}
