import { basename } from 'node:path';
import { type Body, type Client, fileBody, type Query, type Upload } from '../wire/index.ts';
import { fieldOf } from './answer.ts';
import { follow } from './follow.ts';

export type ImportState = 'receiving' | 'staged' | 'applying' | 'applied' | 'aborted' | 'failed';

export interface ImportSample {
  readonly line: number;
  /** Null: the whole row was rejected. */
  readonly identifier: string | null;
  readonly reason: string;
  readonly sample: string;
}

/** What became of a file of people, as far as this program shows it. */
export interface ImportReport {
  readonly id: number;
  readonly state: ImportState;
  /** Of the applying, 0 to 1. */
  readonly progress: number;
  readonly format: string | null;
  readonly mapping: {
    readonly identifiers: Readonly<Record<string, readonly string[]>>;
    readonly hashed: readonly string[];
    readonly features: readonly string[];
    readonly ignored: readonly string[];
  } | null;
  readonly bytes: number;
  readonly lines: number;
  readonly blank: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly rejected_by_reason: Readonly<Record<string, number>>;
  readonly rejected_identifiers: readonly {
    readonly identifier: string;
    readonly reason: string;
    readonly count: number;
  }[];
  readonly rejected_samples: readonly ImportSample[];
  readonly people: {
    readonly seen: number;
    readonly added: number;
    readonly updated: number;
    readonly unchanged: number;
  } | null;
  readonly keys: { readonly added: number; readonly removed: number } | null;
  /** Sentences for a person: what will surprise whoever uploads to this population. */
  readonly notes: readonly string[];
  readonly error: string | null;
}

export type ImportTransfer = Omit<Upload, 'body'>;

/** Sends people as they come; the server tells the format by the query, the bytes, or the name of the file. */
export async function importPeople(
  client: Client,
  body: Body,
  transfer: ImportTransfer,
): Promise<ImportReport> {
  return fieldOf(await client.upload('POST', '/people/imports', { ...transfer, body }), 'import');
}

/** A file of people and what the query has to say about its name. */
export async function peopleFile(path: string): Promise<{ readonly body: Body; readonly query: Query }> {
  const body = await fileBody(path, 'application/octet-stream');
  return { body, query: path === '-' ? [] : [['file_name', basename(path)]] };
}

const ended: ReadonlySet<ImportState> = new Set(['applied', 'aborted', 'failed']);

export function followImport(
  client: Client,
  id: number,
  onReport: (report: ImportReport) => void,
): Promise<ImportReport> {
  return follow(
    async () => fieldOf<ImportReport>(await client.get(`/people/imports/${id}`), 'import'),
    (report) => ended.has(report.state),
    onReport,
  );
}

/** The population in numbers. Exact: only operators see it. */
export interface PopulationStats {
  readonly version: number;
  readonly people: number;
  readonly countries: readonly { readonly country: string; readonly people: number }[];
  readonly countries_total: number;
  readonly keys: Readonly<Record<string, number>>;
  /** People with at least one key of the kind. */
  readonly people_with: Readonly<Record<string, number>>;
  readonly features: readonly { readonly name: string; readonly people: number; readonly coverage: number }[];
}

export async function showStats(client: Client): Promise<PopulationStats> {
  return fieldOf(await client.get('/people/stats'), 'stats');
}
