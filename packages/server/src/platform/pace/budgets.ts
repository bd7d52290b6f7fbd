import { type KnownMeter, Meter } from './meter.ts';
import type { Usage } from './usage.ts';

export type TurnKind = 'read' | 'write';

/**
 * A meter is filled up to here. At 100 a platform may close the account for minutes instead of letting the next call
 * through when there is room; and what others spend in the same moment is not seen.
 */
export const fullPercent = 98;

/** How long to wait after a refusal that does not say, doubled with each that follows. */
const throttleMsMin = 60_000;
const throttleMsMax = 3_600_000;

/** Of what is left, for each call that is under way, as long as nobody tells what a call costs. */
const cautionPercent = 2;

/** Sums of fractions are not exact. */
const tolerance = 1e-9;

/** A call under way. */
export interface Call {
  readonly kind: TurnKind;
  readonly endedBefore: Readonly<Record<TurnKind, number>>;
}

/** What the end of a call tells; all are undefined where there was no answer. */
export interface CallAnswer {
  readonly usage?: Usage;
  /** The platform refused because a limit is reached: how long to wait, null where it does not say. */
  readonly throttledMs?: number | null;
  /** The server failed: fewer at once for a while. */
  readonly isStrained?: boolean;
}

export interface KnownBudgets {
  readonly meters: Readonly<Record<string, KnownMeter>>;
  readonly throttledUntilMs: number;
  readonly isProbing: boolean;
}

/**
 * Decides when the next call about an ad account may go. Pure but for the state that it is: moments are handed in and
 * never go back.
 */
export class Budgets {
  readonly #inFlightMax: number;
  readonly #meters = new Map<string, Meter>();
  /** Grows by one with every call that went well, and halves with every failure of the server. */
  #inFlightAllowed = 1;
  readonly #inFlight: Record<TurnKind, number> = { read: 0, write: 0 };
  readonly #ended: Record<TurnKind, number> = { read: 0, write: 0 };
  #throttledUntilMs = 0;
  #throttles = 0;
  /** The wait of a refusal is over or will be, and no call has shown yet what there is room for. */
  #isProbing = false;

  constructor(inFlightMax: number) {
    this.#inFlightMax = inFlightMax;
  }

  static restored(inFlightMax: number, known: KnownBudgets, nowMs: number): Budgets {
    const budgets = new Budgets(inFlightMax);
    budgets.#throttledUntilMs = Math.min(known.throttledUntilMs, nowMs + throttleMsMax);
    budgets.#isProbing = known.isProbing;
    for (const [name, meter] of Object.entries(known.meters)) {
      budgets.#meters.set(name, Meter.restored(meter, nowMs));
    }
    return budgets;
  }

  get inFlight(): number {
    return this.#inFlight.read + this.#inFlight.write;
  }

  get throttledUntilMs(): number {
    return this.#throttledUntilMs;
  }

