import type { RelayReport } from '@kindred/contract';
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

/** How an ad account at Meta is connected. */
export interface Connection {
  readonly fb_ad_account_id: number;
  readonly fb_id: string;
  readonly state: 'connected' | 'paused';
  readonly why: 'reconnect' | 'terms' | null;
  readonly say: string | null;
  readonly link: string | null;
  readonly wait_until: string | null;
  readonly api_version: string;
  readonly graph_url: string;
  readonly has_app_secret: boolean;
  readonly connected_at: string;
}

export interface Check {
  readonly good: boolean;
  readonly findings: readonly {
    readonly topic: string;
    readonly state: 'good' | 'missing' | 'unknown';
    readonly say: string;
    readonly link: string | null;
  }[];
  readonly connection: Connection;
}

export interface RelayStatus {
  readonly accounts: readonly {
    readonly name: string;
    readonly connection: Connection;
    /** How much of the fullest budget is spent, of 100. */
    readonly pace: number | null;
    readonly uploads: readonly {
      readonly id: number;
      readonly audience_id: number;
      readonly relay: RelayReport | null;
    }[];
  }[];
}

export interface Credentials {
  readonly access_token: string;
  readonly app_secret?: string | undefined;
  readonly graph_url?: string | undefined;
  readonly api_version?: string | undefined;
}

export async function connectAccount(
  client: Client,
  id: string,
  credentials: Credentials,
): Promise<Connection> {
  return fieldOf(await client.put(`${pathOf(id)}/connection`, credentials), 'connection');
}

export async function checkAccount(client: Client, id: string): Promise<Check> {
  return fieldOf(await client.get(`${pathOf(id)}/connection/check`), 'check');
}

export async function readRelay(client: Client): Promise<RelayStatus> {
  return fieldOf(await client.get('/relay'), 'relay');
}

export async function retryRelay(client: Client, id: string): Promise<Connection> {
  return fieldOf(await client.post(`${pathOf(id)}/relay/retry`, {}), 'connection');
}

function pathOf(id: string): string {
  return `/fb_ad_accounts/${encodeURIComponent(id)}`;
}
