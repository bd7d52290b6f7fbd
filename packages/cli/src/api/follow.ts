import { setTimeout as sleep } from 'node:timers/promises';
import { Refused, Unreachable } from '../failure.ts';

const pauseMsFirst = 50;
const pauseMsMax = 1000;
const missesMax = 20;

/**
 * Asks again and again, at growing pauses, until the answer says that it is the last. A server that restarts
 * meanwhile is waited for: what it has taken it also finishes.
 */
export async function follow<Report>(
  ask: () => Promise<Report>,
  isLast: (report: Report) => boolean,
  onReport: (report: Report) => void,
  pauseMsMost = pauseMsMax,
): Promise<Report> {
  let misses = 0;
  for (let pauseMs = pauseMsFirst; ; pauseMs = Math.min(pauseMsMost, pauseMs * 1.5)) {
    try {
      const report = await ask();
      misses = 0;
      onReport(report);
      if (isLast(report)) return report;
    } catch (error) {
      misses += 1;
      if (!mayPass(error) || misses > missesMax) throw error;
    }
    await sleep(pauseMs);
  }
}

function mayPass(error: unknown): boolean {
  return error instanceof Unreachable || (error instanceof Refused && error.status === 503);
}
