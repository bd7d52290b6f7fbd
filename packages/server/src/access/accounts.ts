import type { RateTier } from '../config/index.ts';
import type { SqlRow, Statements } from '../control/index.ts';
import { sqlIn } from '../kernel/sql-file.ts';

const statement = sqlIn(import.meta.url);

/** Where the audiences of an ad account live: here, or at Meta. */
export const accountPlatforms = ['local', 'meta'] as const;
export type AccountPlatform = (typeof accountPlatforms)[number];

/** An ad account: it owns audiences, and has a local id and a Graph id. */
export interface AdAccount {
  readonly id: number;
  readonly name: string;
  readonly graphId: string;
  readonly platform: AccountPlatform;
  /** Its own tier of rate limits; null: that of the installation. */
  readonly rateTier: RateTier | null;
}

interface AccountRow extends SqlRow {
  readonly id: number;
  readonly name: string;
  readonly graph_id: string;
  readonly platform: AccountPlatform;
  readonly rate_limit_tier: RateTier | null;
}

/** Ad accounts. A scope of null sees all of them. */
export class Accounts {
  readonly #control: Statements;

  constructor(control: Statements) {
    this.#control = control;
  }

  /** Null when another account has this Graph id already. */
  async create(
    name: string,
    graphId: string | null,
    platform: AccountPlatform = 'local',
  ): Promise<AdAccount | null> {
    const [row] = await this.#control.query<AccountRow>(statement('insert-account'), [
      name,
      graphId,
      platform,
    ]);
    return row === undefined ? null : accountOf(row);
  }

  async list(scope: readonly number[] | null): Promise<readonly AdAccount[]> {
    return (await this.#control.query<AccountRow>(statement('list-accounts'), [scope])).map(accountOf);
  }

  /** By local id alone: for ids that come from our own records. */
  async byId(id: number): Promise<AdAccount | null> {
    return (await this.list([id]))[0] ?? null;
  }

  /** Null: the tier of the installation again. */
  async setRateTier(id: number, tier: RateTier | null): Promise<void> {
    await this.#control.query(statement('set-tier'), [id, tier]);
  }

  /** By Graph id, with or without `act_`, or by local id. */
  async find(id: string, scope: readonly number[] | null): Promise<AdAccount | null> {
    const bare = id.replace(/^act_/, '');
    const [row] = await this.#control.query<AccountRow>(statement('find-account'), [bare, scope]);
    return row === undefined ? null : accountOf(row);
  }
}

function accountOf(row: AccountRow): AdAccount {
  return {
    id: row.id,
    name: row.name,
    graphId: row.graph_id,
    platform: row.platform,
    rateTier: row.rate_limit_tier,
  };
}
