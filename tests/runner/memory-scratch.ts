import { statfsSync } from 'node:fs';
import { makeScratch } from '../dev-env/index.ts';

const memoryFiles = '/dev/shm';
const tmpfsType = 0x0102_1994;

/** Stores of tests are small, and at most a few hundred megabytes lie there at once; the rest is for whoever else works. */
const freeMin = 8 * 1024 ** 3;

/**
 * Temporary files lie in memory from here on, where there is plenty of it and nobody has said where they should lie. Tests
 * make and drop stores of a thousand files all the time, which took a fifth of their processor time on a disk. What a
 * killed process had written is found again either way: only a machine that fails would tell the two apart.
 */
export function useMemoryForScratch(): Disposable {
  if (process.env['TMPDIR'] !== undefined || !isPlenty()) return { [Symbol.dispose]: () => undefined };
  process.env['TMPDIR'] = memoryFiles;
  const scratch = makeScratch({ open: true });
  process.env['TMPDIR'] = scratch.path;
  return {
    [Symbol.dispose]: () => {
      delete process.env['TMPDIR'];
      scratch[Symbol.dispose]();
    },
  };
}

function isPlenty(): boolean {
  try {
    const { type, bavail, bsize } = statfsSync(memoryFiles);
    return type === tmpfsType && bavail * bsize >= freeMin && process.availableMemory() >= freeMin;
  } catch {
    return false;
  }
}
