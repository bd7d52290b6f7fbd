import type { KeyObject } from 'node:crypto';
import type { Control, SqlRow } from '../control/index.ts';
import { OperatorError } from '../kernel/operator-error.ts';
import { sqlIn } from '../kernel/sql-file.ts';
import { type App, type AppRow, appOf, type StrictRule } from './apps.ts';
import { makeTokenText, tokenHmac } from './token-text.ts';

const statement = sqlIn(import.meta.url);

export const roles = ['operator', 'account_write', 'account_read'] as const;
export type Role = (typeof roles)[number];

/** Who sent a request. `accounts` null: every ad account. */
export interface Caller {
  readonly tokenId: number;
  readonly role: Role;
  readonly accounts: readonly number[] | null;
  /** The app that the token belongs to; null: to none but the installation itself. */
  readonly app: App | null;
}

/** Whether calls of this caller are held to a rule. Those of tokens without an app are held to none. */
export function isStrict({ app }: Pick<Caller, 'app'>, rule: StrictRule): boolean {
  return app?.strict.includes(rule) ?? false;
}

/** A token as it may be shown: never its text. */
export interface TokenRecord {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  readonly accounts: readonly number[];
  readonly appId: string | null;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

interface TokenRow extends SqlRow {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  readonly accounts: readonly number[];
  readonly app_id: string | null;
  readonly created_at: Date;
  readonly revoked_at: Date | null;
}

type CallerRow = Pick<TokenRow, 'id' | 'role' | 'accounts'> &
  Pick<AppRow, 'require_proof' | 'strict' | 'sealed_secret'> & {
    readonly app_id: string | null;
    readonly app_name: string;
    readonly app_created_at: Date;
  };

/** Keys of 32 bytes, one for each purpose. */
export interface TokenKeys {
  /** Of the HMAC under which tokens are stored. */
  readonly tokenKey: KeyObject;
  /** Under which the secrets of apps are stored. */
  readonly appKey: Buffer;
}

/** Access tokens: made, shown once, recognised, revoked. */
export class Tokens {
  readonly #control: Control;
  readonly #keys: TokenKeys;

  constructor(control: Control, keys: TokenKeys) {
    this.#control = control;
    this.#keys = keys;
  }

  /** The caller behind a token's text; null when it is unknown or revoked. */
  async authenticate(text: string): Promise<Caller | null> {
    const [row] = await this.#control.query<CallerRow>(statement('authenticate'), [this.#hmac(text)]);
    if (row === undefined) return null;
    return {
      tokenId: row.id,
      role: row.role,
      accounts: row.role === 'operator' ? null : row.accounts,
      app: this.#appOf(row),
    };
  }

  /** Makes a token. Its text is in the answer and nowhere else. */
  async create(
    name: string,
    role: Role,
    accounts: readonly number[],
    { appId = null, text = makeTokenText() }: { readonly appId?: string | null; readonly text?: string } = {},
  ): Promise<{ readonly record: TokenRecord; readonly text: string }> {
    const row = await this.#control.transaction(async (tx) => {
      const [made] = await tx.query<TokenRow>(statement('insert-token'), [
        name,
        role,
        this.#hmac(text),
        appId,
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
    const known = await this.#control.query(statement('find-token'), [this.#hmac(text)]);
    if (known.length > 0) {
      throw new OperatorError(
        'KINDRED_OPERATOR_TOKEN holds a token that was revoked. Choose another one, or remove the variable.',
      );
    }
    await this.create('preset', 'operator', [], { text });
  }

  #hmac(text: string): string {
    return tokenHmac(this.#keys.tokenKey, text);
  }

  #appOf({ app_id: id, app_name: name, app_created_at: createdAt, ...row }: CallerRow): App | null {
    return id === null ? null : appOf({ ...row, id, name, created_at: createdAt }, this.#keys.appKey);
  }
}

function recordOf(row: TokenRow): TokenRecord {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    accounts: row.accounts,
    appId: row.app_id,
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
  };
}
