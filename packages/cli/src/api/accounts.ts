import type { Client } from '../wire/index.ts';
import { fieldOf } from './answer.ts';

export interface AdAccount {
  readonly id: number;
  readonly name: string;
  readonly currency: string | null;
  readonly fb_id: string;
}

export async function createAccount(
  client: Client,
  account: { readonly name: string; readonly fb_id?: string | undefined },
): Promise<AdAccount> {
  return fieldOf(await client.post('/fb_ad_accounts', account), 'fb_ad_account');
}

export async function listAccounts(client: Client): Promise<readonly AdAccount[]> {
  return fieldOf(await client.get('/fb_ad_accounts'), 'fb_ad_accounts');
}
