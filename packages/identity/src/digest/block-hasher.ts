import { letterTable } from './wasm/address-cell.ts';
import { assembled } from './wasm/assembler.ts';
import { places } from './wasm/compress.ts';
import { begin, constants } from './wasm/constants.ts';
import { blockBytes, functions, lineBytes } from './wasm/hex-lines.ts';

export { blockBytes, lineBytes } from './wasm/hex-lines.ts';

/** Blocks are hashed so many at a time: with their lines they stay in the second cache of a core. */
export const blocksMax = 1024;

/** Lists are read through a window: small, so that it stays in the cache, too. */
const windowBytes = 64 * 1024;

/**
 * Hashes many short messages at once. The caller writes each into a block of 64 bytes, padded as SHA-256 wants it, and
 * gets a line for each: 64 small hexadecimal digits and a line end. It makes 10
 * million a second on a core, where one-shot hashing of strings makes 2.9 million.
 */
export interface BlockHasher {
  /** Room for `blocksMax` blocks; it keeps what is written into it. */
  readonly blocks: Uint8Array<ArrayBuffer>;
  /** The lines of the first blocks. They are good until the next call. */
  hash(count: number): Uint8Array<ArrayBuffer>;
  /** Room for a part of a list. */
  readonly window: Uint8Array<ArrayBuffer>;
  /**
   * Reads a cell of the window as an e-mail address into a block (see `readAddress`). Gives the place of the delimiter or
   * line end behind it, below 0 where it is no address that is known at once.
   */
  readAddress(at: number, block: number): number;
}

interface Exported {
  hashBlocks(from: number, end: number, into: number): void;
  readAddress(at: number, block: number, delimiter: number): number;
}

/** The part of WebAssembly that is used: types of browsers and of Node agree in it. */
interface Wasm {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
  readonly Memory: new (size: {
    readonly initial: number;
    readonly maximum: number;
  }) => { readonly buffer: ArrayBuffer };
}

const linesAt = places.blocks + blocksMax * blockBytes;
/** Whole lines of four are written, and 64 bytes are looked at at once. */
const windowAt = linesAt + (blocksMax + 4) * lineBytes;
const pages = Math.ceil((windowAt + windowBytes + blockBytes) / 65_536);

let compiled: object | undefined;

/** Null where the runtime has no WebAssembly with vectors, or a page forbids it. */
export function openBlockHasher(delimiter: string): BlockHasher | null {
  const wasm = (globalThis as { readonly WebAssembly?: Wasm }).WebAssembly;
  if (wasm === undefined) return null;
  try {
    const memory = new wasm.Memory({ initial: pages, maximum: pages });
    compiled ??= new wasm.Module(assembled(functions(), pages));
    const instance = new wasm.Instance(compiled, { memory: { bytes: memory } });
    return overMemory(memory.buffer, instance.exports as Exported, delimiter);
  } catch {
    return null;
  }
}

function overMemory(
  memory: ArrayBuffer,
  { hashBlocks, readAddress }: Exported,
  delimiter: string,
): BlockHasher {
  new Uint32Array(memory, places.constants, constants.length).set(constants);
  new Uint32Array(memory, places.begin, 4 * begin.length).set(
    begin.flatMap((word) => [word, word, word, word]),
  );
  new Uint8Array(memory).set(letterTable(delimiter), places.letters);
  const delimiterCode = delimiter.charCodeAt(0);
  const endOf = (count: number) => places.blocks + count * blockBytes;
  return {
    blocks: new Uint8Array(memory, places.blocks, blocksMax * blockBytes),
    window: new Uint8Array(memory, windowAt, windowBytes),
    readAddress: (at, block) =>
      readAddress(windowAt + at, places.blocks + block * blockBytes, delimiterCode) - windowAt,
    hash: (count) => {
      if (count > 0) hashBlocks(places.blocks, endOf(count), linesAt);
      return new Uint8Array(memory, linesAt, count * lineBytes);
    },
  };
}
