import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { buffer, text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { leash } from './leash.ts';
import type { TestServer } from './test-server.ts';

const mainPath = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url));

/** What one run of the command line has done. */
export interface CommandRun {
  readonly code: number | null;
  readonly out: string;
  readonly outBytes: Buffer;
  readonly err: string;
  /** What was answered with --json. */
  json<Body>(): Body;
}

export interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Where it runs; where the tests run, if it does not matter. */
  readonly directory?: string;
}

/** The command line as a process of its own, as people run it; of the environment it sees only what is named here. */
export async function commandLine(
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandRun> {
  const child = leash(
    spawn(process.execPath, [mainPath, ...args], {
      env: { PATH: process.env['PATH'], ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(options.directory === undefined ? {} : { cwd: options.directory }),
    }),
  );
  child.stdin.on('error', () => undefined).end(options.input ?? '');
  const [outBytes, err, [code]] = await Promise.all([
    buffer(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
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
