import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Import } from '@kindred/contract';
import { createAccount } from '../api/accounts.ts';
import { followImport, importPeople } from '../api/people.ts';
import { WorkFailed } from '../failure.ts';
import { lastLines, type RunningServer, randomToken, startOwnServer } from '../own-server/index.ts';
import { type Client, createClient, fileBody } from '../wire/index.ts';

/** A server of its own that knows the people and nothing else, in a directory that is gone when it is disposed of. */
export interface Ground extends AsyncDisposable {
  readonly client: Client;
  readonly accountId: number;
  /** For files on their way to the server. */
  readonly directory: string;
  /** The last words of the server, for who has to say why something failed. */
  said(): string;
}

export interface GroundOptions {
  readonly env: NodeJS.ProcessEnv;
  /** CSV with the columns person_id and country; all others are features. */
  readonly peoplePath: string;
  readonly signal?: AbortSignal | undefined;
  /** Told what will surprise whoever reads the result. */
  readonly note: (sentence: string) => void;
}

/** The least that a server can be told. */
export const seedsMin = 20;

export async function openGround(options: GroundOptions): Promise<Ground> {
  const scratch = makeScratch();
  try {
    return await groundIn(scratch.path, scratch.remove, options);
  } catch (error) {
    scratch.remove();
    throw error;
  }
}

async function groundIn(directory: string, remove: () => void, options: GroundOptions): Promise<Ground> {
  const logPath = join(directory, 'server.log');
  const operatorToken = randomToken();
  const server = await startOwnServer({
    env: options.env,
    logPath,
    settings: settingsOf(directory, operatorToken),
  });
  try {
    const client = createClient({ url: server.url, token: operatorToken, signal: options.signal });
    await settle(client, options);
    const account = await createAccount(client, { name: 'Evaluation' });
    return {
      client,
      accountId: account.id,
      directory,
      said: () => lastLines(logPath, 3),
      [Symbol.asyncDispose]: () => leave(server, remove),
    };
  } catch (error) {
    await leave(server, remove);
    throw error;
  }
}

function settingsOf(directory: string, operatorToken: string): Record<string, string> {
  return {
    KINDRED_HOST: '127.0.0.1',
    KINDRED_PORT: '0',
    KINDRED_DATA_DIR: join(directory, 'server'),
    KINDRED_OPERATOR_TOKEN: operatorToken,
    KINDRED_LOOKALIKE_SEEDS_MIN: String(seedsMin),
    KINDRED_LOG_LEVEL: 'warn',
  };
}

async function leave(server: RunningServer, remove: () => void): Promise<void> {
  await server.stop();
  remove();
}

function makeScratch(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'kindred-evaluation-'));
  const erase = () => rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', erase);
  return {
    path,
    remove: () => {
      process.off('exit', erase);
      erase();
    },
  };
}

/** Imports the people. Throws WorkFailed unless every line became a person with a country that is known. */
async function settle(client: Client, { peoplePath, signal, note }: GroundOptions): Promise<void> {
  const body = await fileBody(peoplePath, 'text/csv');
  const staged = await importPeople(client, body, {
    signal,
    query: [
      ['format', 'csv'],
      ['file_name', basename(peoplePath)],
      ['id', 'person_id'],
      ['country', 'country'],
    ],
  });
  const report = await followImport(client, staged.id, () => undefined);
  requireWhole(report, peoplePath);
  for (const sentence of surprises(report)) note(sentence);
}

function requireWhole(report: Import, path: string): void {
  if (report.state !== 'applied') {
    throw new WorkFailed(`The people of ${path} could not be imported: ${report.error ?? report.state}.`);
  }
  const samples = report.rejected_samples.map(
    ({ line, reason, sample }) => `line ${line}: ${reason} (${sample})`,
  );
  if (report.rejected > 0) {
    throw new WorkFailed(
      `${report.rejected} people of ${path} were refused. ${samples.slice(0, 3).join('; ')}`,
    );
  }
  const unknown = report.rejected_identifiers.find(({ reason }) => reason === 'unknown_country');
  if (unknown === undefined) return;
  throw new WorkFailed(
    `${unknown.count} people of ${path} have a country that is not known. Countries are the two letters of ISO 3166-1, such as DE. ${samples.slice(0, 3).join('; ')}`,
  );
}

/** Columns that models will not see, because imports take them for something else. */
function surprises({ mapping, rejected_identifiers: refused }: Import): string[] {
  const taken = Object.entries(mapping?.identifiers ?? {})
    .filter(([role]) => role !== 'id' && role !== 'country')
    .flatMap(([, columns]) => columns);
  const ignored = mapping?.ignored ?? [];
  return [
    ...(taken.length === 0
      ? []
      : [`Taken for identifiers, which no model sees: ${taken.join(', ')}. Other names make them features.`]),
    ...(ignored.length === 0 ? [] : [`Not kept, by their names: ${ignored.join(', ')}.`]),
    ...refused.map(({ reason, count }) => `${count} cells were dropped: ${reason}.`),
  ];
}
