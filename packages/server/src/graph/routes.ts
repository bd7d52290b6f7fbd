import { accessToken, isTokenRequest } from './apps/access-token.ts';
import { answerApp } from './apps/app-calls.ts';
import { appNode, appSeenBy, ownApp } from './apps/app-node.ts';
import { debugToken } from './apps/debug-token.ts';
import { type GraphContext, requireWrite, unsupported, type Visit } from './context.ts';
import { createAudience } from './creation/create-audience.ts';
import { sessionsEdge } from './members/sessions-edge.ts';
import { replaceMembers, updateMembers } from './members/update-members.ts';
import { removeFromAll } from './members/users-of-any-audience.ts';
import { accountNode } from './nodes/account-node.ts';
import { audienceKind } from './nodes/audience-node.ts';
import { audiencesEdge } from './nodes/audiences-edge.ts';
import { changeAudience, removeAudience } from './nodes/change-audience.ts';
import { accountOf, audienceOf, filledAudienceOf, seenAudienceOf } from './nodes/find.ts';
import { accountsEdge, me, permissionsEdge } from './nodes/me.ts';
import { type Page, rowsOfParams } from './nodes/page.ts';
import { project, requireFields } from './nodes/project.ts';
import { readPermission, share, unshare } from './sharing/ad-accounts-edge.ts';
import { receiversEdge, sharedAccountsEdge } from './sharing/shares-edges.ts';
import { admit } from './token.ts';
import type { CallUsage } from './usage/index.ts';
import {
  type Field,
  type Filter,
  type GraphAnswer,
  type GraphCall,
  GraphError,
  type Params,
  parseFields,
  parseFiltering,
} from './wire/index.ts';

type Handler = (call: GraphCall, visit: Visit, id: string) => Promise<unknown>;
type Verbs = Readonly<Partial<Record<GraphCall['method'], Handler>>>;

const success = { success: true } as const;

/** Nodes that one call can name. */
const idsMax = 50;

/** What an ad account can be asked: '' is the node itself. */
const accountEdges: Readonly<Record<string, Verbs>> = {
  '': {
    GET: async ({ params }, visit, id) =>
      accountNode(await accountOf(id, 'GET', visit), parseFields(params.raw('fields')), visit),
  },
  customaudiences: {
    GET: async ({ params }, visit, id) =>
      audiencesEdge(
        await accountOf(id, 'GET', visit),
        {
          ...rowsOfParams(params),
          filters: [...parseFiltering(params.json('filtering')), ...pixelFilter(params)],
          withSummary: isAsked(params.raw('summary')),
        },
        visit,
      ),
    POST: async (call, visit, id) => {
      const fields = fieldsAfter(call);
      const made = await createAudience(await accountOf(id, 'POST', visit), call.params, visit);
      return readBack(fields, visit, made, { id: made });
    },
  },
  saved_audiences: {
    GET: async (_call, visit, id) => noneOf(await accountOf(id, 'GET', visit)),
  },
  customaudiencestos: {
    GET: async (_call, visit, id) => {
      await accountOf(id, 'GET', visit);
      return {
        data: [{ content: 'Custom Audience Terms', id: 'custom_audience_tos', type: 'custom_audience_tos' }],
      };
    },
    POST: async ({ params }, visit, id) => {
      await accountOf(id, 'POST', visit);
      requireWrite(visit.caller);
      if ((params.text('tos_id') ?? '') === '') throw GraphError.of('param_missing', { name: 'tos_id' });
      return success;
    },
  },
  usersofanyaudience: {
    DELETE: async ({ params }, visit, id) => {
      await removeFromAll(await accountOf(id, 'DELETE', visit), params, visit);
      return success;
    },
  },
};

/** An edge that is there and has nothing: nobody advertises here. */
const noneOf = (_node: unknown): Page => ({ data: [] });

const sharesOf = (params: Params) => ({ ...rowsOfParams(params), permissions: readPermission(params) });

