import type { Accounts } from '../../access/index.ts';
import type { Budget, Limiter } from '../../limits/index.ts';
import { GraphError } from '../wire/index.ts';
import { usageHeaders } from './headers.ts';

/** A call that adds people is a write (specification 7.3). */
const pointsPerWrite = 3;

/** Who makes a call, and whether it brings people: such calls are counted for the score and the app, too. */
export interface Payer {
  readonly appId: string;
  /** Operators are neither limited nor counted. */
  readonly isOperator: boolean;
  readonly bringsPeople: boolean;
}

/** Limits calls, counts what they spend, and tells it in headers. */
export class Meter {
  readonly limiter: Limiter;
  readonly #accounts: Pick<Accounts, 'byId'>;
  /** Graph ids of ad accounts, which never change. */
  readonly #graphIds = new Map<number, string>();

  constructor(limiter: Limiter, accounts: Pick<Accounts, 'byId'>) {
    this.limiter = limiter;
    this.#accounts = accounts;
  }

  request(): RequestUsage {
    return new RequestUsage(this);
  }

  async graphIdOf(adAccountId: number): Promise<string> {
    const known = this.#graphIds.get(adAccountId);
    if (known !== undefined) return known;
    const graphId = (await this.#accounts.byId(adAccountId))?.graphId ?? '';
    this.#graphIds.set(adAccountId, graphId);
    return graphId;
  }
}

/** What one request has used: one call, or those of a batch. */
export class RequestUsage {
  readonly meter: Meter;
  readonly accounts = new Map<string, Budget>();
  readonly scored = new Set<Budget>();
  app: Budget | null = null;

  constructor(meter: Meter) {
    this.meter = meter;
  }

  /** Begins to measure a call. */
  begin(): CallUsage {
    return new CallUsage(this);
  }

  /** What is spent by now, for the answer. */
  headers(): Record<string, string> {
    return usageHeaders(this);
  }
}

/** One call, from when its request is read to when it is answered. */
export class CallUsage {
  readonly #request: RequestUsage;
  readonly #limiter: Limiter;
  readonly #startMs = performance.now();
  readonly #begun: number;
  readonly #charged: Budget[] = [];
  #payer: Payer | null = null;
  #isOver = false;

  constructor(request: RequestUsage) {
    this.#request = request;
    this.#limiter = request.meter.limiter;
    this.#begun = this.#limiter.processor.begin();
  }

  by(payer: Payer): void {
    this.#payer = payer;
  }

  /** To be called before anything is done on an ad account. Throws GraphError when its budget is spent. */
  async admitAccount(adAccountId: number): Promise<void> {
    const payer = this.#known();
    const [budget, graphId] = await Promise.all([
      this.#limiter.accountBudget(payer.appId, adAccountId),
      this.#request.meter.graphIdOf(adAccountId),
    ]);
    this.#request.accounts.set(graphId, budget);
    if (payer.bringsPeople) this.#request.scored.add(budget);
    const app = payer.bringsPeople ? await this.#appBudget(payer) : null;
    if (payer.isOperator) return;
    // Who is refused spends nothing, so all are asked before any is charged.
    if (app?.isSpent === true) throw GraphError.of('app_limited');
    if (budget.isSpent) throw GraphError.of('account_limited');
    if (payer.bringsPeople && budget.isScoreReached) throw GraphError.of('account_score_reached');
    this.#charge(budget, payer.bringsPeople ? pointsPerWrite : 0);
    if (app !== null) this.#charge(app, 0);
  }

  /** The same for a call that is about no ad account. */
  async admitApp(): Promise<void> {
    const payer = this.#known();
    const app = await this.#appBudget(payer);
    if (payer.isOperator) return;
    if (app.isSpent) throw GraphError.of('app_limited');
    this.#charge(app, 0);
  }

  /** To be called however the call ends: charges the time that it took. Called again it does nothing. */
  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const cpuMs = this.#limiter.processor.end(this.#begun);
    const timeMs = performance.now() - this.#startMs;
    for (const isApp of [false, true]) {
      const payers = this.#charged.filter(({ adAccountId }) => (adAccountId === null) === isApp);
      // A call may ask for nodes of several ad accounts.
      const part = payers.length;
      for (const budget of payers) {
        budget.spend({ calls: 0, points: 0, cpuMs: cpuMs / part, timeMs: timeMs / part });
      }
    }
  }

  async #appBudget({ appId }: Payer): Promise<Budget> {
    const app = await this.#limiter.appBudget(appId);
    this.#request.app = app;
    return app;
  }

  #charge(budget: Budget, points: number): void {
    budget.spend({ calls: 1, points, cpuMs: 0, timeMs: 0 });
    this.#charged.push(budget);
  }

  #known(): Payer {
    if (this.#payer === null) throw new Error('a call was admitted before it was known who makes it');
    return this.#payer;
  }
}
