import type { WasmFunction } from './assembler.ts';
import { places } from './compress.ts';
import * as wasm from './instructions.ts';
import { type Bytes, get, number, set, when } from './instructions.ts';

/** A message of at most so many bytes is one block: behind it come a bit and its length. */
export const shortBytesMax = 55;

const [tab, lineFeed, carriageReturn, space, quote] = [9, 10, 13, 32, 34];
const blockBytes = 64;

const [at, block, delimiter] = [0, 1, 2];
const [isQuoted, length, byte] = [3, 4, 5];
const [ends, signs, dots, behind] = [6, 7, 8, 9];
const quarter = (index: number) => 10 + index;
const quarters = [0, 1, 2, 3];

/**
 * Takes the address of a cell of a list, that of a block, and the delimiter. Reads the cell as an e-mail address:
 * trims it, makes it small, checks it, and leaves it in the block as a padded message; an empty one too. It knows
 * less than the rule (`rule/email.ts`) and nothing else: a test holds them together. It looks at 64 bytes at once,
 * and asks with the places of letters as bits: 20 ns an address, where a loop over bytes in JavaScript takes 85.
 *
 * Gives the address of the delimiter or line end behind the cell; 0 where it is no address that is known at once.
 */
export function readAddress(): WasmFunction {
  const isEmpty = wasm.isZero(get(length));
  const body = [
    ...began(),
    ...quarters.flatMap(read),
    ...set(length, wasm.numberOf(wasm.firstBit(get(ends)))),
    ...when(wasm.isMore(get(length), number(shortBytesMax)), none),
    ...when(wasm.isZero(isEmpty), checked()),
    ...quarters.flatMap(written),
    ...padded(),
    ...ended(),
  ];
  return { name: 'readAddress', parameters: 3, numbers: 3, bits: 4, vectors: 4, gives: true, body };
}

const none = wasm.giveBack(number(0));

function began(): Bytes {
  return [
    ...set(isQuoted, wasm.isSame(wasm.loadByte(get(at)), number(quote))),
    ...set(at, wasm.plus(get(at), get(isQuoted))),
    ...withoutBlanks(),
  ];
}

/** A tab is a blank where it is no delimiter. */
function withoutBlanks(): Bytes {
  const isTab = wasm.both(wasm.isSame(get(byte), number(tab)), wasm.isOther(get(delimiter), number(tab)));
  return [
    ...set(at, wasm.minus(get(at), number(1))),
    ...wasm.loop(
      [...set(at, wasm.plus(get(at), number(1))), ...set(byte, wasm.loadByte(get(at)))],
      wasm.either(wasm.isSame(get(byte), number(space)), isTab),
    ),
  ];
}

const everywhere = (value: number): Bytes => wasm.vectorOf(new Array<number>(16).fill(value));
const codeOf = (letter: string): number => letter.charCodeAt(0);

/** Sixteen bytes: which of them end the address, are an @ or a full stop; and all of them small. */
function read(index: number): Bytes {
  const bytes = get(quarter(index));
  const shifted = (found: Bytes) => wasm.bitsUp(wasm.bitsOf(wasm.highBits(found)), wasm.bits(16 * index));
  const seen = (local: number, found: Bytes) => set(local, wasm.orBits(get(local), shifted(found)));
  const rows = wasm.lookedUp(wasm.loadVector(number(0), places.letters), wasm.and(bytes, everywhere(15)));
  const columns = wasm.lookedUp(
    wasm.vectorOf(Array.from({ length: 16 }, (_, high) => (high < 8 ? 1 << high : 0))),
    wasm.bytesRight(bytes, number(4)),
  );
  const isCapital = wasm.lowerBytes(wasm.minusBytes(bytes, everywhere(codeOf('A'))), everywhere(26));
  return [
    ...set(quarter(index), wasm.loadVector(get(at), 16 * index)),
    ...seen(ends, wasm.sameBytes(wasm.and(rows, columns), everywhere(0))),
    ...seen(signs, wasm.sameBytes(bytes, everywhere(codeOf('@')))),
    ...seen(dots, wasm.sameBytes(bytes, everywhere(codeOf('.')))),
    ...set(quarter(index), wasm.or(bytes, wasm.and(isCapital, everywhere(0x20)))),
  ];
}

