import type { Control, SqlRow } from '../control/index.ts';
import { OperatorError } from '../kernel/operator-error.ts';
import { sqlIn } from '../kernel/sql-file.ts';
import { makeTokenText, tokenHmac } from './token-text.ts';

const statement = sqlIn(import.meta.url);

export const roles = ['operator', 'account_write', 'account_read'] as const;
export type Role = (typeof roles)[number];

/** Who sent a request. `accounts` null: every ad account. */
export interface Caller {
  readonly tokenId: number;
  readonly role: Role;
  readonly accounts: readonly number[] | null;
}

/** A token as it may be shown: never its text. */
export interface TokenRecord {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  readonly accounts: readonly number[];
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

interface TokenRow extends SqlRow {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  readonly accounts: readonly number[];
  readonly created_at: Date;
  readonly revoked_at: Date | null;
}

/** Access tokens: made, shown once, recognised, revoked. */
export class Tokens {
  readonly #control: Control;
  readonly #key: Buffer;

  constructor(control: Control, key: Buffer) {
    this.#control = control;
    this.#key = key;
  }

  /** The caller behind a token's text; null when it is unknown or revoked. */
  async authenticate(text: string): Promise<Caller | null> {
    const [row] = await this.#control.query<{ id: number; role: Role; accounts: number[] }>(
      statement('authenticate'),
      [tokenHmac(this.#key, text)],
    );
    if (row === undefined) return null;
    return { tokenId: row.id, role: row.role, accounts: row.role === 'operator' ? null : row.accounts };
  }

  /** Makes a token. Its text is in the answer and nowhere else. */
  async create(
    name: string,
    role: Role,
    accounts: readonly number[],
    text: string = makeTokenText(),
  ): Promise<{ readonly record: TokenRecord; readonly text: string }> {
    const row = await this.#control.transaction(async (tx) => {
      const [made] = await tx.query<TokenRow>(statement('insert-token'), [
        name,
        role,
        tokenHmac(this.#key, text),
      ]);
      if (made === undefined) throw new Error('a token came back without its id');
      await tx.query(statement('insert-token-accounts'), [made.id, accounts]);
      return made;
    });
    return { record: recordOf({ ...row, accounts }), text };
  }

  async list(): Promise<readonly TokenRecord[]> {
    return (await this.#control.query<TokenRow>(statement('list-tokens'))).map(recordOf);
  }

  /** False when there is no such token. Revoking twice is no mistake. */
  async revoke(id: number): Promise<boolean> {
    return (await this.#control.query(statement('revoke-token'), [id])).length > 0;
  }

  /** Takes a preset operator token. Throws an OperatorError when it was revoked. */
  async ensurePreset(text: string): Promise<void> {
    if ((await this.authenticate(text)) === null) await this.#createPreset(text);
  }

  /** At the first start: makes the one operator token and gives its text. Null when there is one already. */
  async ensureOperator(): Promise<string | null> {
    if ((await this.#control.query(statement('any-operator'))).length > 0) return null;
    return (await this.create('first operator', 'operator', [])).text;
  }

  async #createPreset(text: string): Promise<void> {
    const known = await this.#control.query(statement('find-token'), [tokenHmac(this.#key, text)]);
    if (known.length > 0) {
      throw new OperatorError(
        'KINDRED_OPERATOR_TOKEN holds a token that was revoked. Choose another one, or remove the variable.',
      );
    }
    await this.create('preset', 'operator', [], text);
  }
}

function recordOf(row: TokenRow): TokenRecord {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    accounts: row.accounts,
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
  };
}
