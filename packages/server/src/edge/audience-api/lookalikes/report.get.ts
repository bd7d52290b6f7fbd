import { sendJson } from '../../answers/reply.ts';
import type { EdgeContext } from '../../context.ts';
import { pathParam, type Route } from '../../route.ts';
import { lookalikeNamed } from '../scope.ts';

/** `GET /custom_audiences/:id/lookalike_report`: how good a lookalike is, and what of. */
export function readLookalikeReport(context: EdgeContext): Route {
  return {
    method: 'GET',
    path: '/custom_audiences/:id/lookalike_report',
    tag: 'Audience API',
    summary: 'Read how well a lookalike tells its seed from other people, and by what',
    role: 'account_read',
    params: [],
    takes: 'query',
    answers: { status: 200, say: 'The report. It names features, and never people.' },
    handle: async (request, reply, caller) => {
      const { audience, lookalike } = await lookalikeNamed(context, caller, pathParam(request, 'id'));
      const unbuilt = { error: lookalike.error, refresh_at: lookalike.refreshAt?.toISOString() ?? null };
      const report = await context.lookalikes.report(lookalike, caller.role !== 'operator');
      return sendJson(request, reply, 200, {
        lookalike_report: {
          audience_id: audience.id,
          state: audience.lookalikeState,
          ...(report ?? unbuilt),
        },
      });
    },
  };
}
