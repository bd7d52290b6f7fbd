/**
 * Waits for the first piece of a stream, and gives all of it. What ends the stream early ends its source too, even when
 * nothing was taken yet: a generator around it would not have begun, and so would end nothing.
 */
export async function begun<Piece>(source: AsyncIterable<Piece>): Promise<AsyncIterable<Piece>> {
  const iterator = source[Symbol.asyncIterator]();
  let first: IteratorResult<Piece> | null = await iterator.next();
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => {
        if (first === null) return iterator.next();
        const given = first;
        first = null;
        return Promise.resolve(given);
      },
      return: async () => (await iterator.return?.()) ?? { done: true, value: undefined },
    }),
  };
}
