import type { Visit } from '../context.ts';
import { type Field, GraphError, type Params } from '../wire/index.ts';
import { accountKind } from './account-node.ts';
import { type Page, type PageRequest, pageAnswer } from './page.ts';
import { type NodeKind, project } from './project.ts';

interface Holder {
  readonly id: string;
  readonly name: string;
}

const userKind: NodeKind<Holder> = {
  name: 'User',
  id: ({ id }) => id,
  fields: { name: ({ name }) => name, email: () => undefined, first_name: () => undefined },
};

/** The holder of the token: the token itself, because there are no users beside it. */
export async function me(fields: readonly Field[], visit: Visit): Promise<unknown> {
  const asked = fields.length === 0 ? [{ name: 'name', fields: null }] : fields;
  return project(userKind, await holderOf(visit), asked, visit);
}

async function holderOf({ context, caller }: Visit): Promise<Holder> {
  const record = (await context.tokens.list()).find(({ id }) => id === caller.tokenId);
  return { id: String(caller.tokenId), name: record?.name ?? '' };
}

/** The ad accounts that the token opens. */
export async function accountsEdge(page: PageRequest, fields: readonly Field[], visit: Visit): Promise<Page> {
  const accounts = await visit.context.accounts.list(visit.caller.accounts);
  const from = page.after === null ? 0 : accounts.findIndex(({ graphId }) => graphId === page.after) + 1;
  const shown = accounts.slice(from, from + page.limit);
  const asked = fields.length === 0 ? [{ name: 'account_id', fields: null }] : fields;
  const rows: unknown[] = [];
  for (const account of shown) rows.push(await project(accountKind, account, asked, visit));
  return pageAnswer(
    rows,
    shown.map(({ graphId }) => graphId),
    { next: from + page.limit < accounts.length, previous: false },
    (place) => {
      const query = new URLSearchParams({ access_token: visit.token, limit: String(page.limit), ...place });
      if (fields.length > 0) query.set('fields', fields.map(({ name }) => name).join(','));
      return `${visit.base}/me/adaccounts?${query}`;
    },
  );
}

/** What is known of a token (specification 4.7). */
export async function debugToken(params: Params, { context }: Visit): Promise<unknown> {
  const text = params.text('input_token') ?? '';
  if (text === '') throw new GraphError('(#100) Missing required parameter: input_token', { code: 100 });
  const caller = await context.tokens.authenticate(text);
  if (caller === null) {
    return {
      data: {
        error: { code: 190, message: 'Invalid OAuth access token - Cannot parse access token' },
        is_valid: false,
        scopes: [],
      },
    };
  }
  const record = (await context.tokens.list()).find(({ id }) => id === caller.tokenId);
  const issuedAt = record === undefined ? 0 : Math.floor(record.createdAt.getTime() / 1000);
  return {
    data: {
      app_id: '0',
      type: 'USER',
      application: 'Kindred',
      expires_at: 0,
      is_valid: true,
      issued_at: issuedAt,
      scopes: caller.role === 'account_read' ? ['ads_read'] : ['ads_management', 'ads_read'],
      user_id: String(caller.tokenId),
    },
  };
}
