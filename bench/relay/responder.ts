import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { leash } from '../kit/child.ts';

export interface Responder extends AsyncDisposable {
  readonly url: string;
  /** Rows that were taken since the last time. */
  taken(): Promise<number>;
}

/** Starts the bare Graph server as a process of its own; it answers a batch after so long. */
export async function startResponder(answerMs: number): Promise<Responder> {
  const path = fileURLToPath(new URL('./responder.child.ts', import.meta.url));
  const child = leash(
    spawn(process.execPath, [path, String(answerMs)], { stdio: ['ignore', 'pipe', 'inherit'] }),
  );
  const exited = once(child, 'exit');
  const [url] = (await once(createInterface(child.stdout), 'line')) as [string];
  return {
    url,
    taken: async () => {
      const answer = await fetch(`${url}/taken`);
      return ((await answer.json()) as { readonly rows: number }).rows;
    },
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
