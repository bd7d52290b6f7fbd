import { blockBytes, shortBytesMax } from './block-hasher.ts';

const [tab, lineFeed, carriageReturn, space, quote, plusSign, fullStop, atSign] = [
  9, 10, 13, 32, 34, 43, 46, 64,
];

/** What a byte is in an address: what is above is the letter itself, made small. */
const [other, at, stop, blank] = [0, 1, 2, 3];

/**
 * Reads one cell of a list as an e-mail address, byte by byte: trims it, makes it small, checks it, and leaves it in a
 * block as a padded message. It knows less than the rule (`rule/email.ts`) and nothing else: a test holds them together.
 */
export class AddressCell {
  /** Whether nothing stood in the cell that was read last. */
  isEmpty = false;
  readonly #classes: Uint8Array;
  readonly #delimiter: number;
  readonly #foldsGmail: boolean;
  readonly #blocks: Uint8Array;
  readonly #eights: Float64Array;

  constructor(delimiter: number, foldsGmail: boolean, blocks: Uint8Array<ArrayBuffer>) {
    this.#classes = classesOf(delimiter);
    this.#delimiter = delimiter;
    this.#foldsGmail = foldsGmail;
    this.#blocks = blocks;
    this.#eights = new Float64Array(blocks.buffer, blocks.byteOffset, blocks.length / 8);
  }

  /** The place of the delimiter or line end behind the cell; -1 where it is no address that is known at once. */
  read(bytes: Uint8Array, from: number, block: number): number {
    const classes = this.#classes;
    const blocks = this.#blocks;
    const base = block * blockBytes;
    const isQuoted = bytes[from] === quote;
    let next = isQuoted ? from + 1 : from;
    while (classes[bytes[next] ?? 0] === blank) next += 1;
    this.#clear(block);
    let length = 0;
    let sign = -1;
    let dot = -1;
    for (;;) {
      const letter = classes[bytes[next] ?? 0] ?? other;
      if (letter > blank) blocks[base + length] = letter;
      else if (letter === at) {
        if (sign >= 0 || length === 0) return -1;
        sign = length;
        dot = length;
        blocks[base + length] = atSign;
      } else if (letter === stop) {
        // One in front is dropped, and two in a row have no name between them: neither is usual.
        if (length === 0 || (sign >= 0 && dot === length - 1)) return -1;
        if (sign >= 0) dot = length;
        blocks[base + length] = fullStop;
      } else break;
      if (length === shortBytesMax) return -1;
      length += 1;
      next += 1;
    }
    this.isEmpty = length === 0;
    if (length > 0) {
      if (sign < 0 || dot === sign || dot === length - 1) return -1;
      length = this.#foldsGmail ? this.#folded(base, length, sign) : length;
      if (length === 0) return -1;
      this.#pad(base, length);
    }
    return this.#behind(bytes, next, isQuoted);
  }

  /** Eight stores: `fill` takes as long as reading the cell. */
  #clear(block: number): void {
    const eights = this.#eights;
    const from = block * 8;
    eights[from] = 0;
    eights[from + 1] = 0;
    eights[from + 2] = 0;
    eights[from + 3] = 0;
    eights[from + 4] = 0;
    eights[from + 5] = 0;
    eights[from + 6] = 0;
    eights[from + 7] = 0;
  }

  /** The delimiter or line end that a cell with nothing but blanks left ends with, or -1. */
  #behind(bytes: Uint8Array, from: number, isQuoted: boolean): number {
    let next = from;
    while (this.#classes[bytes[next] ?? 0] === blank) next += 1;
    if (isQuoted) {
      if (bytes[next] !== quote) return -1;
      next += 1;
    }
    if (bytes[next] === carriageReturn && bytes[next + 1] === lineFeed) next += 1;
    const last = bytes[next];
    return last === this.#delimiter || last === lineFeed ? next : -1;
  }

  /** FIPS 180-4, 5.1.1: a bit behind the message, and its length in bits at the end of the block. */
  #pad(base: number, length: number): void {
    this.#blocks[base + length] = 0x80;
    this.#blocks[base + blockBytes - 2] = length >> 5;
    this.#blocks[base + blockBytes - 1] = (length << 3) & 0xff;
  }

  /** As `googleEmail` has it; the length afterwards, 0 where nothing is left in front of the @. */
  #folded(base: number, length: number, sign: number): number {
    const blocks = this.#blocks;
    if (!isGmail(blocks.subarray(base + sign + 1, base + length))) return length;
    let into = base;
    for (let from = base; from < base + sign; from += 1) {
      const letter = blocks[from] ?? 0;
      if (letter === plusSign) break;
      if (letter !== fullStop) {
        blocks[into] = letter;
        into += 1;
      }
    }
    if (into === base) return 0;
    blocks.copyWithin(into, base + sign, base + length);
    const end = into + length - sign;
    blocks.fill(0, end, base + length);
    return end - base;
  }
}

const gmail = ['gmail.com', 'googlemail.com'].map((name) => new TextEncoder().encode(name));

function isGmail(domain: Uint8Array): boolean {
  return gmail.some(
    (name) => name.length === domain.length && name.every((letter, place) => letter === domain[place]),
  );
}

/** Letters that may stand in an address are those of `rule/email.ts`, of ASCII. */
function classesOf(delimiter: number): Uint8Array {
  const classes = new Uint8Array(256);
  for (let code = 0x21; code < 0x7f; code += 1) {
    const letter = String.fromCharCode(code);
    if (!'<>()[]\\,;:"'.includes(letter)) classes[code] = letter.toLowerCase().charCodeAt(0);
  }
  classes[atSign] = at;
  classes[fullStop] = stop;
  classes[space] = blank;
  classes[tab] = blank;
  classes[delimiter] = other;
  return classes;
}
