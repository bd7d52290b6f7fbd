import { type AdAccount, type Caller, writeAudit } from '../../../access/index.ts';
import {
  type Audience,
  isSharePermission,
  type Share,
  shareAudience,
  sharePermissions,
  unshareAudience,
} from '../../../audience/index.ts';
import { ApiError } from '../../answers/api-error.ts';
import { sendJson, sendNothing } from '../../answers/reply.ts';
import type { EdgeContext } from '../../context.ts';
import { type Param, readParam } from '../../requests/params.ts';
import { bodyParams, pathParam, type Route } from '../../route.ts';
import { audienceNamed } from '../scope.ts';

const sharesMax = 10_000;

const permissionsParam: Param = {
  name: 'permissions',
  say: 'What the other ad account may do: use it (targeting), or see its size as well. Absent: both.',
  required: false,
  charsMax: 32,
  choices: sharePermissions,
  example: 'targeting',
};

/** `GET /custom_audiences/:id/shares`. */
export function listShares(context: EdgeContext): Route {
  return {
    method: 'GET',
    path: '/custom_audiences/:id/shares',
    tag: 'Audience API',
    summary: 'List the ad accounts that a custom audience is shared with',
    role: 'account_read',
    params: [],
    takes: 'query',
    answers: { status: 200, say: 'The ad accounts, in the order of their Graph ids.' },
    handle: async (request, reply, caller) => {
      const audience = await audienceNamed(context, caller, pathParam(request, 'id'));
      const filter = { permissions: null, after: null, rows: sharesMax };
      const shares = await context.shares.list(audience.id, filter);
      return sendJson(request, reply, 200, { shares: shares.map((share) => bodyOf(share, caller)) });
    },
  };
}

/** `PUT /custom_audiences/:id/shares/:account`: the same code as that of the Graph API. */
export function putShare(context: EdgeContext): Route {
  return {
    method: 'PUT',
    path: '/custom_audiences/:id/shares/:account',
    tag: 'Audience API',
    summary: 'Let another ad account see and use a custom audience',
    role: 'account_write',
    params: [permissionsParam],
    takes: 'json',
    answers: { status: 200, say: 'With whom it is shared now, and what for.' },
    handle: async (request, reply, caller) => {
      const audience = await audienceNamed(context, caller, pathParam(request, 'id'));
      const given = readParam(bodyParams(request), permissionsParam) ?? 'targeting_and_insights';
      if (!isSharePermission(given)) throw new Error('permissions were let in that are not known');
      const receiver = await receiverNamed(context, audience, pathParam(request, 'account'));
      const isThere = await context.control.transaction(async (tx) => {
        await writeAudit(tx, caller.tokenId, 'audience.share', String(audience.id), {
          accounts: receiver.graphId,
          permissions: given,
        });
        const change = { adAccountIds: [receiver.id], permissions: given, replace: false };
        return shareAudience(tx, audience.id, change);
      });
      if (!isThere) throw new ApiError('audience_not_found', { id: pathParam(request, 'id') });
      const share = {
        adAccountId: receiver.id,
        graphId: receiver.graphId,
        accountName: receiver.name,
        permissions: given,
      };
      return sendJson(request, reply, 200, { share: bodyOf(share, caller) });
    },
  };
}

/** `DELETE /custom_audiences/:id/shares/:account`: who does not have it is no mistake. */
export function deleteShare(context: EdgeContext): Route {
  return {
    method: 'DELETE',
    path: '/custom_audiences/:id/shares/:account',
    tag: 'Audience API',
    summary: 'Take a custom audience away from another ad account',
    role: 'account_write',
    params: [],
    takes: 'query',
    answers: { status: 204, say: 'It is not shared with that ad account any more.' },
    handle: async (request, reply, caller) => {
      const audience = await audienceNamed(context, caller, pathParam(request, 'id'));
      const receiver = await receiverNamed(context, audience, pathParam(request, 'account'));
      await context.control.transaction(async (tx) => {
        await writeAudit(tx, caller.tokenId, 'audience.unshare', String(audience.id), {
          accounts: receiver.graphId,
        });
        await unshareAudience(tx, audience.id, [receiver.id]);
      });
      return sendNothing(reply);
    },
  };
}

/**
 * By the Graph id alone: a local id that is another account's Graph id would share with a stranger. It need not be open
 * to the token: to give is for the owner to decide.
 */
async function receiverNamed(context: EdgeContext, audience: Audience, id: string): Promise<AdAccount> {
  const bare = id.replace(/^act_/, '');
  const account = /^[0-9]{1,19}$/.test(bare) ? await context.accounts.find(bare, null) : null;
  if (account === null || account.graphId !== bare) {
    throw new ApiError('ad_account_not_found', { fb_ad_account_id: id.slice(0, 32) });
  }
  if (account.id === audience.adAccountId) {
    const problem = 'this ad account owns the audience';
    throw new ApiError('parameter_invalid', { parameter: 'account', problem });
  }
  return account;
}

/** The name of an account is for those who may see the account. */
function bodyOf(share: Share, { accounts }: Caller): Record<string, unknown> {
  const isSeen = accounts === null || accounts.includes(share.adAccountId);
  return {
    fb_ad_account_id: share.graphId,
    name: isSeen ? share.accountName : null,
    permissions: share.permissions,
  };
}
