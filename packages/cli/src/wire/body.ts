import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { WrongUsage } from '../failure.ts';

/** Bytes on their way out. `byteCount` is null where it is not known before they are read (a pipe). */
export interface Body {
  readonly contentType: string;
  readonly byteCount: number | null;
  readonly pieces: AsyncIterable<Buffer>;
}

/** Large pieces: fewer turns of the event loop for each megabyte. */
const pieceBytes = 256 * 1024;

/** A file, read as it is sent; `-` is standard input. Throws WrongUsage when it cannot be read. */
export async function fileBody(path: string, contentType: string): Promise<Body> {
  if (path === '-') return { contentType, byteCount: null, pieces: process.stdin };
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new WrongUsage(`The file ${path} cannot be read (${error.code ?? error.message}).`);
  });
  if (found.isDirectory()) throw new WrongUsage(`${path} is a directory. Name a file.`);
  if (!found.isFile()) return { contentType, byteCount: null, pieces: createReadStream(path) };
  return { contentType, byteCount: found.size, pieces: readExactly(path, found.size) };
}

export function jsonBody(value: unknown): Body {
  const bytes = Buffer.from(JSON.stringify(value));
  return { contentType: 'application/json', byteCount: bytes.length, pieces: once(bytes) };
}

/** The length was promised in a header, so a file that grows meanwhile is cut there, and one that shrinks fails. */
async function* readExactly(path: string, byteCount: number): AsyncGenerator<Buffer> {
  if (byteCount === 0) return;
  let read = 0;
  for await (const piece of createReadStream(path, { end: byteCount - 1, highWaterMark: pieceBytes })) {
    read += (piece as Buffer).length;
    yield piece as Buffer;
  }
  if (read < byteCount) throw new WrongUsage(`The file ${path} became shorter while it was read.`);
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
