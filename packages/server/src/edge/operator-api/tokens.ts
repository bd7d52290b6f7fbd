import { type Role, roles, type TokenRecord, writeAudit } from '../../access/index.ts';
import { ApiError } from '../answers/api-error.ts';
import { sendJson, sendNothing } from '../answers/reply.ts';
import { nameParam } from '../audience-api/params.ts';
import { accountNamed } from '../audience-api/scope.ts';
import type { EdgeContext } from '../context.ts';
import { type Param, readParam, readRequired } from '../requests/params.ts';
import { bodyParams, pathParam, type Route } from '../route.ts';

const tokenNameParam: Param = { ...nameParam, say: 'What the token is for.', example: 'campaign tool' };

const roleParam: Param = {
  name: 'role',
  say: 'operator: everything. account_write and account_read: the given ad accounts.',
  required: true,
  charsMax: 32,
  choices: roles,
  example: 'account_write',
};

const accountIdsParam: Param = {
  name: 'fb_ad_account_ids',
  say: 'The ad accounts that a token of an account role opens, as a list of ids.',
  required: false,
  charsMax: 4096,
  example: '[1]',
};

const appIdParam: Param = {
  name: 'app_id',
  say: 'The app that the token belongs to. Absent: none, so that nothing can be proven of it.',
  required: false,
  charsMax: 32,
  check: (value) => (/^[0-9]{1,19}$/.test(value) ? null : 'must be a number'),
  example: '533010008737002',
};

/** `POST /tokens`: the text of the token is in this answer and nowhere else. */
export function createToken(context: EdgeContext): Route {
  return {
    method: 'POST',
    path: '/tokens',
    tag: 'Operator API',
    summary: 'Create an access token; its text is shown once',
    role: 'operator',
    params: [tokenNameParam, roleParam, accountIdsParam, appIdParam],
    takes: 'json',
    answers: { status: 201, say: 'The token and its text.' },
    handle: async (request, reply, caller) => {
      const body = bodyParams(request);
      const name = readRequired(body, tokenNameParam);
      const role = readRequired(body, roleParam) as Role;
      const ids = readIds(body.get(accountIdsParam.name));
      if (role !== 'operator' && ids.length === 0) {
        throw new ApiError('parameter_missing', { parameter: accountIdsParam.name });
      }
      const accounts = await Promise.all(ids.map((id) => accountNamed(context, caller, id)));
      const numbers = [...new Set(accounts.map((account) => account.id))];
      const appId = readParam(body, appIdParam);
      if (appId !== null && (await context.apps.find(appId)) === null) {
        throw new ApiError('app_not_found', { id: appId });
      }
      const { record, text } = await context.tokens.create(name, role, numbers, { appId });
      const detail = appId === null ? { role } : { role, app: appId };
      await writeAudit(context.control, caller.tokenId, 'token.create', String(record.id), detail);
      return sendJson(request, reply.header('cache-control', 'no-store'), 201, {
        token: bodyOf(record),
        access_token: text,
      });
    },
  };
}

/** `GET /tokens`: without their texts. */
export function listTokens(context: EdgeContext): Route {
  return {
    method: 'GET',
    path: '/tokens',
    tag: 'Operator API',
    summary: 'List access tokens, without their texts',
    role: 'operator',
    params: [],
    takes: 'query',
    answers: { status: 200, say: 'The tokens.' },
    handle: async (request, reply) =>
      sendJson(request, reply, 200, { tokens: (await context.tokens.list()).map(bodyOf) }),
  };
}

/** `DELETE /tokens/:id`: the token is refused from now on. */
export function revokeToken(context: EdgeContext): Route {
  return {
    method: 'DELETE',
    path: '/tokens/:id',
    tag: 'Operator API',
    summary: 'Revoke an access token',
    role: 'operator',
    params: [],
    takes: 'query',
    answers: { status: 204, say: 'Revoked.' },
    handle: async (request, reply, caller) => {
      const id = pathParam(request, 'id');
      const revoked = /^[0-9]{1,9}$/.test(id) && (await context.tokens.revoke(Number(id)));
      if (!revoked) throw new ApiError('not_found');
      await writeAudit(context.control, caller.tokenId, 'token.revoke', id);
      return sendNothing(reply);
    },
  };
}

function readIds(raw: unknown): string[] {
  if (raw === undefined || raw === null) return [];
  const list = Array.isArray(raw) ? (raw as unknown[]) : [raw];
  return list.map((each) => {
    if (typeof each === 'number' || typeof each === 'string') return String(each);
    throw new ApiError('parameter_invalid', {
      parameter: accountIdsParam.name,
      problem: 'must be a list of ids',
    });
  });
}

function bodyOf(token: TokenRecord): Record<string, unknown> {
  return {
    id: token.id,
    name: token.name,
    role: token.role,
    fb_ad_account_ids: token.accounts,
    created_at: token.createdAt.toISOString(),
    revoked_at: token.revokedAt?.toISOString() ?? null,
    app_id: token.appId,
  };
}
