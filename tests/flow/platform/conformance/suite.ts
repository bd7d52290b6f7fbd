import type {
  Batch,
  BatchAnswer,
  Connection,
  Outcome,
  Rows,
} from '../../../../packages/server/src/platform/index.ts';
import type { CannedAnswer } from '../../../dev-env/fault-proxy/index.ts';
import { doneOf, type PlatformHost } from './host.ts';

/** What the tests of a platform do again and again. */
export class Suite {
  readonly host: PlatformHost;
  readonly connection: Connection;
  #sessions = 1000;

  constructor(host: PlatformHost) {
    this.host = host;
    this.connection = host.connection();
  }

  get name(): string {
    return this.host.platform.name;
  }

  async audience(name = 'Spending users'): Promise<string> {
    const wish = { name, description: null, optOutLink: null, isValueBased: false, fileSource: null };
    return doneOf(await this.host.platform.createAudience(this.connection, wish)).audienceId;
  }

  sessionId(): string {
    this.#sessions += 1;
    return String(this.#sessions);
  }

  /** A batch that is a session of its own, where nothing else is said. */
  batchOf(audienceId: string, rows: Rows, change: Partial<Batch> = {}): Batch {
    const session = { id: this.sessionId(), seq: 1, isLast: true, estimatedTotal: rows.rowCount };
    return { ...rows, audienceId, operation: 'add', session, ...change };
  }

  async send(
    audienceId: string,
    people: readonly number[],
    operation: Batch['operation'],
  ): Promise<BatchAnswer> {
    const batch = this.batchOf(audienceId, this.host.rows(people), { operation });
    return doneOf(await this.host.platform.send(this.connection, batch));
  }

  /** One batch that is answered like this, and how that was understood. */
  async answered(audienceId: string, answer: CannedAnswer, isApplied = false): Promise<Outcome<BatchAnswer>> {
    const { host } = this;
    host.proxy.decide = () => ({ kind: 'answer', isApplied, answer });
    try {
      return await host.platform.send(host.connection(), this.batchOf(audienceId, host.rows([1])));
    } finally {
      host.proxy.decide = () => null;
    }
  }
}
