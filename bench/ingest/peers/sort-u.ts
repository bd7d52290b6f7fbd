import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { runCommand } from '../../kit/child.ts';
import { equalGround } from '../../kit/equal-ground.ts';
import { type PeerInput, type PeerRuns, secondsSince } from './peer.ts';

/**
 * The tool that every system has: only drops the repeated lines, and matches nothing. Plain: as it is typed, in
 * the locale that servers come with. Tuned: bytes instead of characters, all processors, half of the memory.
 */
export async function sortU(input: PeerInput, { tuned }: { readonly tuned: boolean }): Promise<PeerRuns> {
  const sortedPath = `${input.directory}/sorted.txt`;
  const flags = tuned ? [`--parallel=${availableParallelism()}`, '-S', '50%', '-T', input.directory] : [];
  const environment = { ...process.env, LC_ALL: tuned ? 'C' : 'C.UTF-8' };
  const seconds: number[] = [];
  for (let run = 0; run < input.runs; run += 1) {
    await equalGround(input.uploadPath, input.patienceSeconds);
    const startMs = performance.now();
    await runCommand('sort', ['-u', ...flags, '-o', sortedPath, input.uploadPath], environment);
    seconds.push(secondsSince(startMs));
  }
  rmSync(sortedPath);
  return { seconds, matched: null };
}
