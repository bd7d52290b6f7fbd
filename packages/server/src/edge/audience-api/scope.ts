import type { AdAccount, Caller } from '../../access/index.ts';
import type { Audience } from '../../audience/index.ts';
import type { Lookalike } from '../../lookalike/index.ts';
import { ApiError } from '../answers/api-error.ts';
import type { EdgeContext } from '../context.ts';

/** The ad account that a parameter names. One that the caller may not see is as unknown as one that is not there. */
export async function accountNamed(context: EdgeContext, caller: Caller, id: string): Promise<AdAccount> {
  const account = await context.accounts.find(id, caller.accounts);
  if (account === null) throw new ApiError('ad_account_not_found', { fb_ad_account_id: id });
  return account;
}

/** The audience of a path, by local or Graph id. */
export async function audienceNamed(context: EdgeContext, caller: Caller, id: string): Promise<Audience> {
  const audience = /^[0-9]{1,19}$/.test(id) ? await context.audiences.find(id, caller.accounts) : null;
  if (audience === null) throw new ApiError('audience_not_found', { id: id.slice(0, 32) });
  return audience;
}

/** The audience of a path, which must be a lookalike. */
export async function lookalikeNamed(
  context: EdgeContext,
  caller: Caller,
  id: string,
): Promise<{ readonly audience: Audience; readonly lookalike: Lookalike }> {
  const audience = await audienceNamed(context, caller, id);
  const lookalike = await lookalikeOf(context, audience);
  if (lookalike === null) throw new ApiError('lookalike_not_found', { id });
  return { audience, lookalike };
}

/** The same with what its platform says of it, read anew if that is long ago. */
export async function freshAudienceNamed(
  context: EdgeContext,
  caller: Caller,
  id: string,
): Promise<Audience> {
  const audience = await audienceNamed(context, caller, id);
  if (audience.relayed === null) return audience;
  const isNew = await context.relay.statuses.refresh(audience.adAccountId, [audience.id]);
  return isNew ? audienceNamed(context, caller, String(audience.id)) : audience;
}

/** What is recorded of an audience that is a lookalike; null for any other. */
export function lookalikeOf(context: EdgeContext, audience: Audience): Promise<Lookalike | null> {
  return audience.lookalikeState === null
    ? Promise.resolve(null)
    : context.lookalikes.reader.find(audience.id);
}
