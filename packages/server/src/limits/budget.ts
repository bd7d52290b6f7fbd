import type { RateTier } from '../config/index.ts';
import { RollingWindow } from './rolling-window.ts';
import { type Amounts, endless, isEndless, nothing, sumOf } from './rules.ts';

/** How much of a budget is spent, in whole percent: 100 or more exactly when nothing more may be spent. */
export interface Shares {
  readonly callPercent: number;
  readonly cpuPercent: number;
  readonly timePercent: number;
}

/** The score of an ad account. */
export interface Score {
  /** With its fraction. */
  readonly percent: number;
  /** How long until it is zero, if nothing more is spent. */
  readonly resetMs: number;
}

/** The score rolls over five minutes where the window is an hour. */
const scoreWindows = 12;

/** Another node may be this late with what it spent. */
const savedLateMsMax = 5000;

export interface BudgetOptions {
  readonly appId: string;
  /** Null: the budget of the app itself. */
  readonly adAccountId: number | null;
  readonly windowMs: number;
  readonly clock: () => number;
}

/** What may be spent on an ad account, or by an app, and what was. */
export class Budget {
  readonly appId: string;
  readonly adAccountId: number | null;
  /** When it was last compared with the control store. */
  readMs = Number.NEGATIVE_INFINITY;
  /** When somebody last asked for it. */
  askedMs = 0;
  /** Nothing is known to be limited until somebody says so. */
  allowance: Amounts = endless;
  tier: RateTier = 'unlimited';
  readonly #clock: () => number;
  readonly #window: RollingWindow;
  #unsaved = new Map<number, Amounts>();

  constructor({ appId, adAccountId, windowMs, clock }: BudgetOptions) {
    this.appId = appId;
    this.adAccountId = adAccountId;
    this.#clock = clock;
    this.#window = new RollingWindow(windowMs);
  }

  /** Whether nothing more may be spent. */
  get isSpent(): boolean {
    if (isEndless(this.allowance)) return false;
    return this.#isOver(this.#window.sum(this.#clock()));
  }

  get isScoreReached(): boolean {
    return this.#scoreSum().points >= this.allowance.points;
  }

  spend(amounts: Amounts): void {
    if (isEndless(this.allowance)) return;
    const slot = this.#window.slotOf(this.#clock());
    this.#window.add(slot, amounts);
    this.#unsaved.set(slot, sumOf(this.#unsaved.get(slot) ?? nothing, amounts));
  }

  shares(): Shares {
    const spent = isEndless(this.allowance) ? nothing : this.#window.sum(this.#clock());
    return {
      callPercent: percentOf(spent.calls, this.allowance.calls),
      cpuPercent: percentOf(spent.cpuMs, this.allowance.cpuMs),
      timePercent: percentOf(spent.timeMs, this.allowance.timeMs),
    };
  }

  /** How long until more may be spent; 0: it may now. */
  regainMs(): number {
    if (!this.isSpent) return 0;
    return this.#window.waitMs(this.#clock(), (rest) => this.#isOver(rest));
  }

  score(): Score {
    const percent = (100 * this.#scoreSum().points) / this.allowance.points;
    const resetMs = this.#window.waitMs(this.#clock(), ({ points }) => points > 0, this.#scoreMs);
    return { percent, resetMs };
  }

  /** What the control store does not know yet, by slot. Who takes it saves it, or gives it back. */
  takeUnsaved(): ReadonlyMap<number, Amounts> {
    const taken = this.#unsaved;
    this.#unsaved = new Map();
    return taken;
  }

  giveBack(taken: ReadonlyMap<number, Amounts>): void {
    for (const [slot, amounts] of taken) {
      this.#unsaved.set(slot, sumOf(this.#unsaved.get(slot) ?? nothing, amounts));
    }
  }

  /** What all nodes have saved. The store may hold slots of another length, if the setting was changed. */
  settle(saved: readonly (readonly [slot: number, amounts: Amounts])[]): void {
    const bySlot = new Map<number, Amounts>();
    for (const [savedSlot, amounts] of saved) {
      const slot = this.#window.slotOf(savedSlot);
      bySlot.set(slot, sumOf(bySlot.get(slot) ?? nothing, amounts));
    }
    for (const [slot, amounts] of bySlot) {
      this.#window.set(slot, sumOf(amounts, this.#unsaved.get(slot) ?? nothing));
    }
  }

  forget(): void {
    this.#window.forget(this.#clock());
  }

  /** From which slot on the store may tell what is not known here: all that counts, or what may have changed since. */
  get unreadSlot(): number {
    const oldestMs = this.#clock() - this.#window.windowMs - this.#window.slotMs;
    return this.#window.slotOf(Math.max(oldestMs, this.readMs - savedLateMsMax));
  }

  get #scoreMs(): number {
    return this.#window.windowMs / scoreWindows;
  }

  #scoreSum(): Amounts {
    return this.#window.sum(this.#clock(), this.#scoreMs);
  }

  #isOver({ calls, cpuMs, timeMs }: Amounts): boolean {
    const { allowance } = this;
    return calls >= allowance.calls || cpuMs >= allowance.cpuMs || timeMs >= allowance.timeMs;
  }
}

/** Rounded down, so that it says 100 when it is reached and not before. */
function percentOf(spent: number, allowed: number): number {
  return Math.floor((100 * spent) / allowed);
}
