import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const alive = new Set<string>();
process.once('exit', () => {
  for (const path of alive) remove(path);
});

/** A directory of its own, gone when it is disposed of or when this process ends. */
export interface Scratch extends Disposable {
  readonly path: string;
}

/** `open`: other users of the machine may read it; a PostgreSQL server does not run as root. */
export function makeScratch(options: { readonly open?: boolean } = {}): Scratch {
  const path = mkdtempSync(join(tmpdir(), 'kindred-test-'));
  if (options.open === true) chmodSync(path, 0o755);
  alive.add(path);
  return {
    path,
    [Symbol.dispose]: () => {
      remove(path);
      alive.delete(path);
    },
  };
}

function remove(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 5 });
}
