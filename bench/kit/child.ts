import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Ends together with this process, whatever ends it. */
export function leash<Child extends ChildProcess>(child: Child): Child {
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/**
 * Runs a module of its own in a process of its own, so that no peer pays for the memory or the threads of
 * another. It gets `input` as JSON on its command line and prints its answer as JSON on stdout.
 */
export async function runModule<Answer>(moduleUrl: URL, input: unknown): Promise<Answer> {
  const args = [fileURLToPath(moduleUrl), JSON.stringify(input)];
  const text = await runCommand(process.execPath, args);
  return JSON.parse(text) as Answer;
}

/** Runs a command to its end and gives its stdout. Throws when it fails. */
export async function runCommand(
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const child = leash(spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'], env: environment }));
  const pieces: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  if (code !== 0) throw new Error(`${command} ${args[0] ?? ''} ended with ${code ?? signal}`);
  return Buffer.concat(pieces).toString('utf8');
}

/** The `input` of a module that was started by `runModule`. */
export function inputOfModule<Input>(): Input {
  return JSON.parse(process.argv[2] ?? 'null') as Input;
}
