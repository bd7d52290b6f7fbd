import type { Calls, CustomAudience, Share } from '@kindred/contract';
import type { Client } from '../../wire/index.ts';
import { fieldOf } from '../answer.ts';
import { audiencePath } from '../audiences.ts';

/** What is said of an audience; what is undefined stays, an empty text is taken away. */
export type AudienceWords = Exclude<Calls['put_custom_audiences_id']['body'], { readonly file: Blob }>;

export async function updateAudience(
  client: Client,
  id: string,
  words: AudienceWords,
): Promise<CustomAudience> {
  return fieldOf(await client.put(audiencePath(id), words), 'fb_custom_audience');
}

export const sharePermissions = [
  'targeting',
  'targeting_and_insights',
] as const satisfies readonly Share['permissions'][];

export async function listShares(client: Client, id: string): Promise<readonly Share[]> {
  return fieldOf(await client.get(`${audiencePath(id)}/shares`), 'shares');
}

export async function shareAudience(
  client: Client,
  id: string,
  account: string,
  permissions: string | undefined,
): Promise<Share> {
  return fieldOf(await client.put(sharePath(id, account), { permissions }), 'share');
}

export async function unshareAudience(client: Client, id: string, account: string): Promise<void> {
  await client.delete(sharePath(id, account));
}

function sharePath(id: string, account: string): string {
  return `${audiencePath(id)}/shares/${encodeURIComponent(account)}`;
}
