/** Hands chunks on, a few at a time; the first failure stops the rest, and nothing runs on behind the caller's back. */
export async function feed<Chunk>(
  chunks: AsyncIterable<Chunk>,
  inFlightMax: number,
  load: (chunk: Chunk, index: number) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>();
  try {
    let index = 0;
    for await (const chunk of chunks) {
      const one: Promise<void> = load(chunk, index).finally(() => running.delete(one));
      one.catch(() => undefined);
      running.add(one);
      index += 1;
      if (running.size >= inFlightMax) await Promise.race(running);
    }
    await Promise.all(running);
  } finally {
    await Promise.allSettled(running);
  }
}
