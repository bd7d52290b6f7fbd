import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, symlinkSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, posix } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract, type Header } from 'tar-stream';
import { OperatorError } from '../kernel/operator-error.ts';
import { type Manifest, manifestName, readManifest, sumsName } from './manifest.ts';

/**
 * Reads a backup into a directory. `accept` sees its manifest before anything is written, and throws where it is not
 * wanted. Throws OperatorError where the file is no backup, was cut, or is not what was written.
 */
export async function unpack(
  file: string,
  directory: string,
  accept: (manifest: Manifest) => void,
  onProgress: (done: number, total: number) => void,
): Promise<Manifest> {
  const total = await sizeOf(file);
  const tar = extract();
  let done = 0;
  async function* counted() {
    for await (const piece of createReadStream(file)) {
      done += (piece as Buffer).length;
      onProgress(done, total);
      yield piece as Buffer;
    }
  }
  const fed = /\.t?gz$/.test(file) ? pipeline(counted(), createGunzip(), tar) : pipeline(counted(), tar);
  // What is wrong with the bytes ends the loop below, too.
  fed.catch(() => undefined);
  const reading = new Reading(file, directory, accept);
  try {
    for await (const entry of tar) {
      await reading.take(entry.header, entry as unknown as AsyncIterable<Buffer>);
      entry.resume();
    }
    await fed;
  } catch (error) {
    throw error instanceof OperatorError ? error : damaged(file, error);
  }
  return reading.end();
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new OperatorError(`The backup ${file} cannot be read (${code}).`, { cause: error });
  }
}

function damaged(file: string, cause: unknown): OperatorError {
  const { code, syscall } = cause as NodeJS.ErrnoException;
  if (syscall === 'write' || code === 'ENOSPC') {
    return new OperatorError(`The backup could not be unpacked (${code}): is there room on the disk?`, {
      cause,
    });
  }
  return new OperatorError(`The backup ${file} is damaged or was cut. Nothing was changed.`, { cause });
}

/** One backup, entry by entry. */
class Reading {
  readonly #file: string;
  readonly #directory: string;
  readonly #accept: (manifest: Manifest) => void;
  readonly #sums = new Map<string, string>();
  #manifest: Manifest | null = null;
  #isWhole = false;

  constructor(file: string, directory: string, accept: (manifest: Manifest) => void) {
    this.#file = file;
    this.#directory = directory;
    this.#accept = accept;
  }

  async take(header: Header, entry: AsyncIterable<Buffer>): Promise<void> {
    if (this.#manifest === null) {
      const isFirst = header.name === manifestName;
      this.#manifest = readManifest(isFirst ? await text(entry) : '', this.#file);
      this.#accept(this.#manifest);
      mkdirSync(this.#directory, { recursive: true, mode: 0o700 });
    } else if (header.name === sumsName) {
      this.#requireSums(await text(entry));
      this.#isWhole = true;
    } else await this.#write(header, entry);
  }

  end(): Manifest {
    if (this.#manifest !== null && this.#isWhole) return this.#manifest;
    throw damaged(this.#file, null);
  }

  async #write({ name, type, linkname, mode }: Header, entry: AsyncIterable<Buffer>): Promise<void> {
    const path = join(this.#directory, within(name));
    if (type === 'directory') {
      mkdirSync(path, { recursive: true });
      return;
    }
    mkdirSync(dirname(path), { recursive: true });
    if (type === 'symlink') {
      within(posix.join(posix.dirname(name), relativeLink(linkname)));
      symlinkSync(linkname ?? '', path);
      return;
    }
    const hash = createHash('sha256');
    async function* hashed() {
      for await (const piece of entry) {
        hash.update(piece as Buffer);
        yield piece as Buffer;
      }
    }
    await pipeline(hashed(), createWriteStream(path, { mode: mode ?? 0o600, flags: 'wx' }));
    this.#sums.set(name, hash.digest('hex'));
  }

  #requireSums(list: string): void {
    const lines = list.split('\n').filter((line) => line !== '');
    const same = lines.every((line) => this.#sums.get(line.slice(66)) === line.slice(0, 64));
    if (!same || lines.length !== this.#sums.size) throw damaged(this.#file, null);
  }
}

/** A name that leaves the directory is not one that was written by a backup. */
function within(name: string): string {
  const path = posix.normalize(name);
  if (isAbsolute(path) || path === '..' || path.startsWith('../')) {
    throw new OperatorError(
      'The backup names a file outside of its own directory. It is not one of Kindred.',
    );
  }
  return path;
}

function relativeLink(target: string | null | undefined): string {
  if (typeof target === 'string' && !isAbsolute(target)) return target;
  throw new OperatorError('The backup holds a link that leads out of it. It is not one of Kindred.');
}
