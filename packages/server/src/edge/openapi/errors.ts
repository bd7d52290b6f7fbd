import { type ErrorCode, errors } from '@kindred/contract';
import type { Route } from '../route.ts';
import type { JsonObject } from './json.ts';
import { takesUpload } from './request.ts';

export const errorSchema: JsonObject = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message', 'details', 'docs_url', 'request_id'],
      properties: {
        code: { type: 'string', enum: Object.keys(errors), description: 'For programs: it never changes.' },
        message: { type: 'string', description: 'For people: a sentence that says what to do.' },
        details: { type: 'object', description: 'Which parameter, which limit. Never a row of a file.' },
        docs_url: { type: 'string', format: 'uri' },
        request_id: { type: 'string', format: 'uuid' },
      },
    },
  },
};

const codesByStatus = Map.groupBy(Object.keys(errors) as ErrorCode[], (code) => errors[code].status);

/** One answer for each status of the error table, with the codes that it may carry. */
export const errorResponses: JsonObject = Object.fromEntries(
  [...codesByStatus].map(([status, codes]) => [
    `Error${status}`,
    {
      description: codes.map((code) => `\`${code}\`: ${errors[code].say}`).join('\n\n'),
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
    },
  ]),
);

/** Which of them a call may answer with, by what it takes. */
export function errorStatusesOf(route: Route): number[] {
  const everywhere = [401, 403, 500, 503];
  const ofParams = route.params.length > 0 ? [400, 422] : [];
  const named = route.path.includes(':') || route.params.some((param) => /ad_account_id/.test(param.name));
  const ofBody: Record<Route['takes'], readonly number[]> = {
    query: [],
    json: [400, 409, 413, 415],
    'multipart-with-file': [400, 411, 413, 415, 422, 507],
    bytes: [400, 411, 413, 415, 422, 507],
  };
  const ofUpload = takesUpload(route) ? [409, 429] : [];
  const all = [...everywhere, ...ofParams, ...(named ? [404] : []), ...ofBody[route.takes], ...ofUpload];
  return [...new Set(all)].sort((a, b) => a - b);
}
