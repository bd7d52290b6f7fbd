import type { AdAccount } from '../../access/index.ts';
import type { Audience } from '../../audience/index.ts';
import { unsupported, type Visit } from '../context.ts';

/** The ad account of `act_…`. What is not there and what may not be seen answers alike. */
export async function accountOf(
  word: string,
  method: string,
  { context, caller }: Visit,
): Promise<AdAccount> {
  const isId = /^act_\d{1,19}$/.test(word);
  const account = isId ? await context.accounts.find(word, caller.accounts) : null;
  if (account === null) throw unsupported(method, word);
  return account;
}

/** The custom audience of a Graph id. */
export async function audienceOf(id: string, method: string, { context, caller }: Visit): Promise<Audience> {
  const audience = /^\d{15,19}$/.test(id) ? await context.audiences.find(id, caller.accounts) : null;
  if (audience === null) throw unsupported(method, id);
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
    return known;
  }
  const audience = await audienceOf(id, method, visit);
  recentAudiences.set(id, audience);
  return audience;
}
