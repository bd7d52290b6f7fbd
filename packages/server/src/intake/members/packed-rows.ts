/**
 * Rows as the engine reads them (RowBinary): chunk UInt32, line UInt32, value Float64 (NaN: none), and the keys, from the
 * strongest on, as Array(Tuple(UInt8, String)): the code of the kind, and the bytes of what is hashed for it, one SHA-256
 * or several in a row. A row with one key of one SHA-256 is 51 bytes. The chunk is known when a batch is registered, and
 * 0 until then.
 */
export class PackedRows {
  #bytes: Buffer;
  /** Where the row begins that is being written, and how far it has come. */
  #start = 0;
  #at = 0;
  #keyCount = 0;

  constructor(rowsMax: number) {
    this.#bytes = Buffer.allocUnsafe(Math.max(1, rowsMax) * singleKeyRowBytes);
  }

  /** How many keys the row has that is being written. */
  get keyCount(): number {
    return this.#keyCount;
  }

  /** Begins a row. What was written of one that was not ended is forgotten. */
  begin(): void {
    this.#keyCount = 0;
    this.#at = this.#start + headBytes;
  }

  /** Adds a key that is the 64 hexadecimal digits of a SHA-256, in any case. False: it is not, and was not added. */
  addDigest(kind: number, text: string): boolean {
    if (text.length !== digestDigits) return false;
    this.#makeRoom(keyHeadBytesMax + digestBytes);
    const digestAt = this.#at + 2;
    // The digits of a character beyond ASCII are those of its lower byte, here.
    if (this.#bytes.write(text, digestAt, 'hex') !== digestBytes || !isAscii(text)) return false;
    this.#bytes[this.#at] = kind;
    this.#bytes[this.#at + 1] = digestBytes;
    this.#at = digestAt + digestBytes;
    this.#keyCount += 1;
    return true;
  }

  /** Adds a key of one or several SHA-256 in hexadecimal digits. */
  addKey(kind: number, digits: string): void {
    const size = digits.length / 2;
    this.#makeRoom(keyHeadBytesMax + size);
    this.#bytes[this.#at] = kind;
    this.#at = writeVarint(this.#bytes, this.#at + 1, size);
    this.#bytes.write(digits, this.#at, 'hex');
    this.#at += size;
    this.#keyCount += 1;
  }

  end(line: number, value: number): void {
    this.#makeRoom(0);
    this.#bytes.writeUInt32LE(0, this.#start);
    this.#bytes.writeUInt32LE(line, this.#start + 4);
    this.#bytes.writeDoubleLE(value, this.#start + 8);
    this.#bytes[this.#start + headBytes - 1] = this.#keyCount;
    this.#start = this.#at;
  }

  /** All rows that were ended. */
  bytes(): Buffer {
    return this.#bytes.subarray(0, this.#start);
  }

  #makeRoom(bytes: number): void {
    if (this.#at + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe((this.#at + bytes) * 2);
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }
}

const digestBytes = 32;
const digestDigits = 64;
/** The number of keys takes one byte, because a row has fewer than 128. */
const headBytes = 17;
/** The kind, and a length below 2^14. */
const keyHeadBytesMax = 3;
const singleKeyRowBytes = headBytes + 2 + digestBytes;

function isAscii(text: string): boolean {
  let all = 0;
  for (let index = 0; index < digestDigits; index += 1) all |= text.charCodeAt(index);
  return all < 128;
}

/** Seven bits a byte, the lowest first. Gives where the next byte goes. */
function writeVarint(bytes: Buffer, at: number, number: number): number {
  if (number < 128) return bytes.writeUInt8(number, at);
  bytes.writeUInt8((number & 127) | 128, at);
  return bytes.writeUInt8(number >> 7, at + 1);
}

/** Says which chunk these rows are. */
export function setChunk(rows: Buffer, chunk: number): void {
  for (let at = 0; at < rows.length; at = endOfRow(rows, at)) rows.writeUInt32LE(chunk, at);
}

function endOfRow(rows: Buffer, start: number): number {
  let at = start + headBytes;
  for (let keys = rows.readUInt8(at - 1); keys > 0; keys -= 1) {
    const low = rows.readUInt8(at + 1);
    at += low < 128 ? 2 + low : 3 + (low & 127) + (rows.readUInt8(at + 2) << 7);
  }
  return at;
}
