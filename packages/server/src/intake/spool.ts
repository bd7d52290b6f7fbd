import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Files up to this size wait in memory. */
const heldBytesMax = 8 * 1024 * 1024;

export interface SpoolOptions {
  readonly directory: string;
  /** 32 bytes; with a random start value for every file. */
  readonly key: Buffer;
}

/** Bytes that were put aside, to be read once. */
export interface Spooled extends AsyncDisposable {
  read(): AsyncIterable<Buffer>;
}

/**
 * Puts a file aside until the fields behind it are known: small ones in memory, large ones on disk, encrypted,
 * because what is in them may be plain text and nothing of that is ever stored.
 */
export async function spool(source: AsyncIterable<Buffer>, options: SpoolOptions): Promise<Spooled> {
  const iterator = source[Symbol.asyncIterator]();
  const held: Buffer[] = [];
  let bytes = 0;
  while (bytes < heldBytesMax) {
    const next = await iterator.next();
    if (next.done === true) {
      return {
        read: () => Readable.from(held, { objectMode: true }),
        [Symbol.asyncDispose]: async () => undefined,
      };
    }
    held.push(next.value);
    bytes += next.value.length;
  }
  return spoolToDisk(held, iterator, options);
}

async function spoolToDisk(
  held: readonly Buffer[],
  iterator: AsyncIterator<Buffer>,
  options: SpoolOptions,
): Promise<Spooled> {
  mkdirSync(options.directory, { recursive: true, mode: 0o700 });
  const path = join(options.directory, `${randomBytes(8).toString('hex')}.spool`);
  const start = randomBytes(16);
  const remove = () => rm(path, { force: true });
  try {
    const cipher = createCipheriv('aes-256-ctr', options.key, start);
    const all = Readable.from(chain(held, iterator), { objectMode: false });
    await pipeline(all, cipher, createWriteStream(path, { mode: 0o600, flags: 'wx' }));
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    read: () => createReadStream(path).pipe(createDecipheriv('aes-256-ctr', options.key, start)),
    [Symbol.asyncDispose]: remove,
  };
}

async function* chain(held: readonly Buffer[], iterator: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield* held;
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
}
