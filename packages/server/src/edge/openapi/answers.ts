import { keyKinds, operations, rejectReasons } from '@kindred/contract';
import type { Route } from '../route.ts';
import type { JsonObject } from './json.ts';

const text: JsonObject = { type: 'string' };
const whole: JsonObject = { type: 'integer' };
const flag: JsonObject = { type: 'boolean' };
const time: JsonObject = { type: 'string', format: 'date-time' };
const orNull = (schema: JsonObject): JsonObject => ({ anyOf: [schema, { type: 'null' }] });
const listOf = (items: JsonObject): JsonObject => ({ type: 'array', items });
const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

/** An object of which all properties are there, but those named behind it. */
function object(properties: JsonObject, absent: readonly string[] = []): JsonObject {
  const required = Object.keys(properties).filter((name) => !absent.includes(name));
  return { type: 'object', properties, required };
}

const status = object({ code: whole, description: text });
const meta = object({ page: whole, total: whole });

const extraFields = {
  user_type: orNull(text),
  approximate_count_lower_bound: whole,
  approximate_count_upper_bound: whole,
  operation_status: status,
  delivery_status: status,
  time_created: whole,
  time_updated: whole,
  time_content_updated: orNull(whole),
};

/** Counts of people: null where they are not known yet, or too small to be shown. */
const people = orNull(whole);

/** What the answers are made of, by the names under which the document keeps them. */
export const answerSchemas: JsonObject = {
  CustomAudience: object(
    {
      id: whole,
      name: text,
      fb_id: { type: ['string', 'integer'], description: 'A number in the form of April 2014.' },
      subtype: text,
      description: orNull(text),
      opt_out_link: orNull(text),
      ...extraFields,
    },
    ['subtype', ...Object.keys(extraFields)],
  ),
  GraphObject: object({
    id: text,
    account_id: text,
    approximate_count: whole,
    description: orNull(text),
    name: text,
    status: text,
    run_status: status,
    subtype: text,
    time_updated: whole,
  }),
  UploadReport: object({
    id: whole,
    audience_id: orNull(whole),
    operation: { type: 'string', enum: operations },
    state: { type: 'string', enum: ['receiving', 'staged', 'applying', 'applied', 'aborted', 'failed'] },
    progress: { type: 'number', minimum: 0, maximum: 1 },
    user_type: orNull(text),
    schema: orNull(listOf(text)),
    bytes: whole,
    created_at: time,
    staged_at: orNull(time),
    applied_at: orNull(time),
    funnel: ref('Funnel'),
    rounded: flag,
    rejected_samples: listOf(ref('RejectSample')),
    notes: listOf(text),
    error: orNull(text),
  }),
  Funnel: object({
    lines: whole,
    blank: whole,
    rejected: whole,
    rejected_by_reason: counts(Object.keys(rejectReasons), whole),
    duplicates: people,
    suppressed: people,
    accepted: people,
    matched: people,
    matched_by_kind: counts(Object.keys(keyKinds), people),
    newly_added: people,
    removed: people,
  }),
  RejectSample: object({
    line: whole,
    reason: { type: 'string', enum: Object.keys(rejectReasons) },
    sample: { type: 'string', description: 'The shape of the value: letters as x, digits as 9.' },
  }),
  AdAccount: object({ id: whole, name: text, currency: orNull(text), fb_id: text }),
  Token: object({
    id: whole,
    name: text,
    role: { type: 'string', enum: ['operator', 'account_write', 'account_read'] },
    fb_ad_account_ids: listOf(whole),
    created_at: time,
    revoked_at: orNull(time),
  }),
  OptOut: object({
    id: whole,
    state: { type: 'string', enum: ['receiving', 'guarding', 'applied', 'aborted'] },
    user_type: orNull(text),
    lines: whole,
    blank: whole,
    rejected: whole,
    keys: whole,
    created_at: time,
    applied_at: orNull(time),
    error: orNull(text),
  }),
};

function counts(names: readonly string[], count: JsonObject): JsonObject {
  return { type: 'object', propertyNames: { enum: names }, additionalProperties: count };
}

const audience = object({ fb_custom_audience: ref('CustomAudience') });
const upload = object({ upload: ref('UploadReport') });

const byCall: Readonly<Record<string, JsonObject>> = {
  'POST /custom_audiences': audience,
  'PUT /custom_audiences/:id': audience,
  'GET /custom_audiences': object({ custom_audiences: listOf(ref('CustomAudience')), meta }),
  'GET /custom_audiences/:id': audience,
  'GET /customaudiences': listOf(ref('GraphObject')),
  'GET /customaudiences/:id': ref('GraphObject'),
  'GET /custom_audiences/:id/uploads': object({ uploads: listOf(ref('UploadReport')), meta }),
  'GET /custom_audiences/:id/uploads/:uploadId': upload,
  'GET /uploads/:uploadId': upload,
  'GET /fb_ad_accounts': object({ fb_ad_accounts: listOf(ref('AdAccount')) }),
  'POST /fb_ad_accounts': object({ fb_ad_account: ref('AdAccount') }),
  'POST /tokens': object({ token: ref('Token'), access_token: text }),
  'GET /tokens': object({ tokens: listOf(ref('Token')) }),
  'POST /opt_outs': object({ opt_out: ref('OptOut') }),
  'GET /opt_outs': object({
    opt_outs: listOf(ref('OptOut')),
    meta: object({ page: whole, suppressed_keys: whole }),
  }),
  'GET /opt_outs/:id': object({ opt_out: ref('OptOut') }),
};

/** The schema of a good answer; of a call that is not described yet no more than that it is an object. */
export function answerOf(route: Route): JsonObject {
  return byCall[`${route.method} ${route.path}`] ?? { type: 'object' };
}
