import { type AdAccount, writeAudit } from '../../access/index.ts';
import {
  type Audience,
  isSharePermission,
  type Share,
  type SharePermission,
  shareAudience,
  sharePermissions,
  unshareAudience,
} from '../../audience/index.ts';
import { requireWrite, unsupported, type Visit } from '../context.ts';
import { GraphError, invalidParameter, type Params } from '../wire/index.ts';

/** Ad accounts that one call can name. */
const accountsMax = 500;

/** What became of one ad account of a call. */
interface SharingResult {
  readonly ad_acct_id: string;
  readonly audience_share_status: 'shared' | 'not shared';
  readonly errors: readonly string[];
}

export interface SharingAnswer {
  /** Whether every ad account that was named has the audience now. */
  readonly success: boolean;
  readonly sharing_data: readonly SharingResult[];
}

/**
 * `POST adaccounts`: lets other ad accounts see and use an audience (specification 2.7). They need not be open to the
 * token: to give is for the owner to decide. `relationship_type` speaks of businesses, which there are none of here.
 */
export async function share(audience: Audience, params: Params, visit: Visit): Promise<SharingAnswer> {
  const { caller, context } = visit;
  requireWrite(caller);
  const ids = readAccountIds(params);
  const permissions = readPermission(params) ?? 'targeting_and_insights';
  const replace = params.bool('replace') ?? false;
  const named = await Promise.all(ids.map((id) => receiverOf(id, audience, visit)));
  const receivers = named.flatMap(({ account }) => account ?? []);
  const adAccountIds = receivers.map((account) => account.id);
  const isThere = await context.control.transaction(async (tx) => {
    const accounts = receivers.map(({ graphId }) => graphId).join();
    await writeAudit(tx, caller.tokenId, 'audience.share', String(audience.id), {
      accounts,
      permissions,
      replace: String(replace),
    });
    return shareAudience(tx, audience.id, { adAccountIds, permissions, replace });
  });
  if (!isThere) throw unsupported('POST', audience.graphId);
  return {
    success: receivers.length === named.length,
    sharing_data: named.map(({ id, error }) => ({
      ad_acct_id: id,
      audience_share_status: error === null ? 'shared' : 'not shared',
      errors: error === null ? [] : [error],
    })),
  };
}

/** `DELETE adaccounts`: takes the audience away from ad accounts. Who does not have it is no mistake. */
export async function unshare(audience: Audience, params: Params, visit: Visit): Promise<void> {
  const { caller, context } = visit;
  requireWrite(caller);
  const named = await Promise.all(readAccountIds(params).map((id) => accountOfId(id, visit)));
  const accounts = named.flatMap((account) => account ?? []);
  await context.control.transaction(async (tx) => {
    await writeAudit(tx, caller.tokenId, 'audience.unshare', String(audience.id), {
      accounts: accounts.map(({ graphId }) => graphId).join(),
    });
    await unshareAudience(
      tx,
      audience.id,
      accounts.map(({ id }) => id),
    );
  });
}

export function readPermission(params: Params): SharePermission | null {
  const text = params.text('permissions');
  if (text === null || text === '') return null;
  if (isSharePermission(text)) return text;
  throw invalidParameter('permissions', `be one of {${sharePermissions.join(', ')}}`);
}

/** The name of an account is for those who may see the account. */
export function shownName({ adAccountId, accountName }: Share, { caller }: Visit): string | undefined {
  return caller.accounts === null || caller.accounts.includes(adAccountId) ? accountName : undefined;
}

function readAccountIds(params: Params): readonly string[] {
  // An empty list is one: with `replace` it takes the audience away from everybody.
  const ids = params.has('adaccounts') ? (params.list('adaccounts') ?? []) : null;
  if (ids === null) throw GraphError.of('param_missing', { name: 'adaccounts' });
  if (ids.length > accountsMax) throw invalidParameter('adaccounts', `have at most ${accountsMax} entries`);
  const bare = ids.map((id) => id.trim().replace(/^act_/, ''));
  const wrong = bare.findIndex((id) => !/^[1-9]\d{0,18}$/.test(id));
  if (wrong !== -1) throw invalidParameter(`adaccounts[${wrong}]`, 'be the id of an ad account');
  return [...new Set(bare)];
}

interface Named {
  readonly id: string;
  readonly account: AdAccount | null;
  readonly error: string | null;
}

async function receiverOf(id: string, audience: Audience, visit: Visit): Promise<Named> {
  const account = await accountOfId(id, visit);
  if (account === null) return { id, account, error: 'There is no ad account with this id.' };
  if (account.id !== audience.adAccountId) return { id, account, error: null };
  return { id, account: null, error: 'This ad account owns the audience.' };
}

/** By the Graph id alone: a local id that is another account's Graph id would share with a stranger. */
async function accountOfId(graphId: string, { context }: Visit): Promise<AdAccount | null> {
  const account = await context.accounts.find(graphId, null);
  return account?.graphId === graphId ? account : null;
}
