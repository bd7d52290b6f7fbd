import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { runCommand } from '../../kit/child.ts';
import { equalGround } from '../../kit/equal-ground.ts';
import { type PeerInput, type PeerRuns, secondsSince } from './peer.ts';

/** The tool that every system has: only drops the repeated lines, and matches nothing. */
export async function sortU(input: PeerInput): Promise<PeerRuns> {
  const sortedPath = `${input.directory}/sorted.txt`;
  const parallel = `--parallel=${availableParallelism()}`;
  const args = ['-u', parallel, '-S', '50%', '-T', input.directory, '-o', sortedPath, input.uploadPath];
  const seconds: number[] = [];
  for (let run = 0; run < input.runs; run += 1) {
    await equalGround(input.uploadPath, input.patienceSeconds);
    const startMs = performance.now();
    await runCommand('sort', args, { ...process.env, LC_ALL: 'C' });
    seconds.push(secondsSince(startMs));
  }
  rmSync(sortedPath);
  return { seconds, matched: null };
}
