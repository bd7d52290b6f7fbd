import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { leash } from './leash.ts';
import type { TestServer } from './test-server.ts';

const mainPath = fileURLToPath(new URL('../../packages/cli/bin/kindred.js', import.meta.url));

/** What one run of the command line has done. */
export interface CommandRun {
  readonly code: number | null;
  readonly out: string;
  readonly outBytes: Buffer;
  readonly err: string;
  /** What was answered with --json. */
  json<Body>(): Body;
}

type Signal = (name: NodeJS.Signals) => void;

export interface CommandOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
  /** Called with all that stands on standard error so far, and how to send a signal. */
  readonly onError?: (text: string, signal: Signal) => void;
  /** Called once while it runs; gives signals. */
  readonly meanwhile?: (signal: Signal) => Promise<void>;
  /** Where it runs; where the tests run, if it does not matter. */
  readonly directory?: string;
}

/** The command line as a process of its own, as people run it; of the environment it sees only what is named here. */
export async function commandLine(
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandRun> {
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const child = leash(
    spawn(process.execPath, [mainPath, ...args], {
      env: { PATH, NODE_COMPILE_CACHE, ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(options.directory === undefined ? {} : { cwd: options.directory }),
    }),
  );
  child.stdin.on('error', () => undefined).end(options.input ?? '');
  const signal: Signal = (name) => void child.kill(name);
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
    options.onError?.(err, signal);
  });
  const ended = once(child, 'close') as Promise<[number | null]>;
  const written = buffer(child.stdout);
  if (options.meanwhile !== undefined) await Promise.race([ended, options.meanwhile(signal)]);
  const [outBytes, [code]] = await Promise.all([written, ended]);
  const out = outBytes.toString();
  return { code, out, outBytes, err, json: <Body>() => JSON.parse(out) as Body };
}

/** The same, as the operator of this server unless another token is named. */
export function commandsOf(server: TestServer, token?: string) {
  return (args: readonly string[], options: CommandOptions = {}): Promise<CommandRun> =>
    commandLine(args, {
      ...options,
      env: {
        KINDRED_URL: server.url,
        KINDRED_TOKEN: token ?? server.operatorToken,
        // Nobody's own profiles may help or hurt.
        XDG_CONFIG_HOME: `${server.dataDir}-config`,
        ...options.env,
      },
    });
}
