/** The bytes of WebAssembly instructions that leave one value, or none. */
export type Bytes = readonly number[];

/** A whole number as WebAssembly writes it: seven bits a byte, the lowest first. */
export function unsigned(value: number): Bytes {
  return value < 128 ? [value] : [(value % 128) + 128, ...unsigned(Math.floor(value / 128))];
}

function signed(value: number): Bytes {
  const low = value & 127;
  const rest = value >> 7;
  const isLast = (rest === 0 && (low & 64) === 0) || (rest === -1 && (low & 64) !== 0);
  return isLast ? [low] : [low + 128, ...signed(rest)];
}

const taking =
  (...code: Bytes) =>
  (...operands: readonly Bytes[]): Bytes => [...operands.flat(), ...code];
const vector = (code: number) => taking(0xfd, ...unsigned(code));

export const get = (local: number): Bytes => [0x20, ...unsigned(local)];
export const set = (local: number, value: Bytes): Bytes => [...value, 0x21, ...unsigned(local)];
export const tee = (local: number, value: Bytes): Bytes => [...value, 0x22, ...unsigned(local)];
export const number = (value: number): Bytes => [0x41, ...signed(value)];
export const call = (called: number, ...operands: readonly Bytes[]): Bytes => [
  ...operands.flat(),
  0x10,
  ...unsigned(called),
];

/** Numbers of 32 bits; conditions are numbers. */
export const isLess = taking(0x49);
export const isMore = taking(0x4b);
export const isSame = taking(0x46);
export const isOther = taking(0x47);
export const isZero = taking(0x45);
export const plus = taking(0x6a);
export const minus = taking(0x6b);
export const both = taking(0x71);
export const either = taking(0x72);
export const left = taking(0x74);
export const right = taking(0x76);

/** Rows of 64 bits, the first the lowest. */
export const bits = (value: number): Bytes => [0x42, ...signed(value)];
export const bitsOf = taking(0xad);
export const firstBit = taking(0x7a);
export const countOfBits = taking(0x7b);
export const minusBits = taking(0x7d);
export const andBits = taking(0x83);
export const orBits = taking(0x84);
export const bitsUp = taking(0x86);
export const areNone = taking(0x50);
export const areOther = taking(0x52);
export const numberOf = taking(0xa7);

export const giveBack = taking(0x0f);
export const when = (condition: Bytes, steps: Bytes): Bytes => [...condition, 0x04, 0x40, ...steps, 0x0b];
/** Steps that are done again for as long as the condition, which they end with, holds. */
export const loop = (steps: Bytes, condition: Bytes): Bytes => [
  0x03,
  0x40,
  ...steps,
  ...condition,
  0x0d,
  0,
  0x0b,
];

export const loadByte = (at: Bytes, offset = 0): Bytes => [...at, 0x2d, 0, ...unsigned(offset)];
/** Memory: the alignment is only a hint, and 0 is always true. */
export const loadVector = (at: Bytes, offset = 0): Bytes => [...at, 0xfd, 0, 0, ...unsigned(offset)];
export const loadSplat = (at: Bytes, offset = 0): Bytes => [...at, 0xfd, 9, 0, ...unsigned(offset)];
export const storeVector = (at: Bytes, offset: number, value: Bytes): Bytes => [
  ...at,
  ...value,
  0xfd,
  11,
  0,
  ...unsigned(offset),
];
export const storeByte = (at: Bytes, offset: number, value: Bytes): Bytes => [
  ...at,
  ...value,
  0x3a,
  0,
  ...unsigned(offset),
];

export const vectorOf = (bytes: Bytes): Bytes => [0xfd, 12, ...bytes];
/** Sixteen of the 32 bytes of two vectors, by their places. */
export const shuffled = (one: Bytes, other: Bytes, places: Bytes): Bytes => [
  ...one,
  ...other,
  0xfd,
  13,
  ...places,
];
/** Bytes of a table of 16, by their places. */
export const lookedUp = vector(14);
export const and = vector(78);
export const or = vector(80);
export const xor = vector(81);
export const addWords = vector(174);
export const wordsLeft = vector(171);
export const wordsRight = vector(173);
export const bytesRight = vector(109);
export const inEveryByte = vector(15);
export const sameBytes = vector(35);
export const lessBytes = vector(37);
export const lowerBytes = vector(38);
export const minusBytes = vector(113);
/** The highest bit of each byte, as a number. */
export const highBits = vector(100);
