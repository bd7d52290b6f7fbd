import { setTimeout as sleep } from 'node:timers/promises';

const pauseMsMin = 20;
const partOfTime = 0.01;

/**
 * A pause before it is asked again whether something is done that began at `startMs` (of performance.now). Answering takes
 * processors from what is measured, so the longer it lasts, the rarer it is asked: what is measured is off by 1 % at most.
 */
export async function pauseSince(startMs: number): Promise<void> {
  await sleep(Math.max(pauseMsMin, partOfTime * (performance.now() - startMs)));
}
