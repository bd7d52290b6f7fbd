import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const mainPath = fileURLToPath(new URL('../../../packages/cli/src/main.ts', import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Called with all that stands on standard error so far, and how to send a signal. */
  readonly onError?: (text: string, signal: (name: NodeJS.Signals) => void) => void;
}

/** Runs the command line as a process of its own, to its end. */
export async function runKindred(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const child = spawn(process.execPath, [mainPath, ...args], {
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text;
    options.onError?.(said.err, (name) => void child.kill(name));
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...said };
}
