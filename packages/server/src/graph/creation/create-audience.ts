import type { AdAccount } from '../../access/index.ts';
import { requireWrite, type Visit } from '../context.ts';
import { GraphError, type Params } from '../wire/index.ts';
import { createCustomerList } from './customer-list.ts';
import { createLookalike } from './lookalike.ts';

/** Makes the audience that is asked for. Gives its Graph id. */
export async function createAudience(account: AdAccount, params: Params, visit: Visit): Promise<string> {
  const subtype = subtypeOf(params);
  if (subtype === 'LOOKALIKE') return createLookalike(account, params, visit);
  if (subtype === 'CUSTOM') return createCustomerList(account, params, visit);
  requireWrite(visit.caller);
  throw GraphError.of('subtype_not_served', { subtype: subtype.slice(0, 60) });
}

/** What nobody names is told by what comes with it; audiences of a rule must not name it (specification 1.2). */
function subtypeOf(params: Params): string {
  const named = params.text('subtype') || null;
  if (named !== null) return named.toUpperCase();
  if (params.has('lookalike_spec')) return 'LOOKALIKE';
  return params.has('rule') && params.raw('rule') !== '' ? 'audiences of a rule' : 'CUSTOM';
}
