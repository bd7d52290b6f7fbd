import type { AdAccount, Calls, Connection, ConnectionCheck, RateLimit, Relay } from '@kindred/contract';
import type { Client } from '../wire/index.ts';
import { fieldOf } from './answer.ts';

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

export async function readRateLimit(client: Client, id: string): Promise<RateLimit> {
  return fieldOf(await client.get(limitPath(id)), 'rate_limit');
}

export async function setRateLimit(client: Client, id: string, tier: string): Promise<RateLimit> {
  return fieldOf(await client.put(limitPath(id), { tier }), 'rate_limit');
}

function limitPath(id: string): string {
  return `/fb_ad_accounts/${encodeURIComponent(id)}/rate_limit`;
}

export type Credentials = Calls['put_fb_ad_accounts_id_connection']['body'];

export async function connectAccount(
  client: Client,
  id: string,
  credentials: Credentials,
): Promise<Connection> {
  return fieldOf(await client.put(`${pathOf(id)}/connection`, credentials), 'connection');
}

export async function checkAccount(client: Client, id: string): Promise<ConnectionCheck> {
  return fieldOf(await client.get(`${pathOf(id)}/connection/check`), 'check');
}

export async function readRelay(client: Client): Promise<Relay> {
  return fieldOf(await client.get('/relay'), 'relay');
}

export async function retryRelay(client: Client, id: string): Promise<Connection> {
  return fieldOf(await client.post(`${pathOf(id)}/relay/retry`, {}), 'connection');
}

function pathOf(id: string): string {
  return `/fb_ad_accounts/${encodeURIComponent(id)}`;
}
