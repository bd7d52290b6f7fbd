import { isAscii, isUtf8 } from 'node:buffer';
import { type Encoding, encodingOf, endOfRecordBytes } from '@kindred/identity';
import { WorkFailed } from '../../failure.ts';
import type { Stock } from '../stock.ts';
import { type ListSource, textOfList, wrongEncoding } from './source.ts';

/** Handed on in pieces of about this size: 40 000 addresses, 10 ms of work for a thread. */
const pieceBytesMin = 1024 * 1024;
const pieceBytes = pieceBytesMin + 256 * 1024;

/** Nobody has a line like this, and it must be held as a whole. */
const recordBytesMax = 64 * 1024 * 1024;

const mark = Buffer.from('\ufeff');
/** What stands where letters were lost, when somebody has read and written the file in a wrong encoding before. */
const lostLetter = Buffer.from('\ufffd');

/**
 * A list in pieces of UTF-8 that end with whole records, each in memory of the stock. What is UTF-8 already is only
 * cut. Throws WorkFailed where the list is not in its encoding.
 */
export async function* wholeRecords(
  source: ListSource,
  encoding: Encoding | null,
  stock: Stock,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  if ((encoding ?? encodingOf(source.head)) !== 'utf-8') {
    for await (const text of textOfList(source, encoding)) yield new TextEncoder().encode(text);
    return;
  }
  const ends = source.format === 'ndjson' ? lastLineEnd : endOfRecordBytes;
  const gathered = new Gathered(stock);
  let enough = pieceBytesMin;
  let unmarked = withoutMark;
  for await (const piece of source.pieces) {
    gathered.append(unmarked(piece));
    unmarked = asItIs;
    if (gathered.length < enough) continue;
    const records = gathered.taken(ends(gathered.bytes));
    if (records.length > 0) yield sound(records);
    // Behind a long rest a longer piece, so that a long line is not looked through again and again.
    enough = Math.max(pieceBytesMin, 2 * gathered.length);
    if (gathered.length > recordBytesMax) throw new WorkFailed('A line of the file is longer than 64 MiB.');
  }
  const last = gathered.taken(gathered.length);
  if (last.length > 0) yield sound(last);
}

/** Bytes that are still without their end. */
class Gathered {
  length = 0;
  readonly #stock: Stock;
  #memory: Uint8Array<ArrayBuffer>;

  constructor(stock: Stock) {
    this.#stock = stock;
    this.#memory = stock.take(pieceBytes);
  }

  get bytes(): Uint8Array {
    return this.#memory.subarray(0, this.length);
  }

  append(piece: Uint8Array): void {
    const needed = this.length + piece.length;
    if (needed > this.#memory.length) this.#moveTo(this.#stock.take(2 * needed), 0);
    this.#memory.set(piece, this.length);
    this.length = needed;
  }

  /** The first bytes, for whoever asks; the others stay. */
  taken(end: number): Uint8Array<ArrayBuffer> {
    const taken = this.#memory.subarray(0, end);
    if (end > 0) this.#moveTo(this.#stock.take(Math.max(pieceBytes, this.length - end)), end);
    return taken;
  }

  #moveTo(memory: Uint8Array<ArrayBuffer>, from: number): void {
    memory.set(this.#memory.subarray(from, this.length));
    if (from === 0) this.#stock.give(this.#memory);
    this.#memory = memory;
    this.length -= from;
  }
}

function lastLineEnd(bytes: Uint8Array): number {
  return bytes.lastIndexOf(10) + 1;
}

function withoutMark(bytes: Uint8Array): Uint8Array {
  return mark.equals(bytes.subarray(0, mark.length)) ? bytes.subarray(mark.length) : bytes;
}

function asItIs(bytes: Uint8Array): Uint8Array {
  return bytes;
}

/** Letters that could not be read would be hashed as something else. */
function sound(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (isAscii(bytes)) return bytes;
  const isLost =
    !isUtf8(bytes) || Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(lostLetter);
  if (isLost) throw wrongEncoding();
  return bytes;
}
