import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Checkpoint, CheckpointStore } from '@kindred/sdk';
import { WorkFailed } from '../failure.ts';

/** The directory of what this program remembers (XDG Base Directory Specification). */
function stateDirectory(env: NodeJS.ProcessEnv): string {
  const given = env['XDG_STATE_HOME'] ?? '';
  const state = given.startsWith('/') ? given : join(env['HOME'] || homedir(), '.local', 'state');
  return join(state, 'kindred', 'uploads');
}

/** Keeps the checkpoint of one upload – this file to this target – in the user's state directory. */
export function checkpointFile(
  env: NodeJS.ProcessEnv,
  file: string,
  target: readonly string[],
): CheckpointStore & { readonly path: string } {
  const directory = stateDirectory(env);
  const name = createHash('sha256')
    .update([resolve(file), ...target].join('\n'))
    .digest('hex')
    .slice(0, 32);
  const path = join(directory, `${name}.json`);
  return {
    path,
    load: () => loaded(path),
    save: async (checkpoint) => {
      try {
        await mkdir(directory, { recursive: true, mode: 0o700 });
        await written(path, JSON.stringify(checkpoint));
      } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        throw new WorkFailed(
          `It cannot be written down how far the upload is (${code ?? message}). Make room in ${directory}, or name another directory in XDG_STATE_HOME.`,
        );
      }
    },
    forget: () => rm(path, { force: true }),
  };
}

async function loaded(path: string): Promise<Checkpoint | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Checkpoint;
  } catch (error) {
    // One that cannot be read was not written by us whole: the upload begins anew, and nobody is added twice.
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Beside it first, so that a kill leaves the old one or the new one. Another run of the same upload has its own part. */
async function written(path: string, text: string): Promise<void> {
  const part = `${path}.${process.pid}`;
  const file = await open(part, 'w', 0o600);
  try {
    await file.writeFile(text);
  } finally {
    await file.close();
  }
  await rename(part, path);
}

const endBytes = 64 * 1024;

/** Tells a file from what it was: its size, when it was changed, and the hash of its first and last bytes. */
export async function fingerprintOf(path: string): Promise<string | null> {
  const found = await stat(path).catch(() => null);
  if (found === null || !found.isFile()) return null;
  const hash = createHash('sha256');
  const file = await open(path);
  try {
    for (const position of [0, Math.max(0, found.size - endBytes)]) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(endBytes), 0, endBytes, position);
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
  return `${found.size} ${found.mtimeMs} ${hash.digest('hex')}`;
}
