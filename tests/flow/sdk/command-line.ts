import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Scratch, TestServer } from '../../dev-env/index.ts';
import { leash } from '../../dev-env/leash.ts';

const mainPath = fileURLToPath(new URL('../../../packages/cli/src/main.ts', import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
  /** Called once while it runs; gives signals. */
  readonly meanwhile?: (signal: (name: NodeJS.Signals) => void) => Promise<void>;
}

/** The command line with a state directory of its own. */
export function commandLineOf(server: TestServer, scratch: Scratch, token = server.operatorToken) {
  return async (args: readonly string[], { env, input, meanwhile }: RunOptions = {}): Promise<Ran> => {
    const child = leash(
      spawn(process.execPath, [mainPath, ...args], {
        env: {
          PATH: process.env['PATH'],
          KINDRED_URL: server.url,
          KINDRED_TOKEN: token,
          XDG_STATE_HOME: scratch.path,
          ...env,
        },
      }),
    );
    const said = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.err += text;
    });
    child.stdin.end(input ?? '');
    const ended = once(child, 'close') as Promise<[number | null]>;
    if (meanwhile !== undefined) {
      await Promise.race([ended, meanwhile((name) => void child.kill(name))]);
    }
    const [code] = await ended;
    return { code, ...said };
  };
}