const adAccountsEdge: Verbs = {
  GET: async ({ params }, visit, id) =>
    receiversEdge(await audienceOf(id, 'GET', visit), sharesOf(params), visit),
  POST: async ({ params }, visit, id) => share(await audienceOf(id, 'POST', visit), params, visit),
  DELETE: async ({ params }, visit, id) => {
    await unshare(await audienceOf(id, 'DELETE', visit), params, visit);
    return success;
  },
};

/** What a custom audience can be asked: '' is the node itself. An id of digits may be an app's, too. */
const audienceEdges: Readonly<Record<string, Verbs>> = {
  '': {
    GET: ({ params }, visit, id) =>
      nodeOf(id, params.text('ad_account_id'), parseFields(params.raw('fields')), visit),
    POST: async (call, visit, id) => {
      const fields = fieldsAfter(call);
      await changeAudience(await audienceOf(id, 'POST', visit), call.params, visit);
      return readBack(fields, visit, id, success);
    },
    DELETE: async (_call, visit, id) => {
      await removeAudience(await audienceOf(id, 'DELETE', visit), visit);
      return success;
    },
  },
  users: {
    POST: async (call, visit, id) =>
      updateMembers(await filledAudienceOf(id, 'POST', visit), 'add', call, visit),
    DELETE: async (call, visit, id) =>
      updateMembers(await filledAudienceOf(id, 'DELETE', visit), 'remove', call, visit),
  },
  usersreplace: {
    POST: async (call, visit, id) => replaceMembers(await audienceOf(id, 'POST', visit), call, visit),
  },
  adaccounts: adAccountsEdge,
  // The name of the edge in Meta's pages; the SDKs use the other one.
  ad_accounts: adAccountsEdge,
  shared_account_info: {
    GET: async ({ params }, visit, id) =>
      sharedAccountsEdge(
        await audienceOf(id, 'GET', visit),
        { ...rowsOfParams(params), permissions: null },
        visit,
      ),
  },
  ads: {
    GET: async (_call, visit, id) => noneOf(await audienceOf(id, 'GET', visit)),
  },
  sessions: {
    GET: async ({ params }, visit, id) =>
      sessionsEdge(
        await audienceOf(id, 'GET', visit),
        { ...rowsOfParams(params), sessionId: params.text('session_id') ?? '' },
        visit,
      ),
  },
};

const userEdges: Readonly<Record<string, Verbs>> = {
  '': { GET: async ({ params }, visit) => me(parseFields(params.raw('fields')), visit) },
  adaccounts: {
    GET: async ({ params }, visit) => accountsEdge(rowsOfParams(params), visit),
  },
  permissions: { GET: async (_call, { caller }) => permissionsEdge(caller) },
};

/** Of the app that the token belongs to. */
const appEdges: Readonly<Record<string, Verbs>> = {
  '': {
    GET: ({ params }, { caller }) => appNode(caller.app ?? ownApp, parseFields(params.raw('fields'))),
  },
};

/** Answers one call, unless its budget is spent. Throws GraphError. */
export async function answer(call: GraphCall, context: GraphContext, usage: CallUsage): Promise<GraphAnswer> {
  if (isTokenRequest(call)) return { status: 200, body: await accessToken(call, context) };
  if (isCrashReport(call)) return { status: 200, body: success };
  const bearer = await admit(call, context);
  if (bearer.kind === 'app') return { status: 200, body: await answerApp(call, bearer.app, context) };
  const { caller } = bearer;
  usage.by({
    appId: (caller.app ?? ownApp).id,
    isOperator: caller.role === 'operator',
    bringsPeople: bringsPeople(call),
  });
  const { token, proof } = call;
  const base = `${call.origin}/${call.version}`;
  return {
    status: 200,
    body: await bodyOf(call, { context, caller, usage, base, token: token ?? '', proof }),
  };
}

/** SDKs report their crashes to the app that `debug_token` names; that for Node brings no token. Nothing is kept. */
function isCrashReport({ method, words: [app = '', edge, ...rest] }: GraphCall): boolean {
  return method === 'POST' && edge === 'instruments' && rest.length === 0 && /^\d+$/.test(app);
}

