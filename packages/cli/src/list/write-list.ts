import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { WrongUsage } from '../failure.ts';

export interface WrittenList {
  readonly bytes: number;
  /** False where the reader of standard output stopped early, which is no failure (`| head`). */
  readonly whole: boolean;
}

/**
 * Writes to a file beside the wanted one, which is put in place when it is whole; or to a stream that stays open. A
 * piece need be good only until the next one is asked for.
 */
export async function writeList(
  pieces: AsyncIterable<Uint8Array>,
  output: string,
  stream: NodeJS.WritableStream,
): Promise<WrittenList> {
  const state = { bytes: 0 };
  const counted = counting(pieces, state);
  if (output !== '-') {
    await writeFile(counted, output);
    return { bytes: state.bytes, whole: true };
  }
  const whole = await pipeline(copies(counted), stream as Writable, { end: false }).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') return false;
      throw error;
    },
  );
  return { bytes: state.bytes, whole };
}

async function writeFile(pieces: AsyncIterable<Uint8Array>, output: string): Promise<void> {
  const part = `${output}.part`;
  try {
    await using file = await open(part, 'wx', 0o600);
    if (output.endsWith('.gz')) await pipeline(copies(pieces), createGzip(), file.createWriteStream());
    else for await (const piece of pieces) await writeWhole(file, piece);
    await rename(part, output);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST')
      throw new WrongUsage(`${part} is there already. Is another run writing it? Delete it if not.`);
    await rm(part, { force: true });
    if (code === 'ENOENT' || code === 'EACCES')
      throw new WrongUsage(`The file ${output} cannot be written (${code}).`);
    throw error;
  }
}

async function writeWhole(file: FileHandle, piece: Uint8Array): Promise<void> {
  for (let at = 0; at < piece.length; ) at += (await file.write(piece, at)).bytesWritten;
}

/** Streams keep what they are given. */
async function* copies(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) yield Buffer.from(piece);
}

async function* counting(
  pieces: AsyncIterable<Uint8Array>,
  state: { bytes: number },
): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    state.bytes += piece.length;
    yield piece;
  }
}
