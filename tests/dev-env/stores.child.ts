import '../../packages/server/src/process-flags.ts';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type Column, migrateColumn, openChdb } from '../../packages/server/src/column/index.ts';
import {
  readConfig,
  readEnvironment,
  readSecrets,
  type Secrets,
} from '../../packages/server/src/config/index.ts';
import {
  type Control,
  migrateControl,
  openPglite,
  openPostgres,
  type SqlValue,
} from '../../packages/server/src/control/index.ts';
import type { StoreJob, StoreRows } from './stores.ts';

/** Reads a job from stdin, runs it on the stores of this data directory, writes the rows to stdout. */
const job = JSON.parse(await text(process.stdin)) as StoreJob;
const env = readEnvironment(process.env);
const config = readConfig(env);
const secrets = readSecrets(env, config);

const control: StoreRows['control'] = job.control === undefined ? [] : await onControl(job.control);
const column: StoreRows['column'] = job.column === undefined ? [] : await onColumn(job.column);
process.stdout.write(JSON.stringify({ control, column }));

async function onControl(statements: NonNullable<StoreJob['control']>): Promise<StoreRows['control']> {
  const store: Control =
    config.control.kind === 'postgres'
      ? await openPostgres(config.control.url)
      : await openPglite(join(config.dataDir, 'control'));
  await migrateControl(store);
  const all: Record<string, unknown>[][] = [];
  for (const { sql, values } of statements) all.push(await store.query(sql, (values ?? []) as SqlValue[]));
  await store.close();
  return all;
}

async function onColumn(statements: NonNullable<StoreJob['column']>): Promise<StoreRows['column']> {
  const store = await openChdb({
    directory: join(config.dataDir, 'column'),
    memoryBytesMax: config.engineMemoryBytes,
  });
  await migrateColumn(store);
  const all: Record<string, unknown>[][] = [];
  for (const each of statements) all.push(await run(store, secrets, each));
  await store.close();
  return all;
}

async function run(
  store: Column,
  { pepper }: Secrets,
  { sql, params, csv }: NonNullable<StoreJob['column']>[number],
): Promise<Record<string, unknown>[]> {
  const given = { ...params, ...pepper };
  if (csv === undefined) return store.query(sql, given);
  await store.load(sql, given, 'CSV', [Buffer.from(csv)]);
  return [];
}
