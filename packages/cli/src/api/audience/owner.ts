import type { Client } from '../../wire/index.ts';
import { fieldOf } from '../answer.ts';
import { type Audience, audiencePath } from '../audiences.ts';

/** What is said of an audience; what is undefined stays, an empty text is taken away. */
export interface AudienceWords {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly opt_out_link?: string | undefined;
}

export async function updateAudience(client: Client, id: string, words: AudienceWords): Promise<Audience> {
  return fieldOf(await client.put(audiencePath(id), words), 'fb_custom_audience');
}

export const sharePermissions = ['targeting', 'targeting_and_insights'] as const;

/** An ad account that an audience is shared with. */
export interface Share {
  /** Its Graph id. */
  readonly fb_ad_account_id: string;
  /** Null where the token may not see the account. */
  readonly name: string | null;
  readonly permissions: (typeof sharePermissions)[number];
}

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
