import { writeAudit } from '../../../access/index.ts';
import { type AudienceChange, updateAudience } from '../../../audience/index.ts';
import { ApiError } from '../../answers/api-error.ts';
import { sendJson } from '../../answers/reply.ts';
import type { EdgeContext } from '../../context.ts';
import { type Param, type RawParams, readParam } from '../../requests/params.ts';
import { bodyParams, pathParam, type Route } from '../../route.ts';
import { finalForm } from '../bodies.ts';
import { descriptionParam, nameParam, optOutLinkParam } from '../params.ts';
import { audienceNamed, lookalikeOf } from '../scope.ts';

const optionalNameParam: Param = { ...nameParam, required: false };

/** `PUT /custom_audiences/:id` without a file: what is said of an audience. Its people stay. */
export function describeAudience(context: EdgeContext): NonNullable<Route['withoutFile']> {
  return {
    params: [optionalNameParam, descriptionParam, optOutLinkParam],
    handle: async (request, reply, caller) => {
      const id = pathParam(request, 'id');
      const audience = await audienceNamed(context, caller, id);
      const change = changeOf(bodyParams(request));
      const changed = await context.control.transaction(async (tx) => {
        await writeAudit(tx, caller.tokenId, 'audience.update', String(audience.id));
        return updateAudience(tx, audience.id, { ...change, emptyIsNone: true });
      });
      const now = changed ? await context.audiences.find(id, caller.accounts) : null;
      if (now === null) throw new ApiError('audience_not_found', { id });
      return sendJson(request, reply, 200, {
        fb_custom_audience: finalForm(now, await lookalikeOf(context, now)),
      });
    },
  };
}

/** What is absent stays; an empty text or null takes a description or a link away. */
function changeOf(body: RawParams): AudienceChange {
  const change = {
    name: readParam(body, optionalNameParam),
    description: textOf(body, descriptionParam),
    optOutLink: textOf(body, optOutLinkParam),
  };
  if (change.name === null && isGiven(body, optionalNameParam)) {
    throw new ApiError('parameter_invalid', { parameter: 'name', problem: 'must not be empty' });
  }
  if (Object.values(change).every((value) => value === null)) {
    throw new ApiError('parameter_missing', { parameter: 'name, description or opt_out_link' });
  }
  return change;
}

function textOf(body: RawParams, param: Param): string | null {
  return readParam(body, param) ?? (isGiven(body, param) ? '' : null);
}

function isGiven(body: RawParams, param: Param): boolean {
  return body.get(param.name) !== undefined;
}
