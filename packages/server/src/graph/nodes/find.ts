import type { AdAccount } from '../../access/index.ts';
import type { Audience } from '../../audience/index.ts';
import { unsupported, type Visit } from '../context.ts';

/**
 * The ad account of `act_…`, if its budget allows a call. What is not there and what may not be seen answers alike.
 */
export async function accountOf(
  word: string,
  method: string,
  { context, caller, usage }: Visit,
): Promise<AdAccount> {
  const isId = /^act_\d{1,19}$/.test(word);
  const account = isId ? await context.accounts.find(word, caller.accounts) : null;
  if (account === null) throw unsupported(method, word);
  await usage.admitAccount(account.id);
  return account;
}

/** The custom audience of a Graph id, if the budget of its ad account allows a call. */
export async function audienceOf(
  id: string,
  method: string,
  { context, caller, usage }: Visit,
): Promise<Audience> {
  const audience = /^\d{15,19}$/.test(id) ? await context.audiences.find(id, caller.accounts) : null;
  if (audience === null) throw unsupported(method, id);
  await usage.admitAccount(audience.adAccountId);
  return audience;
}

/**
 * The same for who fills it, as it was within the last second. That it was deleted meanwhile, or is being replaced,
 * is found out when its rows are registered.
 */
export async function filledAudienceOf(id: string, method: string, visit: Visit): Promise<Audience> {
  const { recentAudiences } = visit.context;
  const known = recentAudiences.get(id);
  if (known !== null) {
    const { accounts } = visit.caller;
    if (accounts !== null && !accounts.includes(known.adAccountId)) throw unsupported(method, id);
    await visit.usage.admitAccount(known.adAccountId);
    return known;
  }
  const audience = await audienceOf(id, method, visit);
  recentAudiences.set(id, audience);
  return audience;
}
