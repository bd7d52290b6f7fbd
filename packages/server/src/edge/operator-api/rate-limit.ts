import { type AdAccount, writeAudit } from '../../access/index.ts';
import { type RateTier, rateTiers } from '../../config/index.ts';
import { sendJson } from '../answers/reply.ts';
import { accountNamed } from '../audience-api/scope.ts';
import type { EdgeContext } from '../context.ts';
import { type Param, readRequired } from '../requests/params.ts';
import { bodyParams, pathParam, type Route } from '../route.ts';

/** What stands for the tier of the installation. */
const ofInstallation = 'default';

export const tierChoices = [ofInstallation, ...rateTiers] as const;

const tierParam: Param = {
  name: 'tier',
  say: 'How large its budgets on the Graph API are; default: as KINDRED_RATE_LIMIT_TIER says.',
  required: true,
  charsMax: 32,
  choices: tierChoices,
  example: 'standard_access',
};

const path = '/fb_ad_accounts/:id/rate_limit';

/** `GET /fb_ad_accounts/:id/rate_limit`. */
export function readRateLimit(context: EdgeContext): Route {
  return {
    method: 'GET',
    path,
    tag: 'Operator API',
    summary: 'Read the tier of rate limits of an ad account',
    role: 'operator',
    params: [],
    takes: 'query',
    answers: { status: 200, say: 'The tier.' },
    handle: async (request, reply, caller) => {
      const account = await accountNamed(context, caller, pathParam(request, 'id'));
      return sendJson(request, reply, 200, bodyOf(account));
    },
  };
}

/** `PUT /fb_ad_accounts/:id/rate_limit`: every node follows within some ten seconds. */
export function setRateLimit(context: EdgeContext): Route {
  return {
    method: 'PUT',
    path,
    tag: 'Operator API',
    summary: 'Set the tier of rate limits of an ad account',
    role: 'operator',
    params: [tierParam],
    takes: 'json',
    answers: { status: 200, say: 'The tier.' },
    handle: async (request, reply, caller) => {
      const account = await accountNamed(context, caller, pathParam(request, 'id'));
      const chosen = readRequired(bodyParams(request), tierParam);
      const rateTier = chosen === ofInstallation ? null : (chosen as RateTier);
      await context.accounts.setRateTier(account.id, rateTier);
      const detail = { tier: chosen };
      await writeAudit(context.control, caller.tokenId, 'ad_account.rate_limit', String(account.id), detail);
      return sendJson(request, reply, 200, bodyOf({ ...account, rateTier }));
    },
  };
}

function bodyOf({ id, rateTier }: AdAccount): Record<string, unknown> {
  return { rate_limit: { fb_ad_account_id: id, tier: rateTier ?? ofInstallation } };
}
