import { type AdAccount, type Caller, writeAudit } from '../../../access/index.ts';
import type { ConnectionRecord } from '../../../relay/index.ts';
import { ApiError } from '../../answers/api-error.ts';
import { sendJson } from '../../answers/reply.ts';
import { accountNamed } from '../../audience-api/scope.ts';
import type { EdgeContext } from '../../context.ts';
import { type Param, readParam, readRequired } from '../../requests/params.ts';
import { bodyParams, pathParam, type Route } from '../../route.ts';

const secret = (value: string) =>
  /^[\x21-\x7e]+$/.test(value) ? null : 'must be printable and without spaces';

const tokenParam: Param = {
  name: 'access_token',
  say: 'The token that opens the ad account at Meta, of a system user if possible. It is stored sealed and never shown.',
  required: true,
  charsMax: 4096,
  check: secret,
  example: 'EAAB',
};

const appSecretParam: Param = {
  name: 'app_secret',
  say: 'The secret of the app of the token, for a proof with each call. Absent: the one that is known stays.',
  required: false,
  charsMax: 256,
  check: secret,
  example: '0123456789abcdef0123456789abcdef',
};

const versionParam: Param = {
  name: 'api_version',
  say: 'The version of the Graph API. Absent: the one that Kindred is made for.',
  required: false,
  charsMax: 16,
  check: (value) => (/^v[0-9]{1,3}\.[0-9]{1,2}$/.test(value) ? null : 'must look like v25.0'),
  example: 'v25.0',
};

const path = '/fb_ad_accounts/:id/connection';

/** `PUT /fb_ad_accounts/:id/connection`: also gives a connected account another token. */
export function connectAdAccount(context: EdgeContext): Route {
  const graphUrlParam: Param = {
    name: 'graph_url',
    say: 'Where the Graph API is. Absent: at Meta.',
    required: false,
    charsMax: 2048,
    check: (value) => context.relay.addressProblem(value),
    example: 'https://graph.facebook.com',
  };
  return {
    method: 'PUT',
    path,
    tag: 'Operator API',
    summary: 'Connect an ad account at Meta, or give it another token',
    role: 'operator',
    params: [tokenParam, appSecretParam, versionParam, graphUrlParam],
    takes: 'json',
    answers: { status: 200, say: 'The connection, without its secrets. What waited for it goes on.' },
    handle: async (request, reply, caller) => {
      const account = await remoteAccountNamed(context, caller, pathParam(request, 'id'));
      const body = bodyParams(request);
      const { relay } = context;
      const record = await relay.connect(account.id, {
        token: readRequired(body, tokenParam),
        appSecret: readParam(body, appSecretParam),
        apiVersion: readParam(body, versionParam),
        graphUrl: readParam(body, graphUrlParam),
      });
      await writeAudit(context.control, caller.tokenId, 'ad_account.connect', String(account.id));
      return sendJson(request, reply, 200, { connection: connectionBody(record) });
    },
  };
}

/** `GET /fb_ad_accounts/:id/connection`: without its secrets. */
export function readConnection(context: EdgeContext): Route {
  return {
    method: 'GET',
    path,
    tag: 'Operator API',
    summary: 'Read how an ad account at Meta is connected, without its secrets',
    role: 'operator',
    params: [],
    takes: 'query',
    answers: { status: 200, say: 'The connection.' },
    handle: async (request, reply, caller) => {
      const account = await remoteAccountNamed(context, caller, pathParam(request, 'id'));
      const record = await context.relay.connections.find(account.id);
      if (record === null) throw new ApiError('account_not_connected');
      return sendJson(request, reply, 200, { connection: connectionBody(record) });
    },
  };
}

/** `GET /fb_ad_accounts/:id/connection/check`: asks Meta. */
export function checkConnection(context: EdgeContext): Route {
  return {
    method: 'GET',
    path: `${path}/check`,
    tag: 'Operator API',
    summary: 'Ask Meta whether the token, its permissions, the terms and the version are good',
    role: 'operator',
    params: [],
    takes: 'query',
    answers: { status: 200, say: 'What was looked at; where something is missing, what to do about it.' },
    handle: async (request, reply, caller) => {
      const account = await remoteAccountNamed(context, caller, pathParam(request, 'id'));
      const checked = await context.relay.check(account.id);
      if (checked === null) throw new ApiError('account_not_connected');
      return sendJson(request, reply, 200, {
        check: {
          good: checked.findings.every(({ state }) => state !== 'missing'),
          findings: checked.findings.map(({ topic, state, said, link }) => ({
            topic,
            state,
            say: said,
            link: link ?? null,
          })),
          connection: connectionBody(checked.record),
        },
      });
    },
  };
}

export async function remoteAccountNamed(
  context: EdgeContext,
  caller: Caller,
  id: string,
): Promise<AdAccount> {
  const account = await accountNamed(context, caller, id);
  if (account.platform === 'local') throw new ApiError('account_is_local');
  return account;
}

export function connectionBody(record: ConnectionRecord): Record<string, unknown> {
  return {
    fb_ad_account_id: record.adAccountId,
    fb_id: record.graphId,
    state: record.state,
    why: record.why,
    say: record.said,
    link: record.link,
    wait_until: record.waitUntil?.toISOString() ?? null,
    api_version: record.apiVersion,
    graph_url: record.graphUrl,
    has_app_secret: record.hasAppSecret,
    connected_at: record.connectedAt.toISOString(),
  };
}
