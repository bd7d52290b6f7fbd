import { limits } from '@kindred/contract';
import { sendJson } from '../answers/reply.ts';
import type { EdgeContext } from '../context.ts';
import { type Param, readParam, readRequired } from '../requests/params.ts';
import { queryParams, type Route } from '../route.ts';
import { extraFields, operatorFields, readFields, withFields } from './bodies.ts';
import { adAccountParam, pageParam } from './params.ts';
import { accountNamed, lookalikeOf } from './scope.ts';

export const fieldsParam: Param = {
  name: 'fields',
  say: `Further keys, behind the documented ones: ${Object.keys(extraFields).join(', ')}; for operators also ${Object.keys(operatorFields).join(', ')}.`,
  required: false,
  charsMax: 1024,
  example: 'approximate_count_lower_bound,operation_status',
};

const subtypeFilter: Param = {
  name: 'subtype',
  say: 'Only audiences of this subtype.',
  required: false,
  charsMax: 32,
  example: 'CUSTOM',
};

/** `GET /custom_audiences`: the audiences of an ad account, newest first. */
export function listCustomAudiences(context: EdgeContext): Route {
  return {
    method: 'GET',
    path: '/custom_audiences',
    tag: 'Audience API',
    summary: 'List the custom audiences of an ad account',
    role: 'account_read',
    params: [adAccountParam, pageParam, subtypeFilter, fieldsParam],
    takes: 'query',
    answers: { status: 200, say: 'A page of audiences, newest first; meta tells the page and the total.' },
    handle: async (request, reply, caller) => {
      const query = queryParams(request);
      const account = await accountNamed(context, caller, readRequired(query, adAccountParam));
      const page = Number(readParam(query, pageParam) ?? 1);
      const fields = readFields(readParam(query, fieldsParam), caller);
      const subtype = readParam(query, subtypeFilter);
      const list = () =>
        context.audiences.list([account.id], subtype, { number: page, rows: limits.page_rows });
      let found = await list();
      if (account.platform !== 'local' && fields.length > 0) {
        const ids = found.audiences.map(({ id }) => id);
        if (await context.relay.statuses.refresh(account.id, ids)) found = await list();
      }
      const bodies: unknown[] = [];
      for (const audience of found.audiences) {
        bodies.push(withFields(audience, await lookalikeOf(context, audience), fields));
      }
      return sendJson(request, reply, 200, {
        custom_audiences: bodies,
        meta: { page, total: found.total },
      });
    },
  };
}
