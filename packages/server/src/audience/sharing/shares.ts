import type { SqlRow, Statements } from '../../control/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import { lockAudience } from '../lock.ts';

const statement = sqlIn(import.meta.url);

/** What an account may do with an audience of another one. */
export const sharePermissions = ['targeting', 'targeting_and_insights'] as const;
export type SharePermission = (typeof sharePermissions)[number];

export function isSharePermission(text: string): text is SharePermission {
  return sharePermissions.some((each) => each === text);
}

/** An ad account that an audience is shared with. */
export interface Share {
  readonly adAccountId: number;
  readonly graphId: string;
  readonly accountName: string;
  readonly permissions: SharePermission;
}

interface ShareRow extends SqlRow {
  readonly ad_account_id: number;
  readonly graph_id: string;
  readonly name: string;
  readonly permissions: SharePermission;
}

/** Reads with whom audiences are shared. */
export class ShareReader {
  readonly #control: Statements;

  constructor(control: Statements) {
    this.#control = control;
  }

  /** In the order of their Graph ids, those behind `after`; only those with exactly these permissions, if given. */
  async list(
    audienceId: number,
    filter: {
      readonly permissions: SharePermission | null;
      readonly after: string | null;
      readonly rows: number;
    },
  ): Promise<readonly Share[]> {
    const rows = await this.#control.query<ShareRow>(statement('list'), [
      audienceId,
      filter.permissions,
      filter.after,
      filter.rows,
    ]);
    return rows.map((row) => ({
      adAccountId: row.ad_account_id,
      graphId: row.graph_id,
      accountName: row.name,
      permissions: row.permissions,
    }));
  }
}

export interface SharesChange {
  readonly adAccountIds: readonly number[];
  readonly permissions: SharePermission;
  /** Whoever is not among them loses the audience. */
  readonly replace: boolean;
}

/**
 * Lets ad accounts see an audience, in the caller's transaction; those that see it already get the new permissions.
 * False when the audience was deleted meanwhile.
 */
export async function shareAudience(
  tx: Statements,
  audienceId: number,
  change: SharesChange,
): Promise<boolean> {
  // Without the lock an audience that is being deleted would be shared behind its end.
  if (!(await lockAudience(tx, audienceId))) return false;
  if (change.replace) await tx.query(statement('delete-others'), [audienceId, change.adAccountIds]);
  await tx.query(statement('insert'), [audienceId, change.adAccountIds, change.permissions]);
  return true;
}

/** Takes an audience away from ad accounts, in the caller's transaction. Who does not have it is no mistake. */
export async function unshareAudience(
  tx: Statements,
  audienceId: number,
  adAccountIds: readonly number[],
): Promise<void> {
  await tx.query(statement('delete'), [audienceId, adAccountIds]);
}

/** Takes an audience away from all ad accounts but its own, in the caller's transaction. */
export async function unshareAll(tx: Statements, audienceId: number): Promise<void> {
  await tx.query(statement('delete-others'), [audienceId, []]);
}
