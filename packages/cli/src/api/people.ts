import { basename } from 'node:path';
import type { Import, Population } from '@kindred/contract';
import { type Body, type Client, fileBody, type Query, type Upload } from '../wire/index.ts';
import { fieldOf } from './answer.ts';
import { follow } from './follow.ts';

export type ImportTransfer = Omit<Upload, 'body'>;

/** Sends people as they come; the server tells the format by the query, the bytes, or the name of the file. */
export async function importPeople(client: Client, body: Body, transfer: ImportTransfer): Promise<Import> {
  return fieldOf(await client.upload('POST', '/people/imports', { ...transfer, body }), 'import');
}

/** A file of people and what the query has to say about its name. */
export async function peopleFile(path: string): Promise<{ readonly body: Body; readonly query: Query }> {
  const body = await fileBody(path, 'application/octet-stream');
  return { body, query: path === '-' ? [] : [['file_name', basename(path)]] };
}

const ended: ReadonlySet<Import['state']> = new Set(['applied', 'aborted', 'failed']);

export function followImport(
  client: Client,
  id: number,
  onReport: (report: Import) => void,
): Promise<Import> {
  return follow(
    async () => fieldOf<Import>(await client.get(`/people/imports/${id}`), 'import'),
    (report) => ended.has(report.state),
    onReport,
  );
}

/** The population in numbers. Exact: only operators see it. */
export async function showStats(client: Client): Promise<Population> {
  return fieldOf(await client.get('/people/stats'), 'stats');
}
