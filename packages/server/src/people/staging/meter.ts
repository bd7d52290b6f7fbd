import { ImportRefused } from '../refused.ts';

const reportEveryMs = 500;

/** Counts bytes on their way, says how far they are twice a second, and stops a file that is too large. */
export class Meter {
  readonly #bytesMax: number;
  readonly #report: (bytes: number) => Promise<void>;
  #reportedAt = 0;
  bytes = 0;
  /** The body ended with an error of its own. */
  isBroken = false;

  constructor(bytesMax: number, report: (bytes: number) => Promise<void>) {
    this.#bytesMax = bytesMax;
    this.#report = report;
  }

  async *measure(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of this.#watched(source)) {
      this.bytes += piece.length;
      if (this.bytes > this.#bytesMax) {
        throw new ImportRefused('file_too_large', 'The file is too large.', { bytes_max: this.#bytesMax });
      }
      if (Date.now() - this.#reportedAt >= reportEveryMs) {
        this.#reportedAt = Date.now();
        await this.#report(this.bytes);
      }
      yield piece;
    }
  }

  /** The body belongs to whoever sent it here: it is not closed when reading stops early, so that an answer can be sent. */
  async *#watched(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const iterator = source[Symbol.asyncIterator]();
    try {
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next())
        yield next.value;
    } catch (error) {
      this.isBroken = true;
      throw error;
    }
  }
}
