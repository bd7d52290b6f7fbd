import { randomBytes } from 'node:crypto';
import { isUserType, type Operation, userTypes } from '@kindred/contract';
import type { Statements } from '../control/index.ts';
import { sealText } from '../kernel/seal.ts';
import type { Layout, Platform } from '../platform/index.ts';
import type { RowShape, Sealing } from '../stage/index.ts';
import type { Outbox } from './outbox/index.ts';

/** Rows that cannot be brought to a platform; the message is a sentence for whoever sends them. */
export class NotRelayable extends Error {
  override readonly name = 'NotRelayable';
}

/** A file on its way to an audience at a platform. */
export interface ReceptionPlan {
  readonly adAccountId: number;
  readonly operation: Operation;
  /** Whether rows of the audience have values; null where the file makes the audience. */
  readonly isValueBased: boolean | null;
}

/** Has the rows of one file sealed while they are staged, and records what has to be sent when it counts. */
export class Reception {
  readonly #platform: Platform;
  readonly #outbox: Outbox;
  readonly #key: Buffer;
  readonly #plan: ReceptionPlan;
  readonly #rowsKey = randomBytes(32);
  #layout: Layout | null = null;

  constructor(platform: Platform, outbox: Outbox, key: Buffer, plan: ReceptionPlan) {
    this.#platform = platform;
    this.#outbox = outbox;
    this.#key = key;
    this.#plan = plan;
  }

  /** How rows of this shape are written and sealed. Throws NotRelayable. */
  sealingOf(shape: RowShape): Sealing {
    const { columns, isSingleKey } = this.#layoutOf(shape);
    return { key: this.#rowsKey, columns, isSingleKey };
  }

  /** Under which the rows are sealed: for who reads them before they are packed. */
  get rowsKey(): Buffer {
    return this.#rowsKey;
  }

  /** Rows with these columns make an audience of people with values. */
  get hasValue(): boolean {
    return this.#layout?.columns.includes('LOOKALIKE_VALUE') ?? false;
  }

  /** In the transaction that makes the upload count. */
  async accept(tx: Statements, uploadId: number, audienceId: number): Promise<void> {
    if (this.#layout === null) throw new Error('a file was accepted before its columns were known');
    await this.#outbox.insert(tx, {
      adAccountId: this.#plan.adAccountId,
      audienceId,
      uploadId,
      optOutId: null,
      layout: this.#layout,
      sealedKey: sealText(this.#rowsKey.toString('hex'), this.#key).toString('base64'),
    });
  }

  #layoutOf(shape: RowShape): Layout {
    if (this.#layout !== null) return this.#layout;
    const columns =
      shape.form === 'single' ? [columnOf(shape.userType)] : shape.schema.filter((name) => name !== '');
    const { isValueBased, operation } = this.#plan;
    const hasColumn = columns.includes('LOOKALIKE_VALUE');
    const layout = this.#platform.layoutOf(columns, {
      hasValue: operation === 'remove' ? false : (isValueBased ?? hasColumn),
    });
    if ('unfit' in layout) throw new NotRelayable(layout.unfit);
    this.#layout = layout;
    return layout;
  }
}

/** The column that lines of a user type are. */
function columnOf(userType: string): string {
  return isUserType(userType) ? userTypes[userType] : userType;
}
