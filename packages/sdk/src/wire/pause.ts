/** Waits, or throws the reason of the signal. Handed in, so that tests need no clock. */
export type Pause = (ms: number, signal?: AbortSignal) => Promise<void>;

export const pause: Pause = (ms, signal) =>
  new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(signal.reason);
      return;
    }
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });

const firstMs = 200;
const mostMs = 10_000;

/** How long to wait before trying again: longer each time, and never as long as others who failed at the same moment. */
export function backoffMs(attempt: number, random: number): number {
  const most = Math.min(mostMs, firstMs * 2 ** attempt);
  return most / 2 + (most / 2) * random;
}
