import { type LineChunk, lineChunks } from '../../../intake/index.ts';
import { Unquoter } from './unquoter.ts';

const lineFeed = 0x0a;
const quote = '"';

/** Past this an open line is handed on: it is too long to be a row anyway. */
const openBytesMax = 64 * 1024;

/** Whole rows of a delimited file. unquoted: cells are parted by 0x1f (see unquoter.ts). */
export interface CsvChunk extends LineChunk {
  readonly unquoted: boolean;
}

/**
 * Cuts a delimited file into chunks of whole rows. As long as it has no quotes its bytes go through untouched;
 * from the first quote on they are taken out.
 */
export async function* csvChunks(
  pieces: AsyncIterable<Buffer>,
  delimiter: string,
  bytesWanted: (totalBytes: number) => number,
): AsyncGenerator<CsvChunk> {
  const file = new CsvFile(pieces, delimiter);
  try {
    for await (const chunk of lineChunks(file.beforeQuotes(), bytesWanted))
      yield { ...chunk, unquoted: false };
    for await (const chunk of lineChunks(file.afterQuotes(), bytesWanted)) yield { ...chunk, unquoted: true };
  } finally {
    await file.close();
  }
}

class CsvFile {
  readonly #iterator: AsyncIterator<Buffer>;
  readonly #unquoter: Unquoter;
  /** The line that is not complete yet, and once quotes came the piece that has them. */
  #open: Buffer[] = [];

  constructor(pieces: AsyncIterable<Buffer>, delimiter: string) {
    this.#iterator = pieces[Symbol.asyncIterator]();
    this.#unquoter = new Unquoter(delimiter);
  }

  async *beforeQuotes(): AsyncGenerator<Buffer> {
    for (let next = await this.#next(); next !== null; next = await this.#next()) {
      if (next.includes(quote)) {
        this.#open.push(next);
        return;
      }
      const end = next.lastIndexOf(lineFeed) + 1;
      if (end > 0 || this.#openBytes() > openBytesMax) {
        yield* this.#takeOpen();
        if (end > 0) yield next.subarray(0, end);
      }
      if (end < next.length) this.#open.push(next.subarray(end));
    }
    yield* this.#takeOpen();
  }

  async *afterQuotes(): AsyncGenerator<Buffer> {
    yield this.#unquoter.push(Buffer.concat(this.#takeOpen()));
    for (let next = await this.#next(); next !== null; next = await this.#next())
      yield this.#unquoter.push(next);
    yield this.#unquoter.end();
  }

  async close(): Promise<void> {
    await this.#iterator.return?.();
  }

  async #next(): Promise<Buffer | null> {
    const next = await this.#iterator.next();
    return next.done === true ? null : next.value;
  }

  #openBytes(): number {
    return this.#open.reduce((sum, each) => sum + each.length, 0);
  }

  #takeOpen(): Buffer[] {
    const open = this.#open;
    this.#open = [];
    return open;
  }
}
