import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Config, Secrets } from '../config/index.ts';
import { newestControlSchema } from '../control/index.ts';
import { lockDirectory } from '../kernel/directory-lock.ts';
import { OperatorError } from '../kernel/operator-error.ts';
import { timeName } from './backup.ts';
import { mergeGate } from './gate.ts';
import type { Manifest } from './manifest.ts';
import { unpack } from './unpack.ts';

export interface Restored extends Manifest {
  readonly directory: string;
  /** Where what was there before lies now; null: nothing was there. */
  readonly set_aside: string | null;
  /** Keys in the gate of the backup, and now. Null: there was nothing to take opt-outs over from. */
  readonly opt_outs: { readonly before: number; readonly after: number } | null;
}

export interface RestoreOptions {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly file: string;
  /** Whether an installation that is there may be set aside. */
  readonly replace: boolean;
  /** The program that prints the gate of a directory: one process can open only one. */
  readonly gateProgram: string;
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * Puts an installation in place as a backup has it. Nothing is deleted, and nothing is replaced before the backup was
 * read to its end, its sums are right and its key is the one that is there.
 */
export async function restore(options: RestoreOptions): Promise<Restored> {
  const { config, file, replace } = options;
  const { dataDir } = config;
  if (config.control.kind === 'postgres') {
    throw new OperatorError(
      'A backup is of an embedded installation: restore it without KINDRED_DATABASE_URL.',
    );
  }
  using _lock = lockDirectory(dataDir);
  const isThere = existsSync(join(dataDir, 'column'));
  if (isThere && !replace) {
    throw new OperatorError(
      `There is an installation in ${dataDir}. With --replace it is set aside, and its opt-outs are taken over.`,
    );
  }
  const fresh = `${dataDir}.restoring`;
  rmSync(fresh, { recursive: true, force: true });
  try {
    const manifest = await unpack(file, fresh, (each) => requireKnown(each, options), options.onProgress);
    const optOuts = isThere ? await takeOverGate(options, fresh) : null;
    return { ...manifest, directory: dataDir, set_aside: swap(dataDir, fresh, isThere), opt_outs: optOuts };
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    throw error;
  }
}

function requireKnown(manifest: Manifest, { secrets, file }: RestoreOptions): void {
  if (manifest.key_fingerprint !== secrets.fingerprint) {
    throw new OperatorError(
      `The backup ${file} was made with another master key (its fingerprint is ${manifest.key_fingerprint}, ` +
        `this one's ${secrets.fingerprint}). Give the right one with KINDRED_KEY or KINDRED_KEY_FILE.`,
    );
  }
  if (manifest.control_schema > newestControlSchema()) {
    throw new OperatorError(
      `The backup was made by a newer Kindred (${manifest.version}). Bring this one up first, then restore.`,
    );
  }
}

/** Opt-outs that came after the backup count: nobody comes back because a disk failed. */
async function takeOverGate({ config, gateProgram }: RestoreOptions, fresh: string) {
  const child = spawn(process.execPath, [gateProgram, 'gate'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close') as Promise<[number | null]>;
  child.stderr.resume();
  const counts = await mergeGate(config, fresh, child.stdout as AsyncIterable<Buffer>);
  const [code] = await ended;
  if (code === 0) return counts;
  throw new OperatorError(
    `The opt-outs of ${config.dataDir} cannot be read, so they cannot be taken over. Nothing was changed. ` +
      'Move that directory away yourself, restore again, and send the opt-outs since the backup anew.',
  );
}

/** Both renames are of one directory; between them the installation has no name, and no content is lost. */
function swap(dataDir: string, fresh: string, isThere: boolean): string | null {
  const aside = `${dataDir}.before-${timeName()}`;
  rename(dataDir, aside);
  try {
    rename(fresh, dataDir);
  } catch (error) {
    renameSync(aside, dataDir);
    throw error;
  }
  if (isThere) return aside;
  rmSync(aside, { recursive: true, force: true });
  return null;
}

function rename(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new OperatorError(
      `${from} cannot be renamed (${code}). Where it is a mount, name a directory inside of it with KINDRED_DATA_DIR.`,
      { cause: error },
    );
  }
}
