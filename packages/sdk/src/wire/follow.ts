import { Refused, Unreachable } from './failure.ts';
import { type Pause, pause } from './pause.ts';

const pauseMsFirst = 50;
const pauseMsMax = 1000;
const missesMax = 20;

export interface FollowOptions<Report> {
  readonly onReport?: ((report: Report) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** The longest pause between two questions. */
  readonly pauseMsMost?: number | undefined;
  readonly pause?: Pause | undefined;
}

/**
 * Asks again and again, at growing pauses, until the answer says that it is the last. A server that restarts meanwhile
 * is waited for: what it has taken it also finishes.
 */
export async function follow<Report>(
  ask: () => Promise<Report>,
  isLast: (report: Report) => boolean,
  options: FollowOptions<Report> = {},
): Promise<Report> {
  const pauseMsMost = options.pauseMsMost ?? pauseMsMax;
  let misses = 0;
  for (let pauseMs = pauseMsFirst; ; pauseMs = Math.min(pauseMsMost, pauseMs * 1.5)) {
    try {
      const report = await ask();
      misses = 0;
      options.onReport?.(report);
      if (isLast(report)) return report;
    } catch (error) {
      misses += 1;
      if (!mayPass(error) || misses > missesMax) throw error;
    }
    await (options.pause ?? pause)(pauseMs, options.signal);
  }
}

function mayPass(error: unknown): boolean {
  return error instanceof Unreachable || (error instanceof Refused && error.status === 503);
}
