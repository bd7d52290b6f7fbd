import type { UploadReport } from '@kindred/contract';
import { emailHashes, type Shop, strangerHash, type TestServer, until } from '../dev-env/index.ts';
import type { SdkObject, Told } from './sdk.ts';

/** Hashes of people of the town, and behind them so many that belong to nobody. */
export function hashesOf(first: number, people: number, strangers = 0): string[] {
  return [
    ...emailHashes(first, people),
    ...Array.from({ length: strangers }, (_, index) => strangerHash(`${first} ${index}`)),
  ];
}

/** The five values of an answer about people, which is an object of the SDK's own when it is to a POST. */
export function toldOf(answer: SdkObject): Told {
  const { audience_id, session_id, num_received, num_invalid_entries, invalid_entry_samples } =
    answer.exportAllData();
  return { audience_id, session_id, num_received, num_invalid_entries, invalid_entry_samples };
}

/** The number that the Audience API knows an audience by. */
export async function localIdOf(server: TestServer, shop: Shop, audience: SdkObject): Promise<number> {
  for (let page = 1; ; page += 1) {
    const path = `/custom_audiences?fb_ad_account_id=${shop.graphId}&page=${page}`;
    const { custom_audiences: rows } = (await server.operator.get(path)).json<{
      custom_audiences: readonly { id: number; fb_id: string }[];
    }>();
    const found = rows.find((row) => row.fb_id === audience.id);
    if (found !== undefined) return found.id;
    if (rows.length === 0) throw new Error('the Audience API does not know the audience');
  }
}

/** The reports of an audience as the operator sees them, oldest first, when nothing of it waits any more. */
export async function appliedReports(
  server: TestServer,
  shop: Shop,
  audience: SdkObject,
): Promise<readonly UploadReport[]> {
  const localId = await localIdOf(server, shop, audience);
  let reports: readonly UploadReport[] = [];
  await until(
    'an audience whose uploads are all applied',
    async () => {
      reports = await reportsOf(server, localId);
      return reports.length > 0 && reports.every(({ state }) => state === 'applied');
    },
    60_000,
  );
  return reports.toReversed();
}

async function reportsOf(server: TestServer, localId: number): Promise<readonly UploadReport[]> {
  const reports: UploadReport[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await server.operator.get(`/custom_audiences/${localId}/uploads?page=${page}`);
    const { uploads } = answer.json<{ uploads: UploadReport[] }>();
    if (uploads.length === 0) return reports;
    reports.push(...uploads);
  }
}

/** How many people the reports say are in an audience that was only added to and taken from. */
export function membersOf(reports: readonly UploadReport[]): number {
  return reports.reduce((sum, { funnel }) => sum + (funnel.newly_added ?? 0) - (funnel.removed ?? 0), 0);
}
