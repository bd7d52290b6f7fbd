import { sendJson } from '../answers/reply.ts';
import type { EdgeContext } from '../context.ts';
import { readParam } from '../requests/params.ts';
import { pathParam, queryParams, type Route } from '../route.ts';
import { readFields, withFields } from './bodies.ts';
import { fieldsParam } from './custom-audiences.get.ts';
import { freshAudienceNamed, lookalikeOf } from './scope.ts';

/** `GET /custom_audiences/:id`. */
export function readCustomAudience(context: EdgeContext): Route {
  return {
    method: 'GET',
    path: '/custom_audiences/:id',
    tag: 'Audience API',
    summary: 'Read a custom audience; with fields also its size and status',
    role: 'account_read',
    params: [fieldsParam],
    takes: 'query',
    answers: { status: 200, say: 'The audience.' },
    handle: async (request, reply, caller) => {
      const audience = await freshAudienceNamed(context, caller, pathParam(request, 'id'));
      const fields = readFields(readParam(queryParams(request), fieldsParam), caller);
      return sendJson(request, reply, 200, {
        fb_custom_audience: withFields(audience, await lookalikeOf(context, audience), fields),
      });
    },
  };
}
