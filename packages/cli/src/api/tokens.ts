import type { Calls, Token } from '@kindred/contract';
import type { Client } from '../wire/index.ts';
import { fieldOf } from './answer.ts';

export type Role = Token['role'];
export const roles = ['operator', 'account_write', 'account_read'] as const satisfies readonly Role[];

/** With its text, which is shown this once: the server keeps only a hash of it. */
export type NewToken = Calls['post_tokens']['answer'];

export async function createToken(
  client: Client,
  token: {
    readonly name: string;
    readonly role: Role;
    readonly fb_ad_account_ids: readonly string[];
    readonly app_id?: string | undefined;
  },
): Promise<NewToken> {
  const answer = await client.post('/tokens', token);
  return { token: fieldOf(answer, 'token'), access_token: fieldOf(answer, 'access_token') };
}

export async function listTokens(client: Client): Promise<readonly Token[]> {
  return fieldOf(await client.get('/tokens'), 'tokens');
}

export async function revokeToken(client: Client, id: string): Promise<void> {
  await client.delete(`/tokens/${encodeURIComponent(id)}`);
}
