import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A directory for one run, gone afterwards however the run ends. Others may read it, because the PostgreSQL
 * server refuses to run as root and then reads the files as another user; they hold made-up people only.
 */
export function makeScratch(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'kindred-bench-'));
  chmodSync(path, 0o755);
  const remove = () => rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', remove);
  return {
    path,
    [Symbol.dispose]: () => {
      process.off('exit', remove);
      remove();
    },
  };
}
