import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { leash } from './leash.ts';

const mainPath = fileURLToPath(new URL('../../packages/server/src/main.ts', import.meta.url));

/**
 * These processes live for seconds, in which the optimizing compiler of WebAssembly works longer on the control store
 * than it saves: without it a test takes a fifth less processor time.
 */
const runtimeFlags = ['--liftoff-only'];

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** One process of the real server, from its start to its end. */
export interface ServerProcess {
  readonly pid: number;
  /** Its address. Rejects, with what the process said, when it ends before it listens. */
  readonly listening: Promise<string>;
  readonly ended: Promise<Ended>;
  readonly output: () => string;
  readonly errors: () => string;
  readonly signal: (signal: NodeJS.Signals) => void;
}

/** Only these settings count: those of whoever runs the tests must neither help nor hurt. */
export function spawnServer(settings: Readonly<Record<string, string>>): ServerProcess {
  const child = leash(
    spawn(process.execPath, [...runtimeFlags, mainPath], {
      env: { ...foreignEnvironment(), ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
  let output = '';
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = once(child, 'close').then(([code, signal]): Ended => ({ code, signal }));
  const heard = new Promise<string>((resolve) => {
    createInterface(child.stdout).on('line', (line) => {
      output += `${line}\n`;
      const url = /^Kindred listens on (http:\S+)$/.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
  const listening = Promise.race([
    heard,
    ended.then(({ code, signal }) => {
      throw new Error(`the server ended (${code ?? signal}) before it listened: ${output}${errors}`);
    }),
  ]);
  listening.catch(() => undefined);
  return {
    pid: child.pid ?? 0,
    listening,
    ended,
    output: () => output,
    errors: () => errors,
    signal: (signal) => void child.kill(signal),
  };
}

export function foreignEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('KINDRED_')));
}
