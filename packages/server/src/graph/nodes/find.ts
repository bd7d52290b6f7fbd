import type { AdAccount } from '../../access/index.ts';
import type { Audience } from '../../audience/index.ts';
import { unsupported, type Visit } from '../context.ts';
import { GraphError } from '../wire/index.ts';

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
  if (account.platform !== 'local') throw GraphError.of('account_elsewhere');
  await usage.admitAccount(account.id);
  return account;
}

const audienceIdForm = /^\d{15,19}$/;

/**
 * The custom audience of a Graph id, for what only its owner may do, if the budget of its ad account allows a call. Who
 * has it shared knows that it is there, so that is who is told that it cannot be changed.
 */
export async function audienceOf(id: string, method: string, visit: Visit): Promise<Audience> {
  const { context, caller, usage } = visit;
  const audience = audienceIdForm.test(id) ? await context.audiences.find(id, caller.accounts) : null;
  if (audience !== null) {
    if (audience.relayed !== null) throw GraphError.of('account_elsewhere');
    await usage.admitAccount(audience.adAccountId);
    return audience;
  }
  const isShared = method !== 'GET' && (await seen(id, caller.accounts, visit)) !== null;
  throw isShared ? GraphError.of('audience_not_owned', { id }) : unsupported(method, id);
}

/**
 * The same for reading the node: owners see it, and so does who has it shared, on their own budget. `from` names the
 * account to see it from.
 */
export async function seenAudienceOf(id: string, from: string | null, visit: Visit): Promise<Audience> {
  const { accounts } = visit.caller;
  const audience = await seen(id, accounts, visit);
  if (audience === null) throw unsupported('GET', id);
  await visit.usage.admitAccount(audience.reception?.adAccountId ?? audience.adAccountId);
  if (from === null || from === '') return audience;
  const account = await accountOf(`act_${from.replace(/^act_/, '')}`, 'GET', visit);
  const there = await seen(id, [account.id], visit);
  if (there === null) throw GraphError.of('audience_not_shared', { id, account: account.graphId });
  return there;
}

async function seen(
  id: string,
  scope: readonly number[] | null,
  { context }: Visit,
): Promise<Audience | null> {
  return audienceIdForm.test(id) ? context.audiences.findSeen(id, scope) : null;
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
    if (accounts === null || accounts.includes(known.adAccountId)) {
      await visit.usage.admitAccount(known.adAccountId);
      return known;
    }
  }
  const audience = await audienceOf(id, method, visit);
  recentAudiences.set(id, audience);
  return audience;
}
