import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { note } from './outcome.ts';

const sampleMs = 500;
const busyPartMax = 0.1;

/**
 * Waits until nobody uses the processors: neither other programs nor what an import or a run before left to be
 * tidied up. Gives up after `patienceSeconds` with a warning; 0 does not wait and does not ask.
 */
export async function quiet(patienceSeconds: number): Promise<void> {
  const endMs = performance.now() + patienceSeconds * 1000;
  let busyPart = 0;
  while (performance.now() < endMs) {
    busyPart = await busyPartNow();
    if (busyPart <= busyPartMax) return;
  }
  if (patienceSeconds === 0) return;
  note(
    `Other processes use ${Math.round(busyPart * 100)} % of the processors: the next figure will be too low.`,
  );
}

async function busyPartNow(): Promise<number> {
  const before = processorTicks();
  await sleep(sampleMs);
  const after = processorTicks();
  return 1 - (after.idle - before.idle) / (after.all - before.all);
}

/** Ticks of all processors since the machine started: user, nice, system, idle, iowait, … (proc(5)). */
function processorTicks(): { readonly idle: number; readonly all: number } {
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n', 1);
  const ticks = line.split(/\s+/).slice(1).map(Number);
  const all = ticks.reduce((sum, each) => sum + each, 0);
  return { idle: (ticks[3] ?? 0) + (ticks[4] ?? 0), all };
}