/**
 * One @ with something in front of it; behind it a full stop, none of them at the begin, the end or beside another.
 * One in front of everything is dropped by the rule, and so not known here.
 */
function checked(): Bytes {
  const inside = wasm.minusBits(wasm.bitsUp(wasm.bits(1), get(ends)), wasm.bits(1));
  const behindSign = wasm.bitsUp(get(signs), wasm.bits(1));
  const last = wasm.bitsUp(wasm.bits(1), wasm.minusBits(wasm.bitsOf(get(length)), wasm.bits(1)));
  const wrongDots = wasm.orBits(
    wasm.orBits(wasm.bits(1), behindSign),
    wasm.orBits(last, wasm.andBits(get(behind), wasm.bitsUp(get(dots), wasm.bits(1)))),
  );
  return [
    ...set(ends, wasm.bitsOf(get(length))),
    ...set(signs, wasm.andBits(get(signs), inside)),
    ...set(dots, wasm.andBits(get(dots), inside)),
    ...when(wasm.areOther(wasm.countOfBits(get(signs)), wasm.bits(1)), none),
    ...set(behind, wasm.minusBits(wasm.bits(0), behindSign)),
    ...when(wasm.numberOf(wasm.andBits(get(signs), wasm.bits(1))), none),
    ...when(wasm.isZero(wasm.areNone(wasm.andBits(get(dots), wrongDots))), none),
    ...when(wasm.areNone(wasm.andBits(get(dots), get(behind))), none),
  ];
}

/** What is behind the address is zero in the block. */
function written(index: number): Bytes {
  const count = wasm.inEveryByte(wasm.minus(get(length), number(16 * index)));
  const isInside = wasm.lessBytes(wasm.vectorOf(Array.from({ length: 16 }, (_, place) => place)), count);
  return wasm.storeVector(get(block), 16 * index, wasm.and(get(quarter(index)), isInside));
}

/** FIPS 180-4, 5.1.1: a bit behind the message, and its length in bits at the end of the block. */
function padded(): Bytes {
  return [
    ...wasm.storeByte(wasm.plus(get(block), get(length)), 0, number(0x80)),
    ...wasm.storeByte(get(block), blockBytes - 2, wasm.right(get(length), number(5))),
    ...wasm.storeByte(get(block), blockBytes - 1, wasm.left(get(length), number(3))),
  ];
}

function ended(): Bytes {
  const isReturn = wasm.both(
    wasm.isSame(wasm.loadByte(get(at)), number(carriageReturn)),
    wasm.isSame(wasm.loadByte(get(at), 1), number(lineFeed)),
  );
  const last = wasm.loadByte(get(at));
  const isEnd = wasm.either(wasm.isSame(last, get(delimiter)), wasm.isSame(last, number(lineFeed)));
  return [
    ...set(at, wasm.plus(get(at), get(length))),
    ...withoutBlanks(),
    ...when(get(isQuoted), [
      ...when(wasm.isOther(get(byte), number(quote)), none),
      ...set(at, wasm.plus(get(at), number(1))),
    ]),
    ...set(at, wasm.plus(get(at), isReturn)),
    ...when(wasm.isZero(isEnd), none),
    ...get(at),
  ];
}

/**
 * Which letters may stand in an address, those of `rule/email.ts` within ASCII: sixteen bytes, by the lower half of the
 * code; bit h of each says so of the upper half h.
 */
export function letterTable(delimiter: string): Uint8Array {
  const table = new Uint8Array(16);
  for (let code = 0x21; code < 0x7f; code += 1) {
    if (`<>()[]\\,;:"${delimiter}`.includes(String.fromCharCode(code))) continue;
    table[code & 15] = (table[code & 15] ?? 0) | (1 << (code >> 4));
  }
  return table;
}
