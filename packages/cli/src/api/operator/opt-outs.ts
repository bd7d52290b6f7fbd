import type { Answer, Client } from '../../wire/index.ts';
import { fieldOf } from '../answer.ts';
import { follow } from '../follow.ts';

/** One file of opt-outs, or of opt-outs that are lifted. */
export interface OptOut {
  readonly id: number;
  readonly operation: 'add' | 'lift';
  readonly state: 'receiving' | 'guarding' | 'applied' | 'aborted';
  readonly user_type: string | null;
  readonly lines: number;
  readonly blank: number;
  readonly rejected: number;
  readonly keys: number;
  /** These three of a lift only. */
  readonly found: number | null;
  readonly people: number | null;
  readonly people_still_out: number | null;
  readonly created_at: string;
  readonly applied_at: string | null;
  readonly error: string | null;
}

export interface OptOutCheck {
  readonly lines: number;
  readonly blank: number;
  readonly rejected: number;
  readonly keys: number;
  readonly suppressed: number;
}

export interface OptOutPage {
  readonly opt_outs: readonly OptOut[];
  readonly meta: { readonly page: number; readonly suppressed_keys: number };
}

export const optOutPaths = { add: '/opt_outs', lift: '/opt_outs/lifts', check: '/opt_outs/checks' } as const;

export function optOutOf(answer: Answer): OptOut {
  return fieldOf(answer, 'opt_out');
}

export function checkOf(answer: Answer): OptOutCheck {
  return fieldOf(answer, 'check');
}

export async function listOptOuts(client: Client, page: string): Promise<OptOutPage> {
  const answer = await client.get('/opt_outs', [['page', page]]);
  return { opt_outs: fieldOf(answer, 'opt_outs'), meta: fieldOf(answer, 'meta') };
}

/** Asks until nobody of the file is in an audience any more. */
export function followOptOut(client: Client, id: number): Promise<OptOut> {
  return follow(
    async () => optOutOf(await client.get(`/opt_outs/${id}`)),
    ({ state }) => state === 'applied' || state === 'aborted',
    () => undefined,
  );
}
