import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { serverMainPath, WorkFailed } from '@kindred/cli';
import { type Directory, lastLines } from './directory.ts';

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

/** Starts the real server on the demo's directory and waits until it answers. */
export async function startServer(
  directory: Directory,
  wanted: { readonly port: number; readonly operatorToken: string },
): Promise<RunningServer> {
  const port = (await isFree(wanted.port)) ? wanted.port : 0;
  const child = spawn(process.execPath, [serverMainPath()], {
    env: environmentOf(directory, port, wanted.operatorToken),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own: Ctrl-C reaches the demo alone, which then ends the server once.
    detached: true,
  });
  const stop = () => stopChild(child);
  const ended = once(child, 'close').then(() => undefined);
  try {
    const url = await listeningUrl(child, directory);
    await waitForHealth(url);
    return { url, ended, stop, kill: () => child.kill('SIGKILL') };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The user's own settings of Kindred are left out: the demo must not touch anybody's data. */
function environmentOf(directory: Directory, port: number, operatorToken: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('KINDRED_'));
  return {
    ...Object.fromEntries(inherited),
    KINDRED_HOST: '127.0.0.1',
    KINDRED_PORT: String(port),
    KINDRED_DATA_DIR: directory.serverPath,
    KINDRED_OPERATOR_TOKEN: operatorToken,
    KINDRED_LOG_LEVEL: 'warn',
  };
}

async function listeningUrl(child: ChildProcess, directory: Directory): Promise<string> {
  const log = createWriteStream(directory.logPath);
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
    throw new WorkFailed(
      `The server ended with ${code} before it listened.\n${lastLines(directory.logPath)}`,
    );
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
