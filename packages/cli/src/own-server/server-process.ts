import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { serverMainPath } from '../command/serve.ts';
import { WorkFailed } from '../failure.ts';

export interface OwnServerOptions {
  /** Of the parent. The user's own settings of Kindred in it are left out: nobody's data may be touched. */
  readonly env: NodeJS.ProcessEnv;
  /** The `KINDRED_*` variables of the server: all that it is told. */
  readonly settings: Readonly<Record<string, string>>;
  /** What the server says is written there. */
  readonly logPath: string;
}

export interface RunningServer {
  readonly url: string;
  /** Settles when the server has ended, however it ended. */
  readonly ended: Promise<void>;
  /** Asks the server to end, and waits until it has. Gives its exit code. */
  stop(): Promise<number | null>;
  /** Ends the server at once. */
  kill(): void;
}

const startWaitMs = 60_000;
const stopWaitMs = 20_000;

/** Starts the real server as a process of its own and waits until it answers. Throws WorkFailed when it does not. */
export async function startOwnServer({ env, settings, logPath }: OwnServerOptions): Promise<RunningServer> {
  const child = spawn(process.execPath, [serverMainPath()], {
    env: { ...withoutSettings(env), ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own: Ctrl-C reaches the parent alone, which then ends the server once.
    detached: true,
  });
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = once(child, 'close').then(() => void process.off('exit', kill));
  const stop = () => stopChild(child);
  try {
    const url = await listeningUrl(child, logPath);
    await waitForHealth(url);
    return { url, ended, stop, kill };
  } catch (error) {
    await stop();
    throw error;
  }
}

function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('KINDRED_')));
}

async function listeningUrl(child: ChildProcess, logPath: string): Promise<string> {
  const log = createWriteStream(logPath);
  child.stderr?.pipe(log, { end: false });
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const heard = new Promise<string>((resolve) => {
    lines.on('line', (line) => {
      log.write(`${line}\n`);
      const url = /^Kindred listens on (http:\S+)/.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
  const failed = once(child, 'close').then(([code]) => {
    throw new WorkFailed(`The server ended with ${code} before it listened.\n${lastLines(logPath)}`);
  });
  return await Promise.race([heard, failed, late('The server did not listen within a minute.')]);
}

async function waitForHealth(url: string): Promise<void> {
  const answer = await fetch(`${url}/health`);
  if (!answer.ok) throw new WorkFailed(`The server listens, but GET /health answered ${answer.status}.`);
}

async function late(sentence: string): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, startWaitMs).unref());
  throw new WorkFailed(sentence);
}

async function stopChild(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), stopWaitMs);
  await closed;
  clearTimeout(hard);
  return child.exitCode;
}

export function lastLines(path: string, count = 15): string {
  return existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n').slice(-count).join('\n') : '';
}
