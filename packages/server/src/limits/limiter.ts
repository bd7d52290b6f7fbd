import type { RateTier } from '../config/index.ts';
import type { SqlRow, Statements } from '../control/index.ts';
import { KeyedMutex } from '../kernel/keyed-mutex.ts';
import { sqlIn } from '../kernel/sql-file.ts';
import { Budget } from './budget.ts';
import { ProcessorShare } from './processor-share.ts';
import { type Amounts, accountAllowance, appAllowance, isEndless, type Limits, limitsOf } from './rules.ts';

const statement = sqlIn(import.meta.url);

const saveMs = 1000;
/** What is asked for after a longer pause is compared with the store first. */
const freshMs = 5000;
const forgetMs = 60_000;
/** How long a tier and a number of audiences are believed. */
const allowanceMs = 10_000;

export interface LimiterOptions {
  readonly limits: Limits;
  readonly control: Statements;
  /** The tier of an ad account; null: that of the installation. */
  readonly tierOf: (adAccountId: number) => Promise<RateTier | null>;
  /** How many audiences it has. */
  readonly audiencesOf: (adAccountId: number) => Promise<number>;
  readonly onError: (error: unknown) => void;
}

interface UsageRow extends SqlRow {
  readonly app_id: string;
  readonly ad_account_id: number;
  readonly slot_ms: number;
  readonly calls: number;
  readonly points: number;
  readonly cpu_ms: number;
  readonly time_ms: number;
}

/**
 * Budgets of ad accounts and apps. They are counted here and added to the control store each second, and what other
 * nodes added is read with it: so nodes together admit at most what the others do in that second beyond a budget, and
 * who is killed forgets at most that second.
 */
export class Limiter implements AsyncDisposable {
  readonly limits: Limits;
  readonly processor = new ProcessorShare();
  readonly #options: LimiterOptions;
  readonly #budgets = new Map<string, Budget>();
  readonly #allowanceUntilMs = new WeakMap<Budget, number>();
  /** What is read must be newer than what was saved, so only one of them happens at a time. */
  readonly #turns = new KeyedMutex<'store'>();
  readonly #clock = Date.now;
  readonly #timer: NodeJS.Timeout | undefined;
  #isSaving = false;
  #forgottenMs = 0;

  constructor(options: LimiterOptions) {
    this.#options = options;
    this.limits = options.limits;
    this.#timer = setInterval(() => void this.#tick(), saveMs);
    this.#timer.unref();
  }

  /** The budget of an app on an ad account, as of a few seconds ago at most. */
  accountBudget(appId: string, adAccountId: number): Promise<Budget> {
    return this.#fresh(appId, adAccountId);
  }

  /** The budget of an app itself. */
  appBudget(appId: string): Promise<Budget> {
    return this.#fresh(appId, null);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    await this.#turns.run('store', () => this.#save()).catch(this.#options.onError);
  }

