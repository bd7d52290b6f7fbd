import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { note } from './outcome.ts';

const sampleMs = 1000;
const busyPartMax = 0.1;

/** Says so when others use the processors: figures taken then tell more about them. */
export async function warnIfBusy(): Promise<void> {
  const before = processorTicks();
  await sleep(sampleMs);
  const after = processorTicks();
  const busy = 1 - (after.idle - before.idle) / (after.all - before.all);
  if (busy > busyPartMax) {
    note(`Other processes use ${Math.round(busy * 100)} % of the processors: the figures will be too low.`);
  }
}

/** Ticks of all processors since the machine started: user, nice, system, idle, iowait, … (proc(5)). */
function processorTicks(): { readonly idle: number; readonly all: number } {
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n', 1);
  const ticks = line.split(/\s+/).slice(1).map(Number);
  const all = ticks.reduce((sum, each) => sum + each, 0);
  return { idle: (ticks[3] ?? 0) + (ticks[4] ?? 0), all };
}
