import type { AdAccount } from '../../access/index.ts';
import type { Visit } from '../context.ts';
import type { Params } from '../wire/index.ts';
import { createCustomerList } from './customer-list.ts';
import { createLookalike } from './lookalike.ts';

/** Makes the audience that `subtype` asks for. Gives its Graph id. */
export function createAudience(account: AdAccount, params: Params, visit: Visit): Promise<string> {
  const isLookalike = params.text('subtype')?.toUpperCase() === 'LOOKALIKE';
  return isLookalike ? createLookalike(account, params, visit) : createCustomerList(account, params, visit);
}
