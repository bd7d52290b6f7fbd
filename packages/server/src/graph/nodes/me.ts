import type { AdAccount, Caller, TokenRecord } from '../../access/index.ts';
import type { GraphContext, Visit } from '../context.ts';
import type { Field } from '../wire/index.ts';
import { accountKind, accountNode } from './account-node.ts';
import { type Page, type PageRequest, pageAnswer, pageLink, type RowsRequest, rowsOfField } from './page.ts';
import { type NodeKind, project, requireFields, unset } from './project.ts';

interface Holder {
  readonly id: string;
  readonly name: string;
}

/** What people have and a token has not; asked for, it is left out. */
const neverSet = ['email', 'first_name', 'last_name', 'middle_name', 'name_format', 'picture', 'short_name'];

const userKind: NodeKind<Holder> = {
  name: 'User',
  id: ({ id }) => id,
  fields: {
    ...unset(neverSet),
    adaccounts: (_holder, visit, field) => accountsEdge(rowsOfField(field), visit),
    name: ({ name }) => name,
    permissions: (_holder, { caller }) => permissionsEdge(caller),
  },
};

/** What a token may do, in the words of the Graph API. */
export function scopesOf({ role }: Caller): readonly string[] {
  return role === 'account_read' ? ['ads_read'] : ['ads_management', 'ads_read'];
}

/** What the holder of the token has granted. */
export function permissionsEdge(caller: Caller): Page {
  return { data: scopesOf(caller).map((permission) => ({ permission, status: 'granted' })) };
}

/** The holder of the token: the token itself, because there are no users beside it. */
export async function me(fields: readonly Field[], visit: Visit): Promise<unknown> {
  const asked = fields.length === 0 ? [{ name: 'name', fields: null }] : fields;
  return project(userKind, await holderOf(visit), asked, visit);
}

async function holderOf({ context, caller }: Visit): Promise<Holder> {
  const record = await recordOf(caller, context);
  return { id: String(caller.tokenId), name: record?.name ?? '' };
}

/** What is written down of the caller's token. */
export async function recordOf(
  { tokenId }: Caller,
  { tokens }: GraphContext,
): Promise<TokenRecord | undefined> {
  return (await tokens.list()).find(({ id }) => id === tokenId);
}

/** The ad accounts that the token opens. */
export async function accountsEdge(request: RowsRequest, visit: Visit): Promise<Page> {
  const { page, fields } = request;
  requireFields(accountKind, fields);
  const accounts = await visit.context.accounts.list(visit.caller.accounts);
  const { from, to } = sliceOf(accounts, page);
  const shown = accounts.slice(from, to);
  const rows: unknown[] = [];
  for (const account of shown) rows.push(await accountNode(account, fields, visit));
  return pageAnswer(
    rows,
    shown.map(({ graphId }) => graphId),
    { next: to < accounts.length, previous: from > 0 },
    (place) => pageLink('me/adaccounts', request, place, visit),
  );
}

/** Which of the accounts a page holds: those behind `after`, those in front of `before`, or the first. */
function sliceOf(
  accounts: readonly AdAccount[],
  { after, before, limit }: PageRequest,
): { readonly from: number; readonly to: number } {
  const placeOf = (cursor: string) => accounts.findIndex(({ graphId }) => graphId === cursor);
  if (before !== null) {
    const to = Math.max(0, placeOf(before));
    return { from: Math.max(0, to - limit), to };
  }
  const from = after === null ? 0 : placeOf(after) + 1;
  return { from, to: from + limit };
}
