import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** The bytes of a file could not be decoded to their end: a gzip file that is damaged or cut off. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Unpacks gzip, told by its first two bytes whatever the name says, and drops a UTF-8 byte order mark. */
export async function* decode(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const { head, all } = await peek(source, 2);
  const plain = head[0] === 0x1f && head[1] === 0x8b ? gunzip(all) : all;
  const unpacked = await peek(plain, byteOrderMark.length);
  let marked = unpacked.head.subarray(0, byteOrderMark.length).equals(byteOrderMark)
    ? byteOrderMark.length
    : 0;
  for await (const piece of unpacked.all) {
    if (marked >= piece.length) {
      marked -= piece.length;
      continue;
    }
    yield marked === 0 ? piece : piece.subarray(marked);
    marked = 0;
  }
}

async function* gunzip(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  // A 256 KiB output piece instead of 16 KiB: fewer turns of the event loop per megabyte.
  const unpacking = createGunzip({ chunkSize: 256 * 1024 });
  const source = Readable.from(packed, { objectMode: false });
  source.once('error', (error) => unpacking.destroy(error));
  try {
    for await (const piece of source.pipe(unpacking)) yield piece as Buffer;
  } catch (error) {
    if (isZlibError(error)) {
      throw new Unreadable('The gzip file is damaged or was cut off.', { cause: error });
    }
    throw error;
  } finally {
    source.destroy();
  }
}

function isZlibError(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code?.startsWith('Z_') ?? false;
}

/** Reads until `bytes` bytes are there (or the end), and gives them together with the whole again. */
export async function peek(
  source: AsyncIterable<Buffer>,
  bytes: number,
): Promise<{ readonly head: Buffer; readonly all: AsyncIterable<Buffer> }> {
  const iterator = source[Symbol.asyncIterator]();
  const first: Buffer[] = [];
  let length = 0;
  while (length < bytes) {
    const next = await iterator.next();
    if (next.done === true) break;
    first.push(next.value);
    length += next.value.length;
  }
  return { head: Buffer.concat(first, length), all: resume(first, iterator) };
}

async function* resume(first: readonly Buffer[], iterator: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* first;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}
