import { readAddress } from './address-cell.ts';
import type { WasmFunction } from './assembler.ts';
import { compress, places, swapped, transposed } from './compress.ts';
import {
  and,
  type Bytes,
  bytesRight,
  call,
  get,
  isLess,
  loadVector,
  lookedUp,
  loop,
  number,
  plus,
  set,
  shuffled,
  storeByte,
  storeVector,
  tee,
  vectorOf,
} from './instructions.ts';

/** A hash in hexadecimal digits and its line end. */
export const lineBytes = 65;
export const blockBytes = 64;

const [compressing, writing] = [0, 1];

/** In the order of their places. */
export function functions(): readonly WasmFunction[] {
  return [compress(), writeLines(), hashBlocks(), readAddress()];
}

/** Takes the address behind the last block, each of which is a whole message, and where the lines go. */
function hashBlocks(): WasmFunction {
  const steps = [
    ...begun(),
    ...call(compressing, get(0), number(blockBytes)),
    ...call(writing, get(2)),
    ...set(2, plus(get(2), number(4 * lineBytes))),
  ];
  const body = loop(steps, isLess(tee(0, plus(get(0), number(4 * blockBytes))), get(1)));
  return { name: 'hashBlocks', parameters: 3, body };
}

/** Every message begins with the same state. */
function begun(): Bytes {
  return Array.from({ length: 8 }, (_, index) =>
    storeVector(number(0), places.state + 16 * index, loadVector(number(0), places.begin + 16 * index)),
  ).flat();
}

/** The hashes of the state as four lines of small hexadecimal digits, from an address on. */
function writeLines(): WasmFunction {
  return { name: null, parameters: 1, vectors: 12, body: written() };
}

function written(): Bytes {
  const state = (index: number) => 1 + index;
  const spares = [9, 10, 11, 12];
  const halves = [
    [0, 1, 2, 3],
    [4, 5, 6, 7],
  ].map((half) => half.map(state));
  return [
    ...halves.flat().flatMap((local, index) => set(local, loadVector(number(0), places.state + 16 * index))),
    ...halves.flatMap((half) => transposed(half, spares)),
    ...[0, 1, 2, 3].flatMap((lane) => [
      ...halves.flatMap((half, index) => digits(half[lane] ?? 0, lineBytes * lane + 32 * index)),
      ...storeByte(get(0), lineBytes * lane + 64, number(10)),
    ]),
  ];

  /** Sixteen bytes as 32 digits. */
  function digits(local: number, offset: number): Bytes {
    const [bytes = 0, high = 0, low = 0] = spares;
    return [
      ...set(bytes, swapped(get(local))),
      ...set(high, lookedUp(table(), bytesRight(get(bytes), number(4)))),
      ...set(low, lookedUp(table(), and(get(bytes), vectorOf(new Array<number>(16).fill(15))))),
      ...storeVector(get(0), offset, shuffled(get(high), get(low), alternating(0))),
      ...storeVector(get(0), offset + 16, shuffled(get(high), get(low), alternating(8))),
    ];
  }
}

function table(): Bytes {
  return vectorOf(Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0)));
}

function alternating(from: number): Bytes {
  return Array.from({ length: 16 }, (_, at) => from + (at >> 1) + (at & 1) * 16);
}
