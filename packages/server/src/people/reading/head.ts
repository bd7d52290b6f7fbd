import { peek } from '../../intake/index.ts';
import { headBytes } from './format.ts';

/** The first bytes of a file, and the whole file again. */
export interface Head {
  readonly head: Buffer;
  /** The head is all there is. */
  readonly isWhole: boolean;
  readonly all: AsyncIterable<Buffer>;
}

export async function readHead(source: AsyncIterable<Buffer>): Promise<Head> {
  const { head, all } = await peek(source, headBytes);
  return { head, isWhole: head.length < headBytes, all };
}

/** The file without its first bytes. */
export async function* skip(source: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer> {
  let left = bytes;
  for await (const piece of source) {
    if (left < piece.length) yield left === 0 ? piece : piece.subarray(left);
    left = Math.max(0, left - piece.length);
  }
}
