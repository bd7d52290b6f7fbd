import { roles, strictRules } from '../../../access/index.ts';
import { tierChoices } from '../../operator-api/rate-limit.ts';
import type { JsonObject } from '../json.ts';
import { flag, listOf, object, oneOf, orNull, text, time, whole } from './parts.ts';

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
    state: oneOf(['receiving', 'guarding', 'applied', 'aborted']),
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
