import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { OperatorError } from './operator-error.ts';

/** Another process has the data directory. */
export class DirectoryInUse extends OperatorError {}

/**
 * Takes the data directory for this process; a second server on it is refused. The lock is SQLite's on a file
 * in the directory: the kernel frees it when the process ends, however it ends, and it holds between containers
 * that share the directory, which a file with a process number does not.
 */
export function lockDirectory(directory: string): Disposable {
  const database = openLockFile(directory);
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch {
    database.close();
    throw new DirectoryInUse(
      `Another Kindred server is running on ${directory}. Stop it, or give this one a directory of its own with KINDRED_DATA_DIR.`,
    );
  }
  return { [Symbol.dispose]: () => database.close() };
}

function openLockFile(directory: string): DatabaseSync {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return new DatabaseSync(join(directory, 'server.lock'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new OperatorError(
      `The data directory ${directory} cannot be written (${code}). Name another one with KINDRED_DATA_DIR.`,
      { cause: error },
    );
  }
}
