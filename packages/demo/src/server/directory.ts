import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { WorkFailed } from '@kindred/cli';

/** Everything the demo leaves behind stands in one directory, made anew at each start. */
export interface Directory {
  readonly path: string;
  /** The data directory of the server; its key file lies beside it. */
  readonly serverPath: string;
  readonly logPath: string;
}

const name = 'kindred-demo-data';

/** Removes what an earlier demo left and makes the directory. Throws WorkFailed while such a demo still runs. */
export function freshDirectory(parent: string): Directory {
  const path = join(parent, name);
  const serverPath = join(path, 'server');
  if (isInUse(join(serverPath, 'server.lock'))) {
    throw new WorkFailed(
      `Another demo is running on ${relative(parent, path)}. Stop it first (Ctrl-C there).`,
    );
  }
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true, mode: 0o700 });
  return { path, serverPath, logPath: join(path, 'server.log') };
}

/** The server holds an SQLite lock on this file for as long as it lives, so a dead one is never mistaken. */
function isInUse(lockPath: string): boolean {
  if (!existsSync(lockPath)) return false;
  const database = new DatabaseSync(lockPath);
  try {
    database.exec('BEGIN EXCLUSIVE');
    return false;
  } catch {
    return true;
  } finally {
    database.close();
  }
}
