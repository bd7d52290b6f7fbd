import { type Bytes, unsigned } from './instructions.ts';

const types = { number: 0x7f, bits: 0x7e, vector: 0x7b } as const;

/** A function that takes numbers. Its locals lie behind its parameters, in the order of these fields. */
export interface WasmFunction {
  /** Null: it is called from within only. */
  readonly name: string | null;
  readonly parameters: number;
  readonly numbers?: number;
  readonly bits?: number;
  readonly vectors?: number;
  /** Whether it gives a number. */
  readonly gives?: boolean;
  readonly body: Bytes;
}

/** The bytes of a module with one memory, which it is given as `memory.bytes`. A function is called by its place. */
export function assembled(functions: readonly WasmFunction[], pages: number): Uint8Array<ArrayBuffer> {
  const memory = [...text('memory'), ...text('bytes'), 0x02, 0x00, ...unsigned(pages)];
  const named = functions.flatMap(({ name }, place) =>
    name === null ? [] : [[...text(name), 0x00, ...unsigned(place)]],
  );
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, functions.map(signature)),
    ...section(2, [memory]),
    ...section(
      3,
      functions.map((_, place) => unsigned(place)),
    ),
    ...section(7, named),
    ...section(10, functions.map(code)),
  ]);
}

function signature({ parameters, gives }: WasmFunction): Bytes {
  const given = gives === true ? [1, types.number] : [0];
  return [0x60, ...unsigned(parameters), ...new Array<number>(parameters).fill(types.number), ...given];
}

function code({ numbers = 0, bits = 0, vectors = 0, body }: WasmFunction): Bytes {
  const locals = [
    [...unsigned(numbers), types.number],
    [...unsigned(bits), types.bits],
    [...unsigned(vectors), types.vector],
  ];
  return counted([...unsigned(locals.length), ...locals.flat(), ...body, 0x0b]);
}

function section(id: number, entries: readonly Bytes[]): Bytes {
  return [id, ...counted([...unsigned(entries.length), ...entries.flat()])];
}

function counted(bytes: Bytes): Bytes {
  return [...unsigned(bytes.length), ...bytes];
}

function text(ascii: string): Bytes {
  return counted(Array.from(ascii, (letter) => letter.charCodeAt(0)));
}
