import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { WrongUsage } from '../failure.ts';
import type { Session } from '../session.ts';

export interface Delivered {
  readonly bytes: number;
  /** Null: standard output. */
  readonly file: string | null;
}

/**
 * Writes what a server sends: to standard output (`-`), or to a file that is put in place when it is whole. Readable by
 * its owner alone, because it says who somebody is. Throws what the source throws, and leaves no file then.
 */
export async function deliver(
  session: Session,
  pieces: AsyncIterable<Buffer>,
  output: string,
): Promise<Delivered> {
  const file = output === '-' ? null : output;
  const label = file === null ? 'receiving' : `receiving ${basename(file)}`;
  const shown = session.progress({ label, unit: 'bytes', total: null });
  let bytes = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const piece of pieces) {
      yield piece;
      bytes += piece.length;
      shown.at(bytes);
    }
  }
  try {
    if (file === null) await writeOut(counted(), session.out as Writable);
    else await writeBeside(counted(), file);
  } finally {
    shown.end();
  }
  return { bytes, file };
}

/** A reader that stops early (`| head`) has what it wanted: that is no failure. */
async function writeOut(pieces: AsyncIterable<Buffer>, out: Writable): Promise<void> {
  try {
    await pipeline(pieces, out, { end: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  }
}

async function writeBeside(pieces: AsyncIterable<Buffer>, file: string): Promise<void> {
  const partial = `${file}.${process.pid}.part`;
  try {
    await pipeline(pieces, createWriteStream(partial, { flush: true, mode: 0o600 }));
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw unwritable(error, file);
  }
}

function unwritable(error: unknown, file: string): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall === undefined || code === undefined || syscall === 'read') return error;
  return new WrongUsage(`The file ${file} cannot be written (${code}).`, { cause: error });
}
