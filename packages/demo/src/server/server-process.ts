import { once } from 'node:events';
import { createServer } from 'node:net';
import { type RunningServer, startOwnServer } from '@kindred/cli';
import type { Directory } from './directory.ts';

/** Starts the real server on the demo's directory and waits until it answers. */
export async function startServer(
  directory: Directory,
  wanted: { readonly port: number; readonly operatorToken: string },
): Promise<RunningServer> {
  const port = (await isFree(wanted.port)) ? wanted.port : 0;
  return await startOwnServer({
    env: process.env,
    logPath: directory.logPath,
    settings: {
      KINDRED_HOST: '127.0.0.1',
      KINDRED_PORT: String(port),
      KINDRED_DATA_DIR: directory.serverPath,
      KINDRED_OPERATOR_TOKEN: wanted.operatorToken,
      KINDRED_LOG_LEVEL: 'warn',
    },
  });
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  const listening = once(probe, 'listening').then(
    () => true,
    () => false,
  );
  probe.listen(port, '127.0.0.1');
  const free = await listening;
  if (free) await new Promise((resolve) => probe.close(resolve));
  return free;
}
