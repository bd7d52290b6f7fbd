const lineFeed = 0x0a;

/** A line longer than this is cut, so that a file without line ends cannot fill the memory. */
const lineBytesKept = 64 * 1024;

/** Whole lines that are loaded together. */
export interface LineChunk {
  readonly bytes: readonly Buffer[];
  readonly byteCount: number;
}

const mebibyte = 1024 * 1024;

/**
 * How large a chunk should be after so many bytes of the file. Chosen on 2 cores with files of 5 M hashes:
 * loading a chunk costs about 12 ms beside its rows, so 16 MiB (250 000 hashes, 60 ms) wastes little and lets
 * receiving and loading overlap early; large files grow to 64 MiB, so that the parts in the engine stay few.
 * All uploads together share the budget.
 */
export function chunkBytes(totalBytes: number, uploadsInFlight: number): number {
  const wanted = Math.min(64 * mebibyte, Math.max(16 * mebibyte, totalBytes / 8));
  const budget = (192 * mebibyte) / Math.max(1, uploadsInFlight);
  return Math.max(2 * mebibyte, Math.min(wanted, budget));
}

/**
 * Cuts a stream of bytes into chunks of whole lines, without looking at each line: only the first and last
 * line end of every piece are searched for, which native code does at memory speed.
 */
export async function* lineChunks(
  pieces: AsyncIterable<Buffer>,
  bytesWanted: (totalBytes: number) => number,
): AsyncGenerator<LineChunk> {
  const cutter = new LineCutter();
  let total = 0;
  for await (const piece of pieces) {
    cutter.push(piece);
    if (cutter.byteCount >= bytesWanted(total)) {
      const chunk = cutter.takeWholeLines();
      if (chunk !== null) {
        total += chunk.byteCount;
        yield chunk;
      }
    }
  }
  const rest = cutter.takeRest();
  if (rest !== null) yield rest;
}

class LineCutter {
  #bytes: Buffer[] = [];
  #afterLastEnd: Buffer[] = [];
  #openLineBytes = 0;
  byteCount = 0;

  push(piece: Buffer): void {
    const firstEnd = piece.indexOf(lineFeed);
    if (firstEnd === -1) {
      this.#extendOpenLine(piece);
      return;
    }
    this.#extendOpenLine(piece.subarray(0, firstEnd));
    const lastEnd = piece.lastIndexOf(lineFeed);
    this.#keepOpenLine();
    this.#keep(piece.subarray(firstEnd, lastEnd + 1));
    this.#openLineBytes = 0;
    this.#extendOpenLine(piece.subarray(lastEnd + 1));
  }

  takeWholeLines(): LineChunk | null {
    const bytes = this.#bytes;
    if (bytes.length === 0) return null;
    const open = this.#afterLastEnd;
    const openBytes = open.reduce((sum, each) => sum + each.length, 0);
    const chunk = { bytes, byteCount: this.byteCount - openBytes };
    this.#bytes = [];
    this.byteCount = openBytes;
    return chunk;
  }

  takeRest(): LineChunk | null {
    this.#keepOpenLine();
    return this.takeWholeLines();
  }

  #extendOpenLine(bytes: Buffer): void {
    const room = lineBytesKept - this.#openLineBytes;
    this.#openLineBytes += bytes.length;
    if (bytes.length === 0 || room <= 0) return;
    const kept = bytes.subarray(0, room);
    this.#afterLastEnd.push(kept);
    this.byteCount += kept.length;
  }

  #keepOpenLine(): void {
    for (const bytes of this.#afterLastEnd) this.#append(bytes);
    this.#afterLastEnd = [];
  }

  #keep(bytes: Buffer): void {
    this.#append(bytes);
    this.byteCount += bytes.length;
  }

  /** What was cut and is not parted by anything is one piece again: a third as many to write. */
  #append(bytes: Buffer): void {
    const last = this.#bytes.at(-1);
    if (
      last === undefined ||
      last.buffer !== bytes.buffer ||
      last.byteOffset + last.length !== bytes.byteOffset
    ) {
      this.#bytes.push(bytes);
      return;
    }
    this.#bytes[this.#bytes.length - 1] = Buffer.from(
      last.buffer,
      last.byteOffset,
      last.length + bytes.length,
    );
  }
}
