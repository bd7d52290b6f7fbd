import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A database of its own on the PostgreSQL server that the tests were given; null when they run on PGlite. */
export interface OwnDatabase extends AsyncDisposable {
  readonly url: string;
}

/** Whether the tests run on PostgreSQL: what does not concern the control store may then be shown by less. */
export const isOnPostgres = (process.env['KINDRED_DATABASE_URL'] ?? '') !== '';

export async function makeDatabase(): Promise<OwnDatabase | null> {
  const serverUrl = process.env['KINDRED_DATABASE_URL'];
  if (serverUrl === undefined || serverUrl === '') return null;
  const name = `kindred_test_${randomBytes(8).toString('hex')}`;
  await onServer(serverUrl, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    [Symbol.asyncDispose]: () => onServer(serverUrl, `drop database if exists ${name} with (force)`),
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
