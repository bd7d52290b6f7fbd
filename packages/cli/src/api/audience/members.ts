import type { Client } from '../../wire/index.ts';
import { audiencePath } from '../audiences.ts';

/** How a file of people may be written. */
export const exportFormats = ['csv', 'ndjson', 'parquet'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** The people of an audience by the operator's own ids. For operators only. */
export function exportMembers(client: Client, audience: string, format: ExportFormat): AsyncIterable<Buffer> {
  return client.download(`${audiencePath(audience)}/members?format=${format}`);
}

/** The population: ids, countries and features. For operators only. */
export function exportPopulation(client: Client, format: ExportFormat): AsyncIterable<Buffer> {
  return client.download(`/people?format=${format}`);
}
