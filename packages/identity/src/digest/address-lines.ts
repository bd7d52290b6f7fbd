import { type Profile, takenBy } from '../profile/profiles.ts';
import { email, emailWithoutSpaces, googleEmail } from '../rule/email.ts';
import { AddressCell } from './address-cell.ts';
import { type BlockHasher, blocksMax, openBlockHasher } from './block-hasher.ts';
import type { ByteSink } from './byte-sink.ts';

/** Where the addresses of a delimited list are. */
export interface AddressColumn {
  /** Place in a row, from 0. */
  readonly place: number;
  readonly delimiter: string;
  readonly profile: Profile;
}

/** Where reading stopped. Null: at the end of the bytes. */
export interface Stop {
  readonly at: number;
  /** Behind the line end of the one line that is for the general rules; all of the rest is, where quotes are odd. */
  readonly end: number;
}

const [lineFeed, carriageReturn, quote] = [10, 13, 34];

/**
 * The hashes of a column of e-mail addresses, for lists of millions of rows: bytes go in, lines of hashes come out,
 * and no row becomes a string. It does what `outcomeOf` does, but only to what it knows at once: an address of
 * ASCII, in quotes or not, with blanks around it or not, of at most 55 bytes. With anything else it stops; the
 * caller does that line by the general rules, and goes on behind it.
 */
export class AddressLines {
  #hashed = 0;
  #empty = 0;
  readonly #place: number;
  readonly #delimiter: number;
  readonly #cell: AddressCell;
  readonly #hasher: BlockHasher;

  private constructor({ place, delimiter }: AddressColumn, foldsGmail: boolean, hasher: BlockHasher) {
    this.#place = place;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#hasher = hasher;
    this.#cell = new AddressCell(this.#delimiter, foldsGmail, hasher.blocks);
  }

  /** Null where the runtime has no fast hash, or the profile has a rule that is not known here. */
  static open(column: AddressColumn): AddressLines | null {
    const taken = takenBy(column.profile, 'EMAIL');
    const isKnown = taken?.hashed === true && [email, emailWithoutSpaces, googleEmail].includes(taken.rule);
    const hasher = isKnown ? openBlockHasher() : null;
    return hasher === null ? null : new AddressLines(column, taken?.rule === googleEmail, hasher);
  }

  /** Reads lines in UTF-8 from a place on, which is the begin of one, and appends what becomes of them. */
  read(bytes: Uint8Array, from: number, sink: ByteSink): Stop | null {
    // The last line may have no line end; the general rules take it.
    const end = bytes.lastIndexOf(lineFeed) + 1;
    let block = 0;
    for (let begin = from; begin < end; ) {
      const next = this.#row(bytes, begin, block);
      if (next === -1) {
        this.#flush(block, sink);
        return this.#stop(bytes, begin);
      }
      begin = next;
      if (this.#cell.isEmpty) continue;
      block += 1;
      if (block < blocksMax) continue;
      this.#flush(block, sink);
      block = 0;
    }
    this.#flush(block, sink);
    return end < bytes.length ? { at: Math.max(from, end), end: bytes.length } : null;
  }

  /** Since the last time: rows with an address, and rows whose cell is empty, for which nothing was written. */
  counted(): { readonly hashed: number; readonly empty: number } {
    const counts = { hashed: this.#hashed, empty: this.#empty };
    this.#hashed = 0;
    this.#empty = 0;
    return counts;
  }

  #flush(blocks: number, sink: ByteSink): void {
    if (blocks === 0) return;
    sink.append(this.#hasher.hash(blocks));
    this.#hashed += blocks;
  }

  /** Behind the line end of a row whose address is in its block now; -1 where it is for the general rules. */
  #row(bytes: Uint8Array, begin: number, block: number): number {
    let at = begin;
    for (let place = 0; place < this.#place; place += 1) {
      at = this.#cellEnd(bytes, at) + 1;
      if (at === 0 || bytes[at - 1] === lineFeed) return -1;
    }
    at = this.#cell.read(bytes, at, block);
    if (at === -1) return -1;
    // A line with nothing on it is no row.
    const isRow = !this.#cell.isEmpty || this.#place > 0 || bytes[at] !== lineFeed;
    const end = this.#lineEnd(bytes, at);
    if (end !== -1 && isRow && this.#cell.isEmpty) this.#empty += 1;
    return end;
  }

  /** Behind the line end, from the end of a cell on; -1 where quotes do not stand around whole cells. */
  #lineEnd(bytes: Uint8Array, from: number): number {
    let at = from;
    while (bytes[at] !== lineFeed) {
      at = this.#cellEnd(bytes, at + 1);
      if (at === -1) return -1;
    }
    return at + 1;
  }

  /** The delimiter or line end behind a cell; -1 where quotes do not stand around it whole, or hold a line end. */
  #cellEnd(bytes: Uint8Array, from: number): number {
    let at = from;
    if (bytes[at] !== quote) {
      for (;;) {
        const byte = bytes[at];
        if (byte === this.#delimiter || byte === lineFeed) return at;
        if (byte === quote) return -1;
        at += 1;
      }
    }
    do at += 1;
    while (bytes[at] !== quote && bytes[at] !== lineFeed);
    if (bytes[at] === lineFeed) return -1;
    at += 1;
    if (bytes[at] === carriageReturn && bytes[at + 1] === lineFeed) at += 1;
    return bytes[at] === this.#delimiter || bytes[at] === lineFeed ? at : -1;
  }

  #stop(bytes: Uint8Array, at: number): Stop {
    const cell = this.#cellEnd(bytes, at);
    const end = cell === -1 ? -1 : this.#lineEnd(bytes, cell);
    return { at, end: end === -1 ? bytes.length : end };
  }
}
