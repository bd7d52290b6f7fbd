import type { Calls, OptOut, OptOutCheck } from '@kindred/contract';
import type { Answer, Client } from '../../wire/index.ts';
import { fieldOf } from '../answer.ts';
import { follow } from '../follow.ts';

export type OptOutPage = Calls['get_opt_outs']['answer'];

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
