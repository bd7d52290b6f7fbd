import type { Audience, Share, SharePermission } from '../../audience/index.ts';
import type { Visit } from '../context.ts';
import { type Page, pageAnswer, pageLink, type RowsRequest } from '../nodes/page.ts';
import { type NodeKind, project } from '../nodes/project.ts';
import { GraphError } from '../wire/index.ts';
import { shownName } from './ad-accounts-edge.ts';

/** An ad account as the one that an audience is shared with. */
const receiverKind: NodeKind<Share> = {
  name: 'CustomAudienceAdAccount',
  id: ({ graphId }) => `act_${graphId}`,
  fields: {
    account_id: ({ graphId }) => graphId,
    name: (share, visit) => shownName(share, visit),
  },
};

type SharedAccountRow = Readonly<Record<string, string | undefined>>;

/** There are no businesses here, so of these two no row has a value. */
const sharedAccountFields = ['account_id', 'account_name', 'business_id', 'business_name', 'sharing_status'];

export interface SharesRequest extends RowsRequest {
  /** Only those with exactly these permissions. */
  readonly permissions: SharePermission | null;
}

/** `GET adaccounts`: the ad accounts that an audience is shared with, in the order of their ids. */
export function receiversEdge(audience: Audience, request: SharesRequest, visit: Visit): Promise<Page> {
  return edgeOf('adaccounts', audience, request, visit, (share) =>
    project(receiverKind, share, request.fields, visit),
  );
}

/** `GET shared_account_info`: the same as a report. What is shared is shared at once: nobody has to agree to it. */
export function sharedAccountsEdge(audience: Audience, request: SharesRequest, visit: Visit): Promise<Page> {
  const names = request.fields.length === 0 ? sharedAccountFields : request.fields.map(({ name }) => name);
  const unknown = names.find((name) => !sharedAccountFields.includes(name));
  if (unknown !== undefined) {
    throw GraphError.of('field_unknown', { field: unknown, kind: 'CustomAudiencesharedAccountInfo' });
  }
  return edgeOf('shared_account_info', audience, request, visit, async (share) => {
    const all: SharedAccountRow = {
      account_id: share.graphId,
      account_name: shownName(share, visit),
      sharing_status: 'SHARED',
    };
    const set = names.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]] as const]));
    return Object.fromEntries(set);
  });
}

async function edgeOf(
  edge: string,
  audience: Audience,
  request: SharesRequest,
  visit: Visit,
  rowOf: (share: Share) => Promise<unknown>,
): Promise<Page> {
  const { page, permissions } = request;
  const shares = await visit.context.shares.list(audience.id, {
    permissions,
    after: page.after,
    rows: page.limit + 1,
  });
  const shown = shares.slice(0, page.limit);
  const rows: unknown[] = [];
  for (const share of shown) rows.push(await rowOf(share));
  return pageAnswer(
    rows,
    shown.map(({ graphId }) => graphId),
    { next: shares.length > page.limit, previous: false },
    (place) => pageLink(`${audience.graphId}/${edge}`, request, place, visit),
  );
}
