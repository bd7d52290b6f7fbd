import { SpendingLog } from './spending-log.ts';
import type { MeterReading } from './usage.ts';

/** As long as nothing tells what a call costs, it is at most what the first reading says, and no more than this. */
const costPercentUnknown = 5;

/** Own calls are counted in so many pieces of the window; a call counts until all of its piece is older. */
const pieces = 600;

/** Calls that are younger than this part of the window are all still counted. */
const settledShare = 0.9;

/** Sums of fractions are not exact. */
const tolerance = 1e-9;

/** What is kept of a meter when the process ends. */
export interface KnownMeter {
  readonly percent: number;
  readonly atMs: number;
  readonly costPercent: number;
  readonly windowMs: number;
  readonly isOfWrites: boolean;
  readonly spending: readonly (readonly [endMs: number, calls: number])[];
}

/**
 * One limit, as far as answers tell it. It gives an upper bound of what is spent: the last reading, and every call
 * that may not have been in it. Own calls leave when they are older than the window; what others spent is taken to
 * leave evenly. Every reading corrects both. Pure: moments are handed in, and never go back.
 */
export class Meter {
  readonly isOfWrites: boolean;
  windowMs: number;
  /** Of one call; an upper bound where it is not documented. */
  costPercent: number;
  isCostTold = false;
  readonly #spending: SpendingLog;
  /** What is spent and not by calls of the log, at a moment. */
  #othersPercent = 0;
  #atMs: number;
  /** The reading from which the cost is measured; so many calls were in it at least and at most. */
  #anchor: { readonly percent: number; readonly least: number; readonly most: number } | null = null;
  #calls = 0;

  constructor(
    known: { readonly isOfWrites: boolean; readonly windowMs: number; readonly costPercent: number },
    nowMs: number,
  ) {
    this.isOfWrites = known.isOfWrites;
    this.windowMs = known.windowMs;
    this.costPercent = known.costPercent;
    this.#spending = new SpendingLog(known.windowMs / pieces);
    this.#atMs = nowMs;
  }

  static met(reading: MeterReading, nowMs: number): Meter {
    const unknown = Math.min(costPercentUnknown, reading.percent + reading.roundedDownBy);
    return new Meter({ ...reading, costPercent: reading.costPercent ?? unknown }, nowMs);
  }

  static restored(known: KnownMeter, nowMs: number): Meter {
    const meter = new Meter(known, nowMs);
    for (const [endMs, calls] of known.spending) meter.#spending.add(endMs, calls);
    // Until it is read again, nothing that was spent by others is taken to have left since.
    meter.#settle(known.percent, nowMs);
    return meter;
  }

  begin(): void {
    this.#spending.begin();
    this.#calls += 1;
  }

  end(nowMs: number): void {
    this.#spending.end(nowMs);
  }

  /** Ends a call that was refused because a limit is reached: it spent nothing, so no cost can be measured by it. */
  endRefused(): void {
    this.#spending.endUnspent();
    this.#calls -= 1;
    this.#anchor = null;
  }

  /** An upper bound of what is spent, of 100, if nothing more is begun. */
  percentAt(atMs: number): number {
    const own = this.#spending.count(atMs - this.windowMs) * this.costPercent;
    const gone = Math.min(1, Math.max(0, (atMs - this.#atMs) / this.windowMs));
    return own + this.#othersPercent * (1 - gone);
  }

  /**
   * What the answer of a call told, after `end` of this call. `beside`: calls that were under way at some time while
   * it was, so the reading may be without them.
   */
  read(reading: MeterReading, beside: number, nowMs: number): void {
    // A call that has just been counted is gone after the whole window: the longest that was seen is the true one.
    this.windowMs = Math.max(this.windowMs, reading.windowMs);
    this.#measureCost(reading, beside, nowMs);
    const upper = reading.percent + reading.roundedDownBy + beside * this.costPercent;
    const before = this.percentAt(nowMs);
    // What is less than the reading has missed what others spend.
    this.#settle(before >= reading.percent ? Math.min(before, upper) : upper, nowMs);
  }

  /** The first moment from now on at which it is at most so full, if nothing more is begun. */
  whenAtMost(percent: number, nowMs: number): number {
    if (this.percentAt(nowMs) <= percent) return nowMs;
    let [early, late] = [nowMs, nowMs + this.windowMs];
    while (late - early > 1) {
      const middle = Math.floor((early + late) / 2);
      if (this.percentAt(middle) <= percent) late = middle;
      else early = middle;
    }
    return late;
  }

  known(nowMs: number): KnownMeter {
    return {
      percent: this.percentAt(nowMs),
      atMs: nowMs,
      costPercent: this.costPercent,
      windowMs: this.windowMs,
      isOfWrites: this.isOfWrites,
      spending: this.#spending.entries(nowMs),
    };
  }

  #settle(percent: number, nowMs: number): void {
    this.#spending.forget(nowMs - this.windowMs);
    const calls = this.#spending.count(nowMs - this.windowMs);
    // The platform may forget sooner than its window says: then it has forgotten the oldest.
    const inIt = Math.ceil(percent / this.costPercent - tolerance);
    const counted = calls - this.#spending.dropOldest(calls - inIt);
    this.#othersPercent = Math.max(0, percent - counted * this.costPercent);
    this.#atMs = nowMs;
  }

  /**
   * Documented costs win. Else it is the smallest of the upper bounds that readings give, unless one of their lower
   * bounds is above it.
   */
  #measureCost({ costPercent, percent, roundedDownBy }: MeterReading, beside: number, nowMs: number): void {
    if (costPercent !== null) {
      this.costPercent = costPercent;
      this.isCostTold = true;
      return;
    }
    const [least, most] = [this.#calls - beside, this.#calls];
    const anchor = this.#anchor;
    // What leaves the window meanwhile hides what is spent.
    const isLeaving = this.#spending.oldestMs <= nowMs - settledShare * this.windowMs;
    if (anchor === null || percent < anchor.percent || isLeaving) {
      this.#anchor = isLeaving ? null : { percent, least, most };
      return;
    }
    const spent = percent - anchor.percent;
    const upper = least > anchor.most ? (spent + roundedDownBy) / (least - anchor.most) : this.costPercent;
    const lower = most > anchor.least ? (spent - roundedDownBy) / (most - anchor.least) : 0;
    this.costPercent = Math.max(tolerance, lower, Math.min(upper, this.costPercent));
  }
}
