import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, lstatSync, readlinkSync, statSync } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type Pack, pack } from 'tar-stream';
import packageJson from '../../package.json' with { type: 'json' };
import type { Config, Secrets } from '../config/index.ts';
import { openControl, requireSameKey, schemaOf } from '../control/index.ts';
import { lockDirectory } from '../kernel/directory-lock.ts';
import { OperatorError } from '../kernel/operator-error.ts';
import { type KeptFile, keptFiles } from './files.ts';
import { type Manifest, manifestName, sumsName } from './manifest.ts';

export interface Backup extends Manifest {
  readonly file: string;
  readonly bytes: number;
  readonly files: number;
}

type OnProgress = (done: number, total: number) => void;

/**
 * Writes everything of an installation into a tar file, which is put in place when it is whole. In a directory it gets a
 * name with the time.
 */
export async function backUp(
  config: Config,
  secrets: Secrets,
  place: string,
  onProgress: OnProgress,
): Promise<Backup> {
  requireEmbedded(config);
  const file = isDirectory(place) ? join(place, `kindred-backup-${timeName()}.tar.gz`) : place;
  if (existsSync(file)) throw new OperatorError(`${file} is there already. Name another file.`);
  using _lock = lockDirectory(config.dataDir);
  const manifest = await manifestOf(config, secrets);
  const files = keptFiles(config.dataDir);
  const part = `${file}.part`;
  try {
    await write(part, file, config.dataDir, manifest, files, onProgress);
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw unwritable(error, file);
  }
  return { ...manifest, file, bytes: (await stat(file)).size, files: files.length };
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** A moment as part of the name of a file. */
export function timeName(): string {
  return new Date().toISOString().slice(0, 19).replaceAll(':', '-');
}

function requireEmbedded({ control, dataDir }: Config): void {
  if (control.kind === 'postgres') {
    throw new OperatorError(
      'The control store is on a PostgreSQL server (KINDRED_DATABASE_URL), which has tools of its own: ' +
        'stop the servers, dump the schemas kindred and kindred_jobs with pg_dump, and copy the data directory.',
    );
  }
  if (!existsSync(join(dataDir, 'control')) || !existsSync(join(dataDir, 'column'))) {
    throw new OperatorError(
      `There is no installation in ${dataDir}. Name its directory with KINDRED_DATA_DIR.`,
    );
  }
}

/** Opens the control store for a moment: what does not open is not worth keeping, and should be known now. */
async function manifestOf(config: Config, secrets: Secrets): Promise<Manifest> {
  const control = await openControl(config.control, join(config.dataDir, 'control'));
  try {
    await requireSameKey(control, secrets.fingerprint);
    return {
      format: 1,
      created_at: new Date().toISOString(),
      version: packageJson.version,
      control_schema: await schemaOf(control),
      key_fingerprint: secrets.fingerprint,
    };
  } finally {
    await control.close();
  }
}

async function write(
  part: string,
  file: string,
  dataDir: string,
  manifest: Manifest,
  files: readonly KeptFile[],
  onProgress: OnProgress,
): Promise<void> {
  const tar = pack();
  const out = createWriteStream(part, { mode: 0o600, flush: true });
  const written = /\.t?gz$/.test(file) ? pipeline(tar, createGzip(), out) : pipeline(tar, out);
  // It is waited for below; until then a failure must not be one that nobody handles.
  written.catch((error: Error) => tar.destroy(error));
  const total = files.reduce((sum, { path }) => sum + lstatSync(join(dataDir, path)).size, 0);
  tar.entry({ name: manifestName }, `${JSON.stringify(manifest, null, 2)}\n`);
  const sums: string[] = [];
  let done = 0;
  for (const each of files) {
    const { sum, bytes } = await addEntry(tar, dataDir, each);
    if (sum !== null) sums.push(`${sum}  ${each.path}\n`);
    done += bytes;
    onProgress(done, total);
  }
  tar.entry({ name: sumsName }, sums.join(''));
  tar.finalize();
  await written;
}

async function addEntry(
  tar: Pack,
  dataDir: string,
  { path, kind }: KeptFile,
): Promise<{ readonly sum: string | null; readonly bytes: number }> {
  const from = join(dataDir, path);
  const { size, mode, mtime } = lstatSync(from);
  const header = { name: path, mode: mode & 0o777, mtime };
  if (kind === 'directory') tar.entry({ ...header, type: 'directory' });
  else if (kind === 'link') tar.entry({ ...header, type: 'symlink', linkname: readlinkSync(from) });
  if (kind !== 'file') return { sum: null, bytes: size };
  const hash = createHash('sha256');
  const entry = tar.entry({ ...header, size }) as unknown as Writable;
  async function* hashed() {
    for await (const piece of createReadStream(from)) {
      hash.update(piece as Buffer);
      yield piece as Buffer;
    }
  }
  if (size === 0) {
    entry.end();
    await finished(entry);
  } else await pipeline(hashed(), entry);
  return { sum: hash.digest('hex'), bytes: size };
}

function unwritable(error: unknown, file: string): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return error;
  return new OperatorError(`The backup ${file} cannot be written (${code}).`, { cause: error });
}
