import { keyKinds, operations, rejectReasons } from '@kindred/contract';
import { sharePermissions } from '../../../audience/index.ts';
import type { JsonObject } from '../json.ts';
import {
  counts,
  flag,
  listOf,
  object,
  oneOf,
  orNull,
  people,
  ref,
  share,
  text,
  time,
  whole,
} from './parts.ts';

const amount: JsonObject = { type: 'number' };

const status = object({ code: whole, description: text });

const extraFields = {
  user_type: orNull(text),
  approximate_count_lower_bound: whole,
  approximate_count_upper_bound: whole,
  operation_status: status,
  delivery_status: status,
  time_created: whole,
  time_updated: whole,
  time_content_updated: orNull(whole),
  exact_count: { ...orNull(whole), description: 'For operators only; null where Meta alone knows it.' },
};

const spec = {
  type: 'object',
  description: 'type, ratio, starting_ratio, country or location_spec, and origin.',
} as const;

/** Of a lookalike, where any other audience has description and opt_out_link. */
const lookalikeFields = { origin_audience_id: whole, lookalike_spec: spec };

/** Audiences, and what became of their files. */
export const audienceSchemas: JsonObject = {
  CustomAudience: object(
    {
      id: whole,
      name: text,
      fb_id: {
        type: ['string', 'integer', 'null'],
        description: 'A number in the form of April 2014; null until it exists at its platform.',
      },
      subtype: text,
      description: orNull(text),
      opt_out_link: orNull(text),
      ...lookalikeFields,
      ...extraFields,
    },
    ['subtype', 'description', 'opt_out_link', ...Object.keys({ ...lookalikeFields, ...extraFields })],
  ),
  LookalikeReport: object(
    {
      audience_id: whole,
      state: oneOf(['building', 'ready', 'failed', 'stale']),
      lookalike_spec: spec,
      built_at: orNull(time),
      refresh_at: orNull(time),
      error: orNull(text),
      population_version: whole,
      drift: orNull(share),
      summary: listOf(text),
      countries: listOf(ref('LookalikeCountry')),
    },
    [
      'lookalike_spec',
      'built_at',
      'refresh_at',
      'error',
      'population_version',
      'drift',
      'summary',
      'countries',
    ],
  ),
  LookalikeCountry: object(
    {
      country: text,
      country_name: text,
      people: whole,
      seeds: people,
      background: whole,
      international_seeds: flag,
      auc: share,
      auc_error: share,
      told_apart: flag,
      ratios: listOf(object({ ratio: share, lift: amount, precision: share, value_captured: orNull(share) })),
      value_r2: orNull(amount),
      components: listOf(object({ name: text, weight: amount, auc: share })),
      features: listOf(
        object({ name: text, strength: share, traits: listOf(object({ words: text, index: whole })) }),
      ),
      left_out: listOf(object({ name: text, reason: text })),
      seconds: object({ sample: amount, train: amount, score: amount }),
      model: whole,
      code_version: text,
      scored_at: time,
    },
    ['left_out', 'seconds'],
  ),
  GraphObject: object({
    id: orNull(text),
    account_id: text,
    approximate_count: whole,
    description: orNull(text),
    name: text,
    status: text,
    run_status: status,
    subtype: text,
    time_updated: whole,
  }),
  UploadReport: object(
    {
      id: whole,
      audience_id: orNull(whole),
      operation: oneOf(operations),
      state: oneOf(['receiving', 'staged', 'applying', 'applied', 'aborted', 'failed', 'planned']),
      progress: share,
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
      relay: ref('RelayReport'),
    },
    ['relay'],
  ),
  Plan: object({
    would_add: people,
    would_remove: people,
    would_stay: people,
    files_waiting: {
      ...flag,
      description: 'Files that were sent before are not applied yet; they would change the outcome.',
    },
    upload: ref('UploadReport'),
  }),
  Share: object({
    fb_ad_account_id: { type: 'string', description: 'The Graph id.' },
    name: { ...orNull(text), description: 'Null where this token may not see the ad account.' },
    permissions: oneOf(sharePermissions),
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
    reason: oneOf(Object.keys(rejectReasons)),
    sample: { type: 'string', description: 'The shape of the value: letters as x, digits as 9.' },
  }),
};