function bringsPeople({ method, words }: GraphCall): boolean {
  return method === 'POST' && (words[1] === 'users' || words[1] === 'usersreplace');
}

async function bodyOf(call: GraphCall, visit: Visit): Promise<unknown> {
  const { words, params, method } = call;
  const [node = '', edge = '', ...rest] = words;
  if (node === '' && method === 'GET' && params.has('ids')) return nodesOf(call, visit);
  if (node === 'me' || node === 'debug_token') await visit.usage.admitApp();
  if (node === 'debug_token' && edge === '') {
    return debugToken(params, { kind: 'caller', caller: visit.caller }, visit.context);
  }
  const edges = edgesOf(node);
  const verbs = edges !== null && rest.length === 0 && Object.hasOwn(edges, edge) ? edges[edge] : undefined;
  if (verbs === undefined) {
    if (edges !== null && rest.length === 0 && edge === '') throw unsupported(method, node);
    const unknown = words.slice(edges === null ? 0 : 1).join('/');
    throw GraphError.of('path_unknown', { path: `/${unknown.slice(0, 200)}` });
  }
  const handler = verbs[method];
  if (handler === undefined) {
    if (edge === '') throw unsupported(method, node);
    throw GraphError.of('method_unsupported', { method: method.toLowerCase() });
  }
  return handler(call, visit, node);
}

function edgesOf(node: string): Readonly<Record<string, Verbs>> | null {
  if (/^act_\d+$/.test(node)) return accountEdges;
  if (/^\d+$/.test(node)) return audienceEdges;
  if (node === 'app') return appEdges;
  return node === 'me' ? userEdges : null;
}

/** The custom audience of an id of digits, or the app. */
async function nodeOf(
  id: string,
  from: string | null,
  fields: readonly Field[],
  visit: Visit,
): Promise<unknown> {
  const app = await appSeenBy(visit, id, visit.context);
  return app === null
    ? project(audienceKind, await seenAudienceOf(id, from, visit), fields, visit)
    : appNode(app, fields);
}

/** `/?ids=1,2`: the nodes by their ids. One that is missing refuses the whole call. */
async function nodesOf(call: GraphCall, visit: Visit): Promise<unknown> {
  const fields = parseFields(call.params.raw('fields'));
  const ids = call.params.list('ids') ?? [];
  if (ids.length > idsMax) {
    throw GraphError.of('ids_too_many', { max: idsMax, provided: ids.length });
  }
  const found: Record<string, unknown> = {};
  for (const id of ids) {
    found[id] = id.startsWith('act_')
      ? await accountNode(await accountOf(id, 'GET', visit), fields, visit)
      : await nodeOf(id, null, fields, visit);
  }
  return found;
}

/** The fields that the answer of a change has too. One that cannot be read is refused before anything is changed. */
function fieldsAfter({ params }: GraphCall): readonly Field[] {
  const fields = parseFields(params.raw('fields')).filter(({ name }) => name !== 'id');
  requireFields(audienceKind, fields);
  return fields;
}

/** With `fields`, the answer of a change has them too, read after it. */
async function readBack(fields: readonly Field[], visit: Visit, id: string, body: object): Promise<unknown> {
  if (fields.length === 0) return body;
  const audience = await visit.context.audiences.find(id, visit.caller.accounts);
  if (audience === null) return body;
  return { ...body, ...(await project(audienceKind, audience, fields, visit)) };
}

/** `pixel_id` asks for the audiences of a pixel. */
function pixelFilter(params: Params): readonly Filter[] {
  const pixel = params.text('pixel_id') ?? '';
  return pixel === '' ? [] : [{ field: 'pixel_id', operator: 'EQUAL', values: [pixel] }];
}

/** `summary=true` or a list of what should be in it. */
function isAsked(value: unknown): boolean {
  return (
    value !== null && value !== '' && value !== false && value !== 'false' && value !== '0' && value !== 0
  );
}
