import type { KeyObject } from 'node:crypto';
import type { Control, SqlRow } from '../control/index.ts';
import { sealText, unsealText } from '../kernel/seal.ts';
import { sqlIn } from '../kernel/sql-file.ts';
import { appTokenSuffix, isSameText, isSecret, makeSecretText, secretKeyOf } from './app-secret.ts';

const statement = sqlIn(import.meta.url);

/**
 * Behaviours of the Graph API that Meta had and has loosened, or that get in the way, and that an app can ask for:
 * `removal` refuses to leave too few people, `mixing` rows of one key beside rows of several, `lookalike_seed` seeds
 * that are too small for a lookalike.
 */
export const strictRules = ['removal', 'mixing', 'lookalike_seed'] as const;
export type StrictRule = (typeof strictRules)[number];

/** A program that calls the Graph API. */
export interface App {
  /** Digits, as of every id of the Graph API. */
  readonly id: string;
  readonly name: string;
  /** Calls with its tokens must prove that they know the secret. */
  readonly requireProof: boolean;
  readonly strict: readonly StrictRule[];
  readonly createdAt: Date;
  readonly secret: KeyObject;
}

/** What can be chosen of an app. */
export interface AppSettings {
  readonly name: string;
  readonly requireProof: boolean;
  readonly strict: readonly StrictRule[];
}

/** An app and the text of its new secret, which is nowhere else. */
export interface SecretShown {
  readonly app: App;
  readonly secretText: string;
}

export interface AppRow extends SqlRow {
  readonly id: string;
  readonly name: string;
  readonly require_proof: boolean;
  readonly strict: readonly StrictRule[];
  readonly created_at: Date;
  readonly sealed_secret: string;
}

/** Apps: made, changed, known by their secret. One that was deleted is not there for anybody. */
export class Apps {
  readonly #control: Control;
  readonly #key: Buffer;

  /** `key`: 32 bytes, under which secrets are stored. */
  constructor(control: Control, key: Buffer) {
    this.#control = control;
    this.#key = key;
  }

  async create({ name, requireProof, strict }: AppSettings): Promise<SecretShown> {
    const secretText = makeSecretText();
    const [row] = await this.#control.query<AppRow>(statement('insert-app'), [
      name,
      this.#sealed(secretText),
      requireProof,
      strict,
    ]);
    if (row === undefined) throw new Error('an app came back without its id');
    return { app: appOf(row, this.#key), secretText };
  }

  /** Oldest first. */
  async list(): Promise<readonly App[]> {
    return (await this.#control.query<AppRow>(statement('select-apps'), [null])).map((row) =>
      appOf(row, this.#key),
    );
  }

  /** Null for an id that no app has, and for what is no id. */
  async find(id: string): Promise<App | null> {
    if (!isAppId(id)) return null;
    const [row] = await this.#control.query<AppRow>(statement('select-apps'), [id]);
    return row === undefined ? null : appOf(row, this.#key);
  }

  /** Null when there is no such app. */
  change(id: string, settings: Partial<AppSettings>): Promise<App | null> {
    return this.#update(id, settings, null);
  }

  /** Its tokens live on, and their proofs are by the new secret from now on. Null when there is no such app. */
  async rotateSecret(id: string): Promise<SecretShown | null> {
    const secretText = makeSecretText();
    const app = await this.#update(id, {}, this.#sealed(secretText));
    return app === null ? null : { app, secretText };
  }

  /** Ends the app and its tokens. False when there is no such app. */
  async delete(id: string): Promise<boolean> {
    if (!isAppId(id)) return false;
    return this.#control.transaction(async (tx) => {
      const isDeleted = (await tx.query(statement('delete-app'), [id])).length > 0;
      if (isDeleted) await tx.query(statement('revoke-tokens-of-app'), [id]);
      return isDeleted;
    });
  }

  /** The app of `APPID|SECRET`, or of the token that was given for them; null for anything else. */
  async ofAppToken(text: string): Promise<App | null> {
    const bar = text.indexOf('|');
    const app = bar === -1 ? null : await this.find(text.slice(0, bar));
    if (app === null) return null;
    const suffix = text.slice(bar + 1);
    return isSecret(app.secret, suffix) || isSameText(appTokenSuffix(app.secret), suffix) ? app : null;
  }

  isSecretOf({ secret }: App, text: string): boolean {
    return isSecret(secret, text);
  }

  async #update(id: string, settings: Partial<AppSettings>, sealed: string | null): Promise<App | null> {
    if (!isAppId(id)) return null;
    const [row] = await this.#control.query<AppRow>(statement('update-app'), [
      id,
      settings.name ?? null,
      settings.requireProof ?? null,
      settings.strict ?? null,
      sealed,
    ]);
    return row === undefined ? null : appOf(row, this.#key);
  }

  #sealed(secretText: string): string {
    return sealText(secretText, this.#key).toString('base64');
  }
}

export function appOf(row: AppRow, key: Buffer): App {
  return {
    id: row.id,
    name: row.name,
    requireProof: row.require_proof,
    strict: row.strict,
    createdAt: row.created_at,
    secret: secretKeyOf(unsealText(Buffer.from(row.sealed_secret, 'base64'), key)),
  };
}

/** The app token that is given for the secret. */
export function appTokenOf({ id, secret }: App): string {
  return `${id}|${appTokenSuffix(secret)}`;
}

/** What the store's type of ids holds. */
function isAppId(text: string): boolean {
  return /^[1-9]\d{0,17}$/.test(text);
}
