import { createReadStream } from 'node:fs';
import { runCommand } from './child.ts';
import { quiet } from './quiet.ts';

/**
 * The same start for every run of everybody who is measured: the file is in memory, nothing that was written
 * before still waits to go to disk, and the machine is at rest. Without patience only the first is seen to.
 */
export async function equalGround(path: string, patienceSeconds: number): Promise<void> {
  for await (const _piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    // Only the reading matters.
  }
  await atRest(patienceSeconds);
}

/** Nothing that was written before still waits to go to disk, and nobody uses the processors. */
export async function atRest(patienceSeconds: number): Promise<void> {
  if (patienceSeconds > 0) await runCommand('sync', []);
  await quiet(patienceSeconds);
}
