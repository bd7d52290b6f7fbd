import { importRejects, keyKinds } from '@kindred/contract';
import { correctableKinds } from '../../../lookalike/index.ts';
import { importFormats } from '../../../people/index.ts';
import type { JsonObject } from '../json.ts';
import { counts, flag, listOf, object, oneOf, orNull, ref, share, text, time, whole } from './parts.ts';

const reason = oneOf(Object.keys(importRejects));
const ofKinds = counts(Object.keys(keyKinds), whole);

/** The population, and what became of its files. */
export const peopleSchemas: JsonObject = {
  Feature: object({
    name: text,
    kind: orNull(oneOf(correctableKinds)),
    coverage: share,
    distinct_values: whole,
    kind_given: orNull(oneOf(correctableKinds)),
    excluded: flag,
    left_out: orNull(text),
  }),
  Import: object({
    id: whole,
    state: oneOf(['receiving', 'staged', 'applying', 'applied', 'aborted', 'failed']),
    progress: share,
    format: orNull(oneOf(importFormats)),
    file_name: orNull(text),
    hashed: flag,
    phone_country: orNull(text),
    mapping: orNull(ref('ImportMapping')),
    bytes: whole,
    bytes_expected: orNull(whole),
    lines: whole,
    blank: whole,
    accepted: whole,
    rejected: whole,
    rejected_by_reason: counts(Object.keys(importRejects), whole),
    rejected_identifiers: listOf(object({ identifier: text, reason, count: whole })),
    rejected_samples: listOf(object({ line: whole, identifier: orNull(text), reason, sample: text })),
    people: orNull(object({ seen: whole, added: whole, updated: whole, unchanged: whole })),
    keys: orNull(object({ added: whole, removed: whole })),
    version: orNull(whole),
    notes: listOf(text),
    created_at: time,
    staged_at: orNull(time),
    apply_started_at: orNull(time),
    applied_at: orNull(time),
    ended_at: orNull(time),
    error: orNull(text),
  }),
  ImportMapping: object({
    identifiers: { type: 'object', additionalProperties: listOf(text) },
    hashed: listOf(text),
    features: listOf(text),
    ignored: listOf(text),
  }),
  Population: object({
    version: whole,
    people: whole,
    countries: listOf(object({ country: text, people: whole })),
    countries_total: whole,
    keys: ofKinds,
    people_with: ofKinds,
    features: listOf(object({ name: text, people: whole, coverage: share })),
    last_import: orNull(ref('Import')),
  }),
};
