import type { App, Calls } from '@kindred/contract';
import type { Client } from '../wire/index.ts';
import { fieldOf } from './answer.ts';

export const strictRules = ['removal', 'mixing', 'lookalike_seed'] as const;
export type StrictRule = (typeof strictRules)[number];

/** What can be chosen of an app; what is undefined is not sent. */
export interface AppSettings {
  readonly name?: string | undefined;
  readonly require_proof?: boolean | undefined;
  readonly strict?: readonly StrictRule[] | undefined;
}

/** With the secret, which is shown this once. */
export type NewSecret = Calls['post_apps']['answer'];

export async function createApp(client: Client, settings: AppSettings): Promise<NewSecret> {
  const answer = await client.post('/apps', settings);
  return { app: fieldOf(answer, 'app'), app_secret: fieldOf(answer, 'app_secret') };
}

export async function listApps(client: Client): Promise<readonly App[]> {
  return fieldOf(await client.get('/apps'), 'apps');
}

export async function updateApp(client: Client, id: string, settings: AppSettings): Promise<App> {
  return fieldOf(await client.put(addressOf(id), settings), 'app');
}

export async function rotateSecret(client: Client, id: string): Promise<NewSecret> {
  const answer = await client.post(`${addressOf(id)}/secret`, {});
  return { app: fieldOf(answer, 'app'), app_secret: fieldOf(answer, 'app_secret') };
}

export async function deleteApp(client: Client, id: string): Promise<void> {
  await client.delete(addressOf(id));
}

function addressOf(id: string): string {
  return `/apps/${encodeURIComponent(id)}`;
}
