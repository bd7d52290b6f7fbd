import { runInNewContext } from 'node:vm';

/** What a connection brings lies in buffers outside of the heap; so much of it may lie there unused. */
const bytesPerCollection = 96 * 1024 * 1024;

let collect: (() => void) | null | undefined;
let bytesSince = 0;

/**
 * To be told of bytes that were received and will not be held. Now and then it frees their buffers: with the flags of
 * process-flags.ts the engine of JavaScript would let them pile up for gigabytes, and without them it would look for
 * them three times as often.
 */
export function weighReceived(byteCount: number): void {
  bytesSince += byteCount;
  if (bytesSince < bytesPerCollection) return;
  bytesSince = 0;
  collect ??= collector();
  collect?.();
}

/** Null in a process that was started without the flag, as unit tests are. */
function collector(): (() => void) | null {
  return runInNewContext('typeof gc === "function" ? gc : null') as (() => void) | null;
}
