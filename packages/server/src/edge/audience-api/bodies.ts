import type { Caller } from '../../access/index.ts';
import {
  type Audience,
  deliveryStatus,
  operationStatus,
  shownGraphId,
  sizeBounds,
} from '../../audience/index.ts';
import { type Lookalike, shownSpec } from '../../lookalike/index.ts';
import { ApiError } from '../answers/api-error.ts';

/** Key order is the documented one: the ETag of the samples depends on it. `lookalike`: of an audience that is one. */
export function finalForm(audience: Audience, lookalike: Lookalike | null = null): Record<string, unknown> {
  if (lookalike !== null) {
    const { origin, spec } = lookalike;
    return lookalikeForm(audience, numberOf(origin.graphId), shownSpec(spec, origin));
  }
  return {
    id: audience.id,
    name: audience.name,
    fb_id: shownGraphId(audience),
    subtype: audience.subtype,
    description: audience.description,
    opt_out_link: audience.optOutLink,
  };
}

/** The final form of a lookalike, its keys in the order of specification 8.4. */
export function lookalikeForm(
  audience: Audience,
  origin: number | null,
  shown: Record<string, unknown>,
): Record<string, unknown> {
  return {
    id: audience.id,
    name: audience.name,
    fb_id: shownGraphId(audience),
    subtype: audience.subtype,
    origin_audience_id: origin,
    lookalike_spec: shown,
  };
}

/** The form of April 2014: with user_type, without subtype, and the Graph id as a number. */
export function olderForm(audience: Audience): Record<string, unknown> {
  return {
    id: audience.id,
    name: audience.name,
    description: audience.description,
    opt_out_link: audience.optOutLink,
    user_type: audience.userType,
    fb_id: numberOf(shownGraphId(audience)),
  };
}

/** Null: it does not exist at its platform yet. */
function numberOf(graphId: string | null): number | null {
  return graphId === null ? null : Number(graphId);
}

const seconds = (date: Date) => Math.floor(date.getTime() / 1000);

/** What may be asked for beyond the documented keys, with `?fields=`; named as in the Graph API. */
export const extraFields: Readonly<Record<string, (audience: Audience) => unknown>> = {
  approximate_count_lower_bound: (audience) => sizeBounds(audience).lower,
  approximate_count_upper_bound: (audience) => sizeBounds(audience).upper,
  operation_status: operationStatus,
  delivery_status: deliveryStatus,
  user_type: (audience) => audience.userType,
  time_created: (audience) => seconds(audience.createdAt),
  time_updated: (audience) => seconds(audience.updatedAt),
  time_content_updated: (audience) =>
    audience.contentUpdatedAt === null ? null : seconds(audience.contentUpdatedAt),
};

/** Keys that only operators may ask for. */
export const operatorFields: Readonly<Record<string, (audience: Audience) => unknown>> = {
  exact_count: (audience) => (audience.relayed === null ? audience.memberCount : null),
};

/** Extra keys stand behind the documented ones, in the order asked for. A name that is not known is refused. */
export function withFields(
  audience: Audience,
  lookalike: Lookalike | null,
  fields: readonly string[],
): Record<string, unknown> {
  const body = finalForm(audience, lookalike);
  for (const field of fields) {
    const extra = extraFields[field] ?? operatorFields[field];
    if (extra !== undefined) body[field] = extra(audience);
  }
  return body;
}

/** `fields=a,b`; names of documented keys are allowed and change nothing. What the caller may not see is refused. */
export function readFields(text: string | null, caller: Caller): readonly string[] {
  if (text === null) return [];
  const names = text.split(',').map((name) => name.trim());
  const documented = ['id', 'name', 'fb_id', 'subtype', 'description', 'opt_out_link'];
  const withheld = caller.role === 'operator' ? [] : Object.keys(operatorFields);
  const extra = Object.keys({ ...extraFields, ...operatorFields }).filter((name) => !withheld.includes(name));
  const allowed = [...documented, ...extra];
  if (names.some((name) => !allowed.includes(name))) {
    const forOperators = names.find((name) => withheld.includes(name));
    const problem =
      forOperators === undefined
        ? `must name only: ${allowed.join(', ')}`
        : `${forOperators} is told to operators only`;
    throw new ApiError('parameter_invalid', { parameter: 'fields', problem });
  }
  return names;
}
