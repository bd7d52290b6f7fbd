import { limits } from '../limits.ts';
import type { GraphErrorRow } from './row.ts';

/** What can be wrong with a lookalike (specification 6.1). */
export const lookalikeErrors = {
  lookalike_seed_too_small: {
    code: 2654,
    status: 400,
    message: `(#2654) Source Audience is Too Small: There aren't enough people in your source in the country you chose. Please choose a country that includes at least ${limits.lookalike_seeds_min} people in your source.`,
    say: 'Choose a country of which more people are in the seed, or send `allow_international_seeds`.',
  },
  lookalike_duplicate: {
    code: 2654,
    subcode: 1713007,
    status: 400,
    message:
      "(#2654) Can\u2019t Create a Duplicate Lookalike: You've already created a lookalike audience with the same source, country and size. Please try using a different source or different specifications.",
    say: 'Use the lookalike that is there: `lookalike_audience_ids` of the seed names it.',
  },
  lookalike_country_invalid: {
    code: 2654,
    subcode: 1713089,
    status: 400,
    message: '(#2654) Invalid Country: lookalike_spec {problem}.',
    say: 'Send codes of two letters (ISO 3166-1) in `country` or `location_spec`.',
  },
  lookalike_location_missing: {
    code: 2654,
    subcode: 1713159,
    status: 400,
    message: '(#2654) Location Missing: lookalike_spec {problem}.',
    say: 'Send `country`, or a `location_spec` with countries in `geo_locations`.',
  },
  lookalike_of_lookalike: {
    code: 2654,
    status: 400,
    message: '(#2654) Invalid Source Audience: A lookalike audience cannot be the source of another one.',
    say: 'Start from a customer list; `permission_for_actions.subtype_supports_lookalike` tells which can.',
  },
  lookalike_special_category: {
    code: 2654,
    status: 400,
    message: '(#2654) Lookalike Not Available: {problem}',
    say: 'Use the customer list itself.',
  },
  lookalike_spec_invalid: {
    code: 100,
    status: 400,
    message: '(#100) Param lookalike_spec {problem}',
    say: 'Mend `lookalike_spec`.',
  },
  lookalikes_too_many: {
    code: 2654,
    status: 400,
    message: `(#2654) Too Many Lookalike Audiences: this ad account has ${limits.lookalike_audiences_max} lookalikes, which is as many as it may have. Delete one before you create another.`,
    say: 'Delete a lookalike that nobody needs.',
  },
  audience_has_lookalikes: {
    code: 2656,
    status: 400,
    message:
      '(#2656) Failed to delete custom audience because it is associated with existing lookalike audiences.',
    say: 'Delete its lookalikes first: `lookalike_audience_ids` names them.',
  },
} as const satisfies Readonly<Record<string, GraphErrorRow>>;
