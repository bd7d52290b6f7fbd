import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Interrupted, WorkFailed } from '../../failure.ts';
import type { Progress } from '../../progress.ts';
import type { LocalSession } from '../../session.ts';

/** What the program says, a line at a time. */
type Said = {
  readonly progress?: number;
  readonly total?: number;
  readonly answer?: unknown;
  readonly failure?: string;
};

/**
 * Has the server's own program do something to an installation that does not run, and gives its answer. Its settings are
 * the KINDRED_* variables, as for the server. Throws WorkFailed with what it says.
 */
export async function keep<Answer>(
  session: LocalSession,
  args: readonly string[],
  label: string,
): Promise<Answer> {
  const child = spawn(process.execPath, [keepPath(), ...args], {
    env: session.env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  let shown: Progress | null = null;
  let last: Said = {};
  for await (const line of createInterface({ input: child.stdout })) {
    last = JSON.parse(line) as Said;
    if (last.progress === undefined) continue;
    shown ??= session.progress({ label, unit: 'bytes', total: last.total ?? null });
    shown.at(last.progress);
  }
  shown?.end();
  const [code, signal] = await ended;
  if (signal !== null) throw new Interrupted('It was broken off; nothing was changed.');
  if (code === 0 && last.answer !== undefined) return last.answer as Answer;
  throw new WorkFailed(last.failure ?? `It ended with code ${code}, and said nothing.`);
}

/** Only its path is known here: what is inside of an installation is the server's. */
function keepPath(): string {
  return fileURLToPath(new URL('./keeping/main.ts', import.meta.resolve('@kindred/server')));
}