  async #fresh(appId: string, adAccountId: number | null): Promise<Budget> {
    const budget = this.#budgetOf(appId, adAccountId);
    const nowMs = this.#clock();
    budget.askedMs = nowMs;
    if (!this.#allowanceUntilMs.has(budget)) await this.#renewAllowance(budget, nowMs);
    if (isEndless(budget.allowance)) return budget;
    if (budget.readMs < nowMs - freshMs) {
      await this.#turns.run('store', async () => {
        if (budget.readMs < nowMs - freshMs) await this.#read([budget]);
      });
    }
    return budget;
  }

  #budgetOf(appId: string, adAccountId: number | null): Budget {
    const key = `${appId} ${adAccountId}`;
    const known = this.#budgets.get(key);
    if (known !== undefined) return known;
    const windowMs = this.limits.windowSeconds * 1000;
    const made = new Budget({ appId, adAccountId, windowMs, clock: this.#clock });
    this.#budgets.set(key, made);
    return made;
  }

  async #tick(): Promise<void> {
    if (this.#isSaving) return;
    this.#isSaving = true;
    try {
      await this.#turns.run('store', async () => {
        await this.#save();
        await this.#read(this.#live().filter(({ askedMs, readMs }) => askedMs > readMs));
      });
      await this.#renewAllowances();
      await this.#forget();
    } catch (error) {
      this.#options.onError(error);
    } finally {
      this.#isSaving = false;
    }
  }

  async #save(): Promise<void> {
    const taken = this.#live().map((budget) => ({ budget, bySlot: budget.takeUnsaved() }));
    const rows = taken.flatMap(({ budget, bySlot }) =>
      [...bySlot].map(([slot, { calls, points, cpuMs: cpu, timeMs: time }]) => ({
        ...nameOf(budget),
        ...{ slot, calls, points, cpu, time },
      })),
    );
    if (rows.length === 0) return;
    try {
      await this.#options.control.query(statement('add-usage'), [JSON.stringify(rows)]);
    } catch (error) {
      for (const { budget, bySlot } of taken) budget.giveBack(bySlot);
      throw error;
    }
  }

  /** Brings budgets to what all nodes have spent. */
  async #read(budgets: readonly Budget[]): Promise<void> {
    if (budgets.length === 0) return;
    const readMs = this.#clock();
    const asked = budgets.map((budget) => ({ ...nameOf(budget), from: budget.unreadSlot }));
    const rows = await this.#options.control.query<UsageRow>(statement('read-usage'), [
      JSON.stringify(asked),
    ]);
    const byName = Map.groupBy(rows, ({ app_id, ad_account_id }) => `${ad_account_id} ${app_id}`);
    for (const budget of budgets) {
      const { app, account } = nameOf(budget);
      budget.settle((byName.get(`${account} ${app}`) ?? []).map((row) => [row.slot_ms, amountsOf(row)]));
      budget.readMs = readMs;
    }
  }

  /** Of those that were asked for since they were last renewed, once in a while. */
  async #renewAllowances(): Promise<void> {
    const nowMs = this.#clock();
    for (const budget of this.#budgets.values()) {
      const untilMs = this.#allowanceUntilMs.get(budget) ?? 0;
      if (untilMs <= nowMs && budget.askedMs > untilMs - allowanceMs)
        await this.#renewAllowance(budget, nowMs);
    }
  }

  async #renewAllowance(budget: Budget, nowMs: number): Promise<void> {
    const { adAccountId } = budget;
    if (adAccountId === null) {
      budget.allowance = appAllowance(this.limits);
    } else {
      const limits = limitsOf(this.limits, await this.#options.tierOf(adAccountId));
      const isLimited = !isEndless(accountAllowance(limits, 0));
      const audiences = isLimited ? await this.#options.audiencesOf(adAccountId) : 0;
      budget.allowance = accountAllowance(limits, audiences);
      budget.tier = limits.tier;
    }
    this.#allowanceUntilMs.set(budget, nowMs + allowanceMs);
  }

  async #forget(): Promise<void> {
    const nowMs = this.#clock();
    if (nowMs < this.#forgottenMs + forgetMs) return;
    this.#forgottenMs = nowMs;
    // Another node's clock may be behind, so some more is kept than counts.
    const oldestMs = nowMs - 2 * this.limits.windowSeconds * 1000;
    if (this.#live().length > 0) await this.#options.control.query(statement('forget-usage'), [oldestMs]);
    for (const [key, budget] of this.#budgets) {
      budget.forget();
      if (budget.askedMs < oldestMs) this.#budgets.delete(key);
    }
  }

  /** Those of which anything is counted. */
  #live(): readonly Budget[] {
    return [...this.#budgets.values()].filter(({ allowance }) => !isEndless(allowance));
  }
}

/** 0 stands for the app itself. */
function nameOf({ appId, adAccountId }: Budget): { readonly app: string; readonly account: number } {
  return { app: appId, account: adAccountId ?? 0 };
}

function amountsOf(row: UsageRow): Amounts {
  return { calls: row.calls, points: row.points, cpuMs: row.cpu_ms, timeMs: row.time_ms };
}
