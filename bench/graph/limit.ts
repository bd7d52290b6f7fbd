import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { leash } from '../kit/child.ts';
import { Api } from '../server/index.ts';

export interface Limit extends AsyncDisposable {
  readonly api: Api;
}

/** Starts the bare server as a process of its own. */
export async function startLimit(): Promise<Limit> {
  const path = fileURLToPath(new URL('./limit.child.ts', import.meta.url));
  const child = leash(spawn(process.execPath, [path], { stdio: ['ignore', 'pipe', 'inherit'] }));
  const exited = once(child, 'exit');
  const [url] = (await once(createInterface(child.stdout), 'line')) as [string];
  const api = new Api({ url, token: '' });
  return {
    api,
    [Symbol.asyncDispose]: async () => {
      api.close();
      child.kill('SIGTERM');
      await exited;
    },
  };
}
