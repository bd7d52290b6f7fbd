import { assembled } from './assembler.ts';
import { places } from './compress.ts';
import { begin, constants } from './constants.ts';
import { blockBytes, functions, lineBytes } from './hex-lines.ts';

export { blockBytes, lineBytes } from './hex-lines.ts';

/** Blocks are hashed so many at a time: with their lines they stay in the second cache of a core. */
export const blocksMax = 1024;

/** A message of at most so many bytes is one block: behind it come a bit and its length. */
export const shortBytesMax = 55;

/**
 * Hashes many short messages at once. The caller writes each into a block of 64 bytes, padded as SHA-256 wants it, and
 * gets a line for each: 64 small hexadecimal digits and a line end. On a core of 2024 it makes … messages a second.
 */
export interface BlockHasher {
  /** Room for `blocksMax` blocks; it keeps what is written into it. */
  readonly blocks: Uint8Array<ArrayBuffer>;
  /** The lines of the first blocks. They are good until the next call. */
  hash(count: number): Uint8Array<ArrayBuffer>;
  /** The line of one message that fills so many blocks from the first on. */
  hashChain(count: number): Uint8Array<ArrayBuffer>;
}

interface Exported {
  hashBlocks(from: number, end: number, into: number): void;
  hashChain(from: number, end: number, into: number): void;
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
const pages = Math.ceil((linesAt + blocksMax * lineBytes) / 65_536);

/** Null where the runtime has no WebAssembly with vectors, or a page forbids it. */
export function openBlockHasher(): BlockHasher | null {
  const wasm = (globalThis as { readonly WebAssembly?: Wasm }).WebAssembly;
  if (wasm === undefined) return null;
  try {
    const memory = new wasm.Memory({ initial: pages, maximum: pages });
    const module = new wasm.Module(assembled(functions(), pages));
    const instance = new wasm.Instance(module, { memory: { bytes: memory } });
    return overMemory(memory.buffer, instance.exports as Exported);
  } catch {
    return null;
  }
}

function overMemory(memory: ArrayBuffer, { hashBlocks, hashChain }: Exported): BlockHasher {
  new Uint32Array(memory, places.constants, constants.length).set(constants);
  new Uint32Array(memory, places.begin, 4 * begin.length).set(
    begin.flatMap((word) => [word, word, word, word]),
  );
  const endOf = (count: number) => places.blocks + count * blockBytes;
  return {
    blocks: new Uint8Array(memory, places.blocks, blocksMax * blockBytes),
    hash: (count) => {
      if (count > 0) hashBlocks(places.blocks, endOf(count), linesAt);
      return new Uint8Array(memory, linesAt, count * lineBytes);
    },
    hashChain: (count) => {
      hashChain(places.blocks, endOf(count), linesAt);
      return new Uint8Array(memory, linesAt, lineBytes);
    },
  };
}
