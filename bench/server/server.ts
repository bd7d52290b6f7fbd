import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { leash } from '../kit/child.ts';

const mainPath = fileURLToPath(new URL('../../packages/server/src/main.ts', import.meta.url));

/** Of no use to anybody else: the server listens on this machine only and its data is made up. */
const operatorToken = 'benchbenchbenchbenchbenchbench1';

export interface RunningServer extends AsyncDisposable {
  readonly url: string;
  readonly token: string;
  readonly pid: number;
}

/** Starts the real server as a process of its own, on a free port, with an empty data directory. */
export async function startServer(directory: string): Promise<RunningServer> {
  const child = leash(
    spawn(process.execPath, [mainPath], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...foreignEnvironment(), ...serverSettings(directory) },
    }),
  );
  const exited = once(child, 'exit');
  const url = await Promise.race([addressIn(child.stdout), exited.then(() => null)]);
  if (url === null || child.pid === undefined) throw new Error('the server ended before it listened');
  return {
    url,
    token: operatorToken,
    pid: child.pid,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

function foreignEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('KINDRED_')));
}

/** Of a server whose data lies in this directory. */
export function serverSettings(directory: string): Record<string, string> {
  return {
    KINDRED_HOST: '127.0.0.1',
    KINDRED_PORT: '0',
    KINDRED_DATA_DIR: `${directory}/kindred-data`,
    KINDRED_OPERATOR_TOKEN: operatorToken,
    KINDRED_LOG_LEVEL: 'warn',
  };
}

async function addressIn(stdout: NodeJS.ReadableStream): Promise<string | null> {
  const address = new Promise<string>((resolve) => {
    createInterface(stdout).on('line', (line) => {
      const match = /^Kindred listens on (http:\S+)$/.exec(line);
      if (match?.[1] !== undefined) resolve(match[1]);
    });
  });
  return address;
}
