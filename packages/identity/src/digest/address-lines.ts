import { type Profile, takenBy } from '../profile/profiles.ts';
import { email, emailWithoutSpaces, googleEmail } from '../rule/email.ts';
import { type BlockHasher, blockBytes, blocksMax, openBlockHasher } from './block-hasher.ts';
import type { ByteSink } from './byte-sink.ts';
import { foldGmail } from './gmail.ts';

/** Where the addresses of a delimited list are. */
export interface AddressColumn {
  /** Place in a row, from 0. */
  readonly place: number;
  readonly delimiter: string;
  readonly profile: Profile;
}

const [lineFeed, carriageReturn, quote, firstOfPadding] = [10, 13, 34, 0x80];

/** Where a row is not for here. */
const unknown = -1;

/**
 * The hashes of a column of e-mail addresses, for lists of millions of rows: bytes go in, lines of hashes come out,
 * and no row becomes a string. It does what `outcomeOf` does, but only to what it knows at once: an address of
 * ASCII, in quotes or not, with blanks around it or not, of at most 55 bytes. All other rows are for the caller.
 */
export class AddressLines {
  #hashed = 0;
  #empty = 0;
  readonly #column: AddressColumn;
  readonly #delimiter: number;
  readonly #foldsGmail: boolean;
  readonly #hasher: BlockHasher;
  readonly #window: Uint8Array;

  private constructor(column: AddressColumn, foldsGmail: boolean, hasher: BlockHasher) {
    this.#column = column;
    this.#delimiter = column.delimiter.charCodeAt(0);
    this.#foldsGmail = foldsGmail;
    this.#hasher = hasher;
    this.#window = hasher.window;
  }

  /** Null where the runtime has no fast hash, or the profile has a rule that is not known here. */
  static open(column: AddressColumn): AddressLines | null {
    const taken = takenBy(column.profile, 'EMAIL');
    const isKnown = taken?.hashed === true && [email, emailWithoutSpaces, googleEmail].includes(taken.rule);
    const hasher = isKnown ? openBlockHasher(column.delimiter) : null;
    return hasher === null ? null : new AddressLines(column, taken?.rule === googleEmail, hasher);
  }

  /** Since the last time: rows with an address, and rows whose cell is empty, for which nothing was written. */
  counted(): { readonly hashed: number; readonly empty: number } {
    const counts = { hashed: this.#hashed, empty: this.#empty };
    this.#hashed = 0;
    this.#empty = 0;
    return counts;
  }

  /**
   * Appends the hashes of whole records in UTF-8, in their order. `others` is handed what is for the general rules when
   * its turn has come: a line, or, where quotes do not stand around whole cells, all that is left.
   */
  hash(records: Uint8Array, sink: ByteSink, others: (records: Uint8Array) => void): void {
    for (let from = 0; from < records.length; ) {
      const window = records.subarray(from, from + this.#window.length);
      this.#window.set(window);
      const end = window.lastIndexOf(lineFeed) + 1;
      const read = this.#rows(end, sink, (begin, next) => others(window.subarray(begin, next)));
      from += read;
      if (read > 0 && read === end) continue;
      // A last line without its end, one that no window holds, or odd quotes.
      others(records.subarray(from));
      return;
    }
  }

  /** How much of the window was read: less than all where quotes are odd. */
  #rows(end: number, sink: ByteSink, other: (begin: number, next: number) => void): number {
    let block = 0;
    for (let begin = 0; begin < end; ) {
      let next = this.#row(begin, block);
      if (next === unknown) {
        this.#flush(block, sink);
        block = 0;
        next = this.#lineEnd(begin);
        if (next === unknown) return begin;
        other(begin, next);
      } else if (this.#hasher.blocks[block * blockBytes] !== firstOfPadding) {
        block += 1;
      }
      if (block === blocksMax) {
        this.#flush(block, sink);
        block = 0;
      }
      begin = next;
    }
    this.#flush(block, sink);
    return end;
  }

  #flush(blocks: number, sink: ByteSink): void {
    if (blocks === 0) return;
    sink.append(this.#hasher.hash(blocks));
    this.#hashed += blocks;
  }

  /** Behind the line end of a row whose address, or nothing, is in its block now. */
  #row(begin: number, block: number): number {
    const window = this.#window;
    let at = begin;
    for (let place = 0; place < this.#column.place; place += 1) {
      at = this.#cellEnd(at);
      if (at === unknown || window[at] === lineFeed) return unknown;
      at += 1;
    }
    at = this.#hasher.readAddress(at, block);
    if (at < 0) return unknown;
    const isEmpty = this.#hasher.blocks[block * blockBytes] === firstOfPadding;
    // A line with nothing on it is no row.
    const isRow = !isEmpty || this.#column.place > 0 || window[at] !== lineFeed;
    const next = window[at] === lineFeed ? at + 1 : this.#lineEnd(at + 1);
    if (next === unknown) return unknown;
    if (isEmpty) this.#empty += isRow ? 1 : 0;
    else if (this.#foldsGmail && !foldGmail(this.#hasher.blocks, block * blockBytes)) return unknown;
    return next;
  }

  /** Behind the line end, from the begin of a cell on. */
  #lineEnd(from: number): number {
    for (let at = from; ; at += 1) {
      at = this.#cellEnd(at);
      if (at === unknown) return unknown;
      if (this.#window[at] === lineFeed) return at + 1;
    }
  }

  /** The delimiter or line end behind a cell; unknown where quotes do not stand around it whole, or hold a line end. */
  #cellEnd(from: number): number {
    const window = this.#window;
    let at = from;
    if (window[at] !== quote) {
      for (; ; at += 1) {
        const byte = window[at];
        if (byte === this.#delimiter || byte === lineFeed) return at;
        if (byte === quote) return unknown;
      }
    }
    do at += 1;
    while (window[at] !== quote && window[at] !== lineFeed);
    if (window[at] === lineFeed) return unknown;
    at += 1;
    if (window[at] === carriageReturn && window[at + 1] === lineFeed) at += 1;
    return window[at] === this.#delimiter || window[at] === lineFeed ? at : unknown;
  }
}
