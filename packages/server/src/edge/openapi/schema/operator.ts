import { roles, strictRules } from '../../../access/index.ts';
import { tierChoices } from '../../operator-api/rate-limit.ts';
import type { JsonObject } from '../json.ts';
import { flag, listOf, object, oneOf, orNull, people, ref, text, time, whole } from './parts.ts';

/** What operators keep beside the population. */
export const operatorSchemas: JsonObject = {
  AdAccount: object({ id: whole, name: text, currency: orNull(text), fb_id: text }),
  RateLimit: object({ fb_ad_account_id: whole, tier: oneOf(tierChoices) }),
  Token: object({
    id: whole,
    name: text,
    role: oneOf(roles),
    fb_ad_account_ids: listOf(whole),
    created_at: time,
    revoked_at: orNull(time),
    app_id: orNull(text),
  }),
  App: object({
    id: text,
    name: text,
    require_proof: flag,
    strict: listOf(oneOf(strictRules)),
    created_at: time,
  }),
  OptOut: object({
    id: whole,
    operation: oneOf(['add', 'lift']),
    state: oneOf(['receiving', 'guarding', 'applied', 'aborted']),
    user_type: orNull(text),
    lines: whole,
    blank: whole,
    rejected: whole,
    keys: whole,
    found: { ...people, description: 'Of a lift: keys of the file that were suppressed.' },
    people: { ...people, description: 'Of a lift: people whom the keys of the file belong to.' },
    people_still_out: {
      ...people,
      description: 'Of a lift: who of these stays out, by a key that somebody else shares.',
    },
    created_at: time,
    applied_at: orNull(time),
    error: orNull(text),
    relay: listOf(object({ fb_ad_account_id: whole, relay: ref('RelayReport') })),
  }),
  Finding: object({
    what: text,
    state: oneOf(['ok', 'warn', 'fail']),
    say: text,
    todo: { ...orNull(text), description: 'What to do about it; null: nothing.' },
  }),
  OptOutCheck: object({ lines: whole, blank: whole, rejected: whole, keys: whole, suppressed: whole }),
};
