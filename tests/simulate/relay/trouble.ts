import {
  type CannedAnswer,
  type Decide,
  expiredAnswer,
  type Fault,
  failedAnswer,
  htmlAnswer,
  throttledAnswer,
  tooSmallAnswer,
} from '../../dev-env/fault-proxy/index.ts';
import type { Random } from '../../dev-env/random.ts';

/** What can happen to one request, by name. */
export type FaultName =
  | 'answered twice'
  | 'cut after'
  | 'cut before'
  | 'delay'
  | 'delivered twice'
  | 'drip'
  | 'expired'
  | 'failed'
  | 'html after'
  | 'html before'
  | 'throttled'
  | 'too small';

export interface TroubleOptions {
  readonly random: Random;
  /** The ad account there, which asks for patience. */
  readonly accountId: string;
  /** Of so many requests that something happens to one. */
  readonly share: number;
}

/**
 * Breaks requests by chance. An expired token stays so until it is mended, which somebody has to notice; a storm of
 * refusals because of limits hits several requests in a row.
 */
export class Trouble {
  readonly counts: Partial<Record<FaultName, number>> = {};
  /** Whether the token is refused. */
  isExpired = false;
  readonly #options: TroubleOptions;
  #requests = 0;
  readonly #expiresAt: number;
  #storm = 0;

  constructor(options: TroubleOptions) {
    this.#options = options;
    this.#expiresAt = options.random.integer(4, 20);
  }

  readonly decide: Decide = ({ method, path }) => {
    this.#requests += 1;
    if (this.#requests === this.#expiresAt) this.isExpired = true;
    const name = this.isExpired ? 'expired' : this.#pick();
    if (name === null) return null;
    // Of removals only.
    if (name === 'too small' && !(method === 'DELETE' && path.includes('/users'))) return null;
    // That makes two audiences, and whoever asked for one could not tell; what stands in between must not do it.
    if (name === 'delivered twice' && path.endsWith('/customaudiences')) return null;
    this.counts[name] = (this.counts[name] ?? 0) + 1;
    return this.#faultOf(name);
  };

  #pick(): FaultName | null {
    const { random, share } = this.#options;
    if (this.#storm > 0) {
      this.#storm -= 1;
      return 'throttled';
    }
    if (!random.chance(share)) return null;
    const name = random.pick(byChance);
    if (name === 'throttled') this.#storm = random.integer(0, 2);
    return name;
  }

  #faultOf(name: FaultName): Fault {
    const { random, accountId } = this.#options;
    const answered = (answer: CannedAnswer, isApplied = false): Fault => ({
      kind: 'answer',
      isApplied,
      answer,
    });
    switch (name) {
      case 'cut before':
      case 'cut after':
        return { kind: 'cut', isApplied: name === 'cut after' };
      case 'html before':
      case 'html after':
        return answered(htmlAnswer, name === 'html after');
      case 'failed':
        return answered(failedAnswer);
      case 'expired':
        return answered(expiredAnswer);
      case 'throttled':
        return answered(throttledAnswer(accountId, 1));
      case 'too small':
        return answered(tooSmallAnswer);
      case 'delay':
        return { kind: 'delay', waitMs: random.integer(20, 600) };
      case 'drip':
        return { kind: 'drip', waitMs: 1 };
      case 'answered twice':
      case 'delivered twice':
        return { kind: name };
    }
  }
}

const byChance: readonly FaultName[] = [
  ...['answered twice', 'cut after', 'cut before', 'delay', 'delivered twice', 'drip'],
  ...['failed', 'html after', 'html before', 'throttled', 'too small'],
] as const;