  /** The first moment at which a call of this kind may begin; null: not before another one has ended. */
  whenNext(kind: TurnKind, nowMs: number): number | null {
    if (this.inFlight >= this.#inFlightAllowed) return null;
    const waitedMs = Math.max(nowMs, this.#throttledUntilMs);
    // The platform has said when to go on, and knows better than meters that it showed full.
    if (this.#isProbing) return this.inFlight === 0 ? waitedMs : null;
    const meters = this.#metersOf(kind);
    const atMs = Math.max(
      waitedMs,
      ...meters.map((meter) => meter.whenAtMost(fullPercent - costOf(meter), nowMs)),
    );
    if (this.inFlight === 0) return atMs;
    // The answers of those under way may tell that there is more room; and the fewer are left, the fewer go at once.
    if (atMs > nowMs) return null;
    return meters.every((meter) => this.inFlight < atOnce(meter, nowMs)) ? nowMs : null;
  }

  begin(kind: TurnKind): Call {
    this.#inFlight[kind] += 1;
    for (const meter of this.#metersOf(kind)) meter.begin();
    return { kind, endedBefore: { ...this.#ended } };
  }

  end(call: Call, answer: CallAnswer, nowMs: number): void {
    const { kind } = call;
    this.#inFlight[kind] -= 1;
    const isRefused = answer.throttledMs !== undefined;
    for (const meter of this.#metersOf(kind)) {
      if (isRefused) meter.endRefused();
      else meter.end(nowMs);
    }
    for (const reading of answer.usage ?? []) {
      const known = this.#meters.get(reading.meter);
      const meter = known ?? this.#meet(reading.meter, Meter.met(reading, nowMs), kind, nowMs);
      meter.read(reading, this.#beside(call, reading.isOfWrites), nowMs);
    }
    this.#ended[kind] += 1;
    this.#learn(answer, nowMs);
  }

  /** Of the fullest meter. */
  percent(nowMs: number): number | null {
    if (this.#meters.size === 0) return null;
    return Math.max(...[...this.#meters.values()].map((meter) => meter.percentAt(nowMs)));
  }

  /** How long budgets alone would hold up so many writes; 0: not at all. */
  heldMs(writes: number, nowMs: number): number {
    const throttledMs = Math.max(0, this.#throttledUntilMs - nowMs);
    return Math.max(throttledMs, ...this.#metersOf('write').map((meter) => heldBy(meter, writes, nowMs)));
  }

  known(nowMs: number): KnownBudgets {
    const meters = [...this.#meters].map(([name, meter]) => [name, meter.known(nowMs)] as const);
    return {
      meters: Object.fromEntries(meters),
      throttledUntilMs: this.#throttledUntilMs,
      isProbing: this.#isProbing,
    };
  }

  /** What is under way belongs to a meter that was just met, too, and so does the call that told of it. */
  #meet(name: string, meter: Meter, kind: TurnKind, nowMs: number): Meter {
    const { read, write } = this.#inFlight;
    for (let call = 0; call < write + (meter.isOfWrites ? 0 : read); call += 1) meter.begin();
    if (kind === 'write' || !meter.isOfWrites) {
      meter.begin();
      meter.end(nowMs);
    }
    this.#meters.set(name, meter);
    return meter;
  }

  #metersOf(kind: TurnKind): readonly Meter[] {
    const meters = [...this.#meters.values()];
    return kind === 'write' ? meters : meters.filter(({ isOfWrites }) => !isOfWrites);
  }

  /** Calls that were under way at some time while this one was. */
  #beside({ endedBefore }: Call, isOfWrites: boolean): number {
    const besideOf = (kind: TurnKind) => this.#inFlight[kind] + this.#ended[kind] - endedBefore[kind];
    return besideOf('write') + (isOfWrites ? 0 : besideOf('read'));
  }

  #learn({ throttledMs, isStrained, usage }: CallAnswer, nowMs: number): void {
    if (throttledMs !== undefined) {
      const waitMs = throttledMs ?? Math.min(throttleMsMax, throttleMsMin * 2 ** this.#throttles);
      this.#throttles += 1;
      this.#isProbing = true;
      this.#throttledUntilMs = Math.max(this.#throttledUntilMs, nowMs + waitMs);
      this.#inFlightAllowed = 1;
    } else if (isStrained === true) {
      this.#inFlightAllowed = Math.max(1, Math.floor(this.#inFlightAllowed / 2));
    } else if (usage !== undefined) {
      this.#throttles = 0;
      this.#isProbing = false;
      this.#inFlightAllowed = Math.min(this.#inFlightMax, this.#inFlightAllowed + 1);
    }
  }
}

/** A call that costs more than all there is must go once there is nothing else. */
function costOf({ costPercent }: Meter): number {
  return Math.min(costPercent, fullPercent);
}

/** Where others spend, a measured cost may be far too low: near the limit only a few calls find out. */
function atOnce(meter: Meter, nowMs: number): number {
  const leftPercent = fullPercent - meter.percentAt(nowMs);
  const cautious = meter.isCostTold ? Number.POSITIVE_INFINITY : leftPercent / cautionPercent;
  return Math.min(leftIn(meter, nowMs) / 2, cautious);
}

function leftIn(meter: Meter, nowMs: number): number {
  return (fullPercent - meter.percentAt(nowMs)) / costOf(meter);
}

/** What is left goes at once; then as much in each window as fits into it. */
function heldBy(meter: Meter, writes: number, nowMs: number): number {
  const cost = costOf(meter);
  const left = Math.max(0, Math.floor(leftIn(meter, nowMs) + tolerance));
  const beyond = writes - left;
  if (beyond <= 0) return 0;
  const perWindow = Math.max(1, Math.floor(fullPercent / cost));
  if (left > 0) return Math.ceil(beyond / perWindow) * meter.windowMs;
  const firstMs = meter.whenAtMost(fullPercent - cost, nowMs) - nowMs;
  return firstMs + Math.floor((beyond - 1) / perWindow) * meter.windowMs;
}
