import { runInNewContext } from 'node:vm';

/** What a connection brings lies in buffers outside of the heap; so much of it may lie there unused. */
const bytesPerCollection = 96 * 1024 * 1024;

let collect: (() => void) | null | undefined;
let bytesSince = 0;

/**
 * Gives back the memory of bytes that were received, in order, and are where they belong now. The engine of JavaScript
 * would only do so when it collects the heap. Memory all of whose bytes are among these is nobody else's. What has a part
 * elsewhere, as the first line of the next chunk, or a neighbour in the pool of small buffers, is left to that.
 */
export function freeReceived(pieces: readonly Buffer[]): void {
  let leftBytes = 0;
  for (const { memory, byteCount } of memoriesOf(pieces)) {
    if (byteCount === memory.byteLength && memory instanceof ArrayBuffer) memory.transfer(0);
    else leftBytes += byteCount;
  }
  weighReceived(leftBytes);
}

/** What the pieces are views of, and how much of it they show together. */
function memoriesOf(
  pieces: readonly Buffer[],
): { readonly memory: ArrayBufferLike; readonly byteCount: number }[] {
  const memories: { memory: ArrayBufferLike; byteCount: number }[] = [];
  for (const { buffer: memory, length } of pieces) {
    const last = memories.at(-1);
    if (last?.memory === memory) last.byteCount += length;
    else memories.push({ memory, byteCount: length });
  }
  return memories;
}

/**
 * To be told of bytes that were received, will not be held, and cannot be given back one by one. Now and then it frees
 * their buffers: with the flags of process-flags.ts the engine of JavaScript would let them pile up for gigabytes, and
 * without them it would look for them three times as often.
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
