import type { Kind } from '../kind.ts';
import { type Taken, tables } from './rules.ts';

export type Profile = keyof typeof tables;

export const profiles = Object.keys(tables) as readonly Profile[];

export function isProfile(text: string): text is Profile {
  return Object.hasOwn(tables, text);
}

/** The public pages from which the rules of each profile are taken. */
export const sources: Readonly<Record<Profile, readonly string[]>> = {
  meta: [
    'https://developers.facebook.com/docs/marketing-api/audiences/guides/custom-audiences#hash',
    'https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/customer-information-parameters',
  ],
  google: [
    'https://developers.google.com/data-manager/api/devguides/concepts/formatting',
    'https://developers.google.com/google-ads/api/reference/rpc/latest/OfflineUserAddressInfo',
  ],
  tiktok: ['https://ads.tiktok.com/help/article/custom-audience-customer-file'],
  snap: ['https://developers.snap.com/api/marketing-api/Conversions-API/BestPractices'],
  pinterest: ['https://developers.pinterest.com/docs/api/v5/events-create'],
  linkedin: [
    'https://learn.microsoft.com/en-us/linkedin/marketing/matched-audiences/create-and-manage-segment-users',
  ],
};

/** How the platform takes a kind; null where it does not. */
export function takenBy(profile: Profile, kind: Kind): Taken | null {
  const table: Readonly<Partial<Record<Kind, Taken>>> = tables[profile];
  return table[kind] ?? null;
}
