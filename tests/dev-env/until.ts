import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until this holds, and says what did not come when it takes too long. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  waitMs = 60_000,
): Promise<void> {
  const endMs = performance.now() + waitMs;
  while (!(await holds())) {
    if (performance.now() > endMs) throw new Error(`after ${waitMs} ms there is still no sign of ${what}`);
    await sleep(10);
  }
}
