import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { closeSync, createWriteStream, mkdirSync, openSync, readSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ColumnFull } from '../../../column/index.ts';

const cipherName = 'aes-256-ctr';
const blockBytes = 16;

/** A file that lies encrypted on disk and can be read from any place. */
export interface SealedFile extends AsyncDisposable {
  readonly byteCount: number;
  /** Decrypted bytes from this place on. Synchronous: the thread pool may be busy with the query that waits for them. */
  read(from: number, byteCount: number): Buffer;
}

/** Writes bytes to disk under a key of 32 bytes and a random start value. Throws ColumnFull when there is no room. */
export async function sealFile(
  source: AsyncIterable<Buffer>,
  options: { readonly directory: string; readonly key: Buffer },
): Promise<SealedFile> {
  mkdirSync(options.directory, { recursive: true, mode: 0o700 });
  const path = join(options.directory, `${randomBytes(8).toString('hex')}.sealed`);
  const start = randomBytes(blockBytes);
  let byteCount = 0;
  try {
    const cipher = createCipheriv(cipherName, options.key, start);
    const file = createWriteStream(path, { mode: 0o600, flags: 'wx' });
    await pipeline(Readable.from(source, { objectMode: false }), cipher, file);
    byteCount = file.bytesWritten;
  } catch (error) {
    await rm(path, { force: true });
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC')
      throw new ColumnFull('the disk is full', { cause: error });
    throw error;
  }
  const descriptor = openSync(path, 'r');
  return {
    byteCount,
    read: (from, count) =>
      readSealed(descriptor, { key: options.key, start }, from, Math.min(count, byteCount - from)),
    [Symbol.asyncDispose]: async () => {
      closeSync(descriptor);
      await rm(path, { force: true });
    },
  };
}

function readSealed(
  descriptor: number,
  seal: { readonly key: Buffer; readonly start: Buffer },
  from: number,
  byteCount: number,
): Buffer {
  const block = Math.floor(from / blockBytes);
  const before = from - block * blockBytes;
  const sealed = Buffer.alloc(before + byteCount);
  let length = 0;
  while (length < sealed.length) {
    const read = readSync(descriptor, sealed, length, sealed.length - length, block * blockBytes + length);
    if (read === 0) throw new Error('a sealed file is shorter than it was written');
    length += read;
  }
  const opened = createDecipheriv(cipherName, seal.key, counterAt(seal.start, block)).update(sealed);
  return opened.subarray(before);
}

/** The counter of this cipher is its start value plus the number of the block, as one number of 128 bits. */
function counterAt(start: Buffer, block: number): Buffer {
  const counter = (BigInt(`0x${start.toString('hex')}`) + BigInt(block)) % 2n ** 128n;
  return Buffer.from(counter.toString(16).padStart(2 * blockBytes, '0'), 'hex');
}
