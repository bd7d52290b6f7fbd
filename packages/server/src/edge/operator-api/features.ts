import { writeAudit } from '../../access/index.ts';
import { type CorrectableKind, correctableKinds } from '../../lookalike/index.ts';
import { ApiError } from '../answers/api-error.ts';
import { sendJson, sendNothing } from '../answers/reply.ts';
import type { EdgeContext } from '../context.ts';
import { type Param, readParam } from '../requests/params.ts';
import { bodyParams, pathParam, type Route } from '../route.ts';

const kindParam: Param = {
  name: 'kind',
  say: 'What its values are, where they look like something else; absent or null: as they look.',
  required: false,
  charsMax: 32,
  choices: correctableKinds,
  example: 'category',
};

const excludedParam: Param = {
  name: 'excluded',
  say: 'true: it never enters a lookalike. For what says who somebody is before the law: age, sex, origin, faith, health.',
  required: false,
  charsMax: 5,
  choices: ['true', 'false'],
  example: 'true',
};

/** `GET /people/features`: what the features of the population are, and which of them lookalikes are made of. */
export function listFeatures(context: EdgeContext): Route {
  return {
    method: 'GET',
    path: '/people/features',
    tag: 'Operator API',
    summary: 'List the features of the population: kind, coverage, and whether lookalikes use them',
    role: 'operator',
    params: [],
    takes: 'query',
    answers: { status: 200, say: 'The features, by name.' },
    handle: async (request, reply) =>
      sendJson(request, reply, 200, { features: await context.lookalikes.catalogue.features() }),
  };
}

/** `PUT /people/features/:name`: corrects what a feature is taken for, or keeps it out of every lookalike. */
export function correctFeature(context: EdgeContext): Route {
  return {
    method: 'PUT',
    path: '/people/features/:name',
    tag: 'Operator API',
    summary: 'Correct what a feature is taken for, or keep it out of lookalikes',
    role: 'operator',
    params: [kindParam, excludedParam],
    takes: 'json',
    answers: { status: 204, say: 'Noted. Lookalikes follow with their next refresh.' },
    handle: async (request, reply, caller) => {
      const name = pathParam(request, 'name').trim();
      if (name === '') throw new ApiError('not_found');
      const body = bodyParams(request);
      const kind = readParam(body, kindParam) as CorrectableKind | null;
      const isExcluded = isTrue(body.get(excludedParam.name));
      await context.lookalikes.catalogue.correct({ name, kind, isExcluded });
      await writeAudit(context.control, caller.tokenId, 'feature.correct', name, {
        excluded: String(isExcluded),
      });
      return sendNothing(reply);
    },
  };
}

/** A JSON body says true, a form 'true'. */
function isTrue(raw: unknown): boolean {
  if (raw === undefined || raw === null || raw === false) return false;
  return raw === true || readParam({ get: () => raw }, excludedParam) === 'true';
}
