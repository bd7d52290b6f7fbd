import type { Token } from '@kindred/contract';
import type { Client } from '../wire/index.ts';
import { fieldOf } from './answer.ts';

export const roles = ['operator', 'account_write', 'account_read'] as const;
export type Role = (typeof roles)[number];

export interface NewToken {
  readonly token: Token;
  /** Shown this once; the server keeps only a hash of it. */
  readonly access_token: string;
}

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
