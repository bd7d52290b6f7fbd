import type { Route } from '../route.ts';
import type { JsonObject } from './json.ts';
import { audienceSchemas } from './schema/audience.ts';
import { operatorSchemas } from './schema/operator.ts';
import { listOf, object, ref, text, whole } from './schema/parts.ts';
import { peopleSchemas } from './schema/people.ts';
import { relaySchemas } from './schema/relay.ts';

/** What the answers are made of, by the names under which the document keeps them. */
export const answerSchemas: JsonObject = {
  ...audienceSchemas,
  ...operatorSchemas,
  ...peopleSchemas,
  ...relaySchemas,
};

const meta = object({ page: whole, total: whole });
const audience = object({ fb_custom_audience: ref('CustomAudience') });
const upload = object({ upload: ref('UploadReport') });

const byCall: Readonly<Record<string, JsonObject>> = {
  'POST /custom_audiences': audience,
  'PUT /custom_audiences/:id': audience,
  'GET /custom_audiences': object({ custom_audiences: listOf(ref('CustomAudience')), meta }),
  'GET /custom_audiences/:id': audience,
  'GET /custom_audiences/:id/shares': object({ shares: listOf(ref('Share')) }),
  'PUT /custom_audiences/:id/shares/:account': object({ share: ref('Share') }),
  'GET /custom_audiences/:id/members': text,
  'GET /custom_audiences/:id/lookalike_scores': text,
  'GET /custom_audiences/:id/lookalike_report': object({ lookalike_report: ref('LookalikeReport') }),
  'GET /customaudiences': listOf(ref('GraphObject')),
  'GET /customaudiences/:id': ref('GraphObject'),
  'GET /custom_audiences/:id/uploads': object({ uploads: listOf(ref('UploadReport')), meta }),
  'GET /custom_audiences/:id/uploads/:uploadId': upload,
  'GET /uploads/:uploadId': upload,
  'GET /fb_ad_accounts': object({ fb_ad_accounts: listOf(ref('AdAccount')) }),
  'POST /fb_ad_accounts': object({ fb_ad_account: ref('AdAccount') }),
  'GET /fb_ad_accounts/:id/rate_limit': object({ rate_limit: ref('RateLimit') }),
  'PUT /fb_ad_accounts/:id/rate_limit': object({ rate_limit: ref('RateLimit') }),
  'PUT /fb_ad_accounts/:id/connection': object({ connection: ref('Connection') }),
  'GET /fb_ad_accounts/:id/connection': object({ connection: ref('Connection') }),
  'GET /fb_ad_accounts/:id/connection/check': object({ check: ref('ConnectionCheck') }),
  'GET /relay': object({ relay: ref('Relay') }),
  'POST /fb_ad_accounts/:id/relay/retry': object({ connection: ref('Connection') }),
  'POST /tokens': object({ token: ref('Token'), access_token: text }),
  'GET /tokens': object({ tokens: listOf(ref('Token')) }),
  'POST /apps': object({ app: ref('App'), app_secret: text }),
  'GET /apps': object({ apps: listOf(ref('App')) }),
  'PUT /apps/:id': object({ app: ref('App') }),
  'POST /apps/:id/secret': object({ app: ref('App'), app_secret: text }),
  'GET /people': text,
  'POST /people/imports': object({ import: ref('Import') }),
  'GET /people/imports': object({ imports: listOf(ref('Import')), meta }),
  'GET /people/imports/:id': object({ import: ref('Import') }),
  'GET /people/features': object({ features: listOf(ref('Feature')) }),
  'GET /people/stats': object({ stats: ref('Population') }),
  'POST /opt_outs': object({ opt_out: ref('OptOut') }),
  'POST /opt_outs/lifts': object({ opt_out: ref('OptOut') }),
  'POST /opt_outs/checks': object({ check: ref('OptOutCheck') }),
  'POST /custom_audiences/:id/plans': object({ plan: ref('Plan') }),
  'GET /opt_outs': object({
    opt_outs: listOf(ref('OptOut')),
    meta: object({ page: whole, suppressed_keys: whole }),
  }),
  'GET /health/details': object({ findings: listOf(ref('Finding')) }),
  'GET /opt_outs/:id': object({ opt_out: ref('OptOut') }),
};

/** The schema of a good answer; of a call that is not described yet no more than that it is an object. */
export function answerOf(route: Route): JsonObject {
  return byCall[`${route.method} ${route.path}`] ?? { type: 'object' };
}
