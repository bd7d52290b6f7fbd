import type { Client } from '../wire/index.ts';
import { fieldOf } from './answer.ts';

export interface AdAccount {
  readonly id: number;
  readonly name: string;
  readonly currency: string | null;
  readonly fb_id: string;
}

/** Where the audiences of an ad account live. */
export const platforms = ['local', 'meta'] as const;

export async function createAccount(
  client: Client,
  account: {
    readonly name: string;
    readonly fb_id?: string | undefined;
    readonly platform?: string | undefined;
  },
): Promise<AdAccount> {
  return fieldOf(await client.post('/fb_ad_accounts', account), 'fb_ad_account');
}

export async function listAccounts(client: Client): Promise<readonly AdAccount[]> {
  return fieldOf(await client.get('/fb_ad_accounts'), 'fb_ad_accounts');
}

export const tiers = ['default', 'unlimited', 'development_access', 'standard_access'] as const;

/** How large the budgets of an ad account on the Graph API are. */
export interface RateLimit {
  readonly fb_ad_account_id: number;
  readonly tier: (typeof tiers)[number];
}

export async function readRateLimit(client: Client, id: string): Promise<RateLimit> {
  return fieldOf(await client.get(limitPath(id)), 'rate_limit');
}

export async function setRateLimit(client: Client, id: string, tier: string): Promise<RateLimit> {
  return fieldOf(await client.put(limitPath(id), { tier }), 'rate_limit');
}

function limitPath(id: string): string {
  return `/fb_ad_accounts/${encodeURIComponent(id)}/rate_limit`;
}
