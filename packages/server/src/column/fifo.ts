import { execFile } from 'node:child_process';
import { closeSync, constants, openSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { OperatorError } from '../kernel/operator-error.ts';

const run = promisify(execFile);

/**
 * Named pipes through which bytes reach the engine as if they were files, without lying on disk.
 * Node has no call that makes one; `mkfifo` is part of every POSIX system. All at once, because to start a program
 * takes a process of this size 25 ms.
 */
export async function makeFifos(paths: readonly string[]): Promise<void> {
  for (const path of paths) rmSync(path, { force: true });
  try {
    await run('mkfifo', ['-m', '600', ...paths]);
  } catch (error) {
    throw new OperatorError(
      `No named pipes could be made at ${paths.join(', ')}. The program mkfifo (of coreutils, and of every POSIX system) ` +
        'must be on the PATH, and the data directory on a file system that knows pipes.',
      { cause: error },
    );
  }
}

/**
 * Waits until the engine has opened the pipe for reading, then writes everything and closes it.
 * Ends early, without an error, once `reader` has settled: the engine's own answer then tells what happened.
 */
export async function feedFifo(
  path: string,
  bytes: readonly Buffer[],
  reader: Promise<unknown>,
): Promise<void> {
  let reading = true;
  const settled = reader.then(
    () => {
      reading = false;
    },
    () => {
      reading = false;
    },
  );
  const descriptor = await openWhenRead(path, () => reading);
  if (descriptor === null) return;
  const socket = new Socket({ fd: descriptor, readable: false, writable: true });
  const broken = new Promise<void>((resolve) => socket.once('error', () => resolve()));
  for (const piece of bytes) {
    if (!reading || socket.destroyed) break;
    if (!socket.write(piece)) {
      await Promise.race([new Promise<void>((resolve) => socket.once('drain', resolve)), settled, broken]);
    }
  }
  await Promise.race([new Promise<void>((resolve) => socket.end(resolve)), settled, broken]);
  socket.destroy();
}

/** What the engine writes into the pipe, until `writer` has settled. Throws what it throws. */
export async function* drainFifo(path: string, writer: Promise<unknown>): AsyncGenerator<Buffer> {
  const socket = new Socket({
    fd: openSync(path, constants.O_RDONLY | constants.O_NONBLOCK),
    readable: true,
    writable: false,
  });
  const settled = writer.finally(() => endOfPipe(path));
  settled.catch(() => undefined);
  try {
    for await (const piece of socket) yield piece as Buffer;
  } finally {
    // Without a reader the engine's next piece finds the pipe broken, and the statement ends.
    socket.destroy();
    await settled.catch(() => undefined);
  }
  await settled;
}

/** Its end is told to who reads it by a writer that goes: the engine may have failed before it opened the pipe. */
function endOfPipe(path: string): void {
  try {
    closeSync(openSync(path, constants.O_WRONLY | constants.O_NONBLOCK));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENXIO') throw error;
  }
}

/** Opening a pipe for writing fails with ENXIO until a reader is there: asked every millisecond. */
async function openWhenRead(path: string, reading: () => boolean): Promise<number | null> {
  while (reading()) {
    try {
      const descriptor = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
      if (reading()) return descriptor;
      closeSync(descriptor);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENXIO') throw error;
    }
    await sleep(1);
  }
  return null;
}
