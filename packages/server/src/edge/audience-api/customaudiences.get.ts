import type { AdAccount } from '../../access/index.ts';
import {
  type Audience,
  operationStatus,
  roundedPeople,
  shownGraphId,
  sizeBounds,
} from '../../audience/index.ts';
import { type Lookalike, shownSpec } from '../../lookalike/index.ts';
import { ApiError } from '../answers/api-error.ts';
import { sendJson } from '../answers/reply.ts';
import type { EdgeContext } from '../context.ts';
import { readRequired } from '../requests/params.ts';
import { pathParam, queryParams, type Route } from '../route.ts';
import { adAccountParam } from './params.ts';
import { accountNamed, freshAudienceNamed, lookalikeOf } from './scope.ts';

/** The list of early 2014 has no pages. An ad account has at most 500 lists of customers at Meta. */
const audiencesMax = 10_000;

/** `GET /customaudiences`: the list of early 2014, a bare array of objects as the Graph API had them then. */
export function listAsGraphObjects(context: EdgeContext): Route {
  return {
    method: 'GET',
    path: '/customaudiences',
    tag: 'Audience API',
    summary: 'List the custom audiences of an ad account as Graph objects (the form of early 2014)',
    role: 'account_read',
    params: [adAccountParam],
    takes: 'query',
    answers: { status: 200, say: 'A bare array, newest first.' },
    handle: async (request, reply, caller) => {
      const account = await accountNamed(context, caller, readRequired(queryParams(request), adAccountParam));
      const found = await context.audiences.list([account.id], null, { number: 1, rows: audiencesMax });
      return sendJson(
        request,
        reply,
        200,
        await Promise.all(found.audiences.map((audience) => graphObject(context, audience, account))),
      );
    },
  };
}

/** `GET /customaudiences/:id`: one such object, unwrapped. */
export function readAsGraphObject(context: EdgeContext): Route {
  return {
    method: 'GET',
    path: '/customaudiences/:id',
    tag: 'Audience API',
    summary: 'Read a custom audience as a Graph object (the form of early 2014)',
    role: 'account_read',
    params: [],
    takes: 'query',
    answers: { status: 200, say: 'The object, unwrapped.' },
    handle: async (request, reply, caller) => {
      const audience = await freshAudienceNamed(context, caller, pathParam(request, 'id'));
      const account = await context.accounts.byId(audience.adAccountId);
      if (account === null) throw new ApiError('audience_not_found', { id: pathParam(request, 'id') });
      return sendJson(request, reply, 200, await graphObject(context, audience, account));
    },
  };
}

/** Keys in the order of the recorded sample; those that only a lookalike has, or that nobody knows, are left out. */
async function graphObject(
  context: EdgeContext,
  audience: Audience,
  account: AdAccount,
): Promise<Record<string, unknown>> {
  const lookalike = await lookalikeOf(context, audience);
  const status = operationStatus(audience);
  const isReady = status.code !== 441 && status.code !== 434;
  return {
    id: shownGraphId(audience),
    account_id: account.graphId,
    approximate_count: isReady ? countOf(audience) : -1,
    description: audience.description,
    ...(lookalike === null ? {} : { lookalike_spec: shownSpec(lookalike.spec, lookalike.origin) }),
    name: audience.name,
    ...(lookalike === null ? {} : originOf(lookalike)),
    status: isReady ? 'ready' : 'updating',
    run_status: isReady
      ? { code: 0, description: 'This audience is ready to use.' }
      : { code: status.code, description: status.description },
    subtype: audience.subtype,
    time_updated: Math.floor(audience.updatedAt.getTime() / 1000),
  };
}

function countOf(audience: Audience): number {
  return audience.relayed === null ? roundedPeople(audience.memberCount) : sizeBounds(audience).lower;
}

/** In the recorded sample the origin's id is a number, where all other ids are text. */
function originOf({ origin }: Lookalike): Record<string, unknown> {
  return { origin_audience_id: Number(origin.graphId), origin_audience_name: origin.name };
}
