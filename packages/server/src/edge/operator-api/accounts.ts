import { type AccountPlatform, type AdAccount, accountPlatforms, writeAudit } from '../../access/index.ts';
import { ApiError } from '../answers/api-error.ts';
import { sendJson } from '../answers/reply.ts';
import { nameParam } from '../audience-api/params.ts';
import type { EdgeContext } from '../context.ts';
import { type Param, readParam, readRequired } from '../requests/params.ts';
import { bodyParams, type Route } from '../route.ts';

const accountNameParam: Param = { ...nameParam, say: 'Name of the ad account.', example: 'Shop' };

const graphIdParam: Param = {
  name: 'fb_id',
  say: 'The Graph id that the ad account should have; absent: one is made.',
  required: false,
  charsMax: 32,
  check: (value) => (/^[1-9][0-9]{0,18}$/.test(value) ? null : 'must be a number of 1 to 19 digits'),
  example: '10150121399501707',
};

const platformParam: Param = {
  name: 'platform',
  say: 'Where its audiences live: local, here over your own population; meta, at Meta, where they are brought. fb_id is then the id there.',
  required: false,
  charsMax: 16,
  choices: accountPlatforms,
  example: 'local',
};

/** `POST /fb_ad_accounts`. */
export function createAdAccount(context: EdgeContext): Route {
  return {
    method: 'POST',
    path: '/fb_ad_accounts',
    tag: 'Operator API',
    summary: 'Create an ad account',
    role: 'operator',
    params: [accountNameParam, graphIdParam, platformParam],
    takes: 'json',
    answers: { status: 201, say: 'The ad account.' },
    handle: async (request, reply, caller) => {
      const body = bodyParams(request);
      const graphId = readParam(body, graphIdParam);
      const platform = (readParam(body, platformParam) ?? 'local') as AccountPlatform;
      if (platform !== 'local') readRequired(body, graphIdParam);
      const name = readRequired(body, accountNameParam);
      const account = await context.accounts.create(name, graphId, platform);
      if (account === null) throw new ApiError('already_exists', { fb_id: graphId ?? '' });
      await writeAudit(context.control, caller.tokenId, 'ad_account.create', String(account.id));
      return sendJson(request, reply, 201, { fb_ad_account: bodyOf(account) });
    },
  };
}

/** `GET /fb_ad_accounts`: those that the token may see. */
export function listAdAccounts(context: EdgeContext): Route {
  return {
    method: 'GET',
    path: '/fb_ad_accounts',
    tag: 'Audience API',
    summary: 'List the ad accounts that this token may see',
    role: 'account_read',
    params: [],
    takes: 'query',
    answers: { status: 200, say: 'The ad accounts.' },
    handle: async (request, reply, caller) => {
      const accounts = await context.accounts.list(caller.accounts);
      return sendJson(request, reply, 200, { fb_ad_accounts: accounts.map(bodyOf) });
    },
  };
}

function bodyOf(account: AdAccount): Record<string, unknown> {
  return { id: account.id, name: account.name, currency: null, fb_id: account.graphId };
}
