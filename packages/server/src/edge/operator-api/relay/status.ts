import { writeAudit } from '../../../access/index.ts';
import { ApiError } from '../../answers/api-error.ts';
import { sendJson } from '../../answers/reply.ts';
import type { EdgeContext } from '../../context.ts';
import { pathParam, type Route } from '../../route.ts';
import { connectionBody, remoteAccountNamed } from './connection.ts';

/** `GET /relay`: how every ad account at Meta stands, and what is on its way there. */
export function readRelay(context: EdgeContext): Route {
  return {
    method: 'GET',
    path: '/relay',
    tag: 'Operator API',
    summary: 'Tell how the ad accounts at Meta stand, and what is on its way there',
    role: 'operator',
    params: [],
    takes: 'query',
    answers: { status: 200, say: 'The accounts with their uploads that have not ended.' },
    handle: async (request, reply) => {
      const { relay } = context;
      const open = await relay.openUploads();
      const reports = await relay.reports.ofUploads(open.map(({ uploadId }) => uploadId));
      const accounts = (await relay.connections.list()).map((record) => ({
        name: record.accountName,
        connection: connectionBody(record),
        pace: relay.connections.knownPace(record.adAccountId)?.standing().percent ?? null,
        uploads: open
          .filter(({ adAccountId }) => adAccountId === record.adAccountId)
          .map(({ uploadId, audienceId }) => ({
            id: uploadId,
            audience_id: audienceId,
            relay: reports.get(uploadId) ?? null,
          })),
      }));
      return sendJson(request, reply, 200, { relay: { accounts } });
    },
  };
}

/** `POST /fb_ad_accounts/:id/relay/retry`: lets an account go on. */
export function retryRelay(context: EdgeContext): Route {
  return {
    method: 'POST',
    path: '/fb_ad_accounts/:id/relay/retry',
    tag: 'Operator API',
    summary: 'Let an ad account at Meta go on after a pause, and try again what was parked',
    role: 'operator',
    params: [],
    takes: 'json',
    answers: { status: 200, say: 'The connection.' },
    handle: async (request, reply, caller) => {
      const account = await remoteAccountNamed(context, caller, pathParam(request, 'id'));
      if (!(await context.relay.retry(account.id))) throw new ApiError('account_not_connected');
      await writeAudit(context.control, caller.tokenId, 'relay.retry', String(account.id));
      const record = await context.relay.connections.find(account.id);
      if (record === null) throw new ApiError('account_not_connected');
      return sendJson(request, reply, 200, { connection: connectionBody(record) });
    },
  };
}
