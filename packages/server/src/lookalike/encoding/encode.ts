import type { EncodingPlan, ScalarColumn } from './plan.ts';
import { daysOf, numberOf, writtenNumberOf } from './statistics.ts';

/** People as a plan encodes them, one after another in flat arrays. */
export interface EncodedRows {
  readonly count: number;
  /** `count` x scalars: codes of all columns together. */
  readonly codes: Uint16Array;
  /** `count` x `rawCount`. */
  readonly raws: Float32Array;
  /** Where the tokens of each person begin; `count` + 1 numbers. */
  readonly tokenStarts: Uint32Array;
  /** Codes of all token columns together; no code twice for one person. */
  readonly tokens: Uint16Array;
  /** `count` x `dimensionCount`. */
  readonly embedding: Float32Array;
}

/** Encodes people as the engine does. `cellOf` gives the cell of a person, '' where it is missing. */
export function encode(
  plan: EncodingPlan,
  count: number,
  cellOf: (column: string, person: number) => string,
): EncodedRows {
  const width = plan.scalars.length;
  const codes = new Uint16Array(count * width);
  const raws = new Float32Array(count * plan.rawCount);
  for (const [index, column] of plan.scalars.entries()) {
    const levels = new Map(column.levels.map((level, place) => [level, place + 2]));
    for (let person = 0; person < count; person++) {
      const cell = cellOf(column.name, person);
      if (column.kind === 'category') {
        codes[person * width + index] = column.offset + (cell === '' ? 0 : (levels.get(cell) ?? 1));
        continue;
      }
      const value = readAs(column, cell);
      codes[person * width + index] = column.offset + orderedCode(column, value);
      raws[person * plan.rawCount + column.raw] = rawOf(column, value);
    }
  }
  return {
    count,
    codes,
    raws,
    ...encodeTokens(plan, count, cellOf),
    embedding: encodeEmbedding(plan, count, cellOf),
  };
}

function readAs({ kind, isWritten }: ScalarColumn, cell: string): number {
  if (kind === 'date') return daysOf(cell);
  return isWritten ? writtenNumberOf(cell) : numberOf(cell);
}

/** 0 for a missing value, else 1 + the number of cuts that are not above it. */
export function orderedCode({ cuts }: ScalarColumn, value: number): number {
  if (Number.isNaN(value)) return 0;
  let [low, high] = [0, cuts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cuts[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}

function rawOf({ center, scale }: ScalarColumn, value: number): number {
  return Number.isNaN(value) ? 0 : Math.asinh((value - center) / scale);
}

function encodeTokens(plan: EncodingPlan, count: number, cellOf: (column: string, person: number) => string) {
  const dictionaries = plan.tokenColumns.map(
    ({ tokens, offset }) => new Map(tokens.map((token, index) => [token, offset + index])),
  );
  const starts = new Uint32Array(count + 1);
  const found: number[] = [];
  for (let person = 0; person < count; person++) {
    for (const [index, column] of plan.tokenColumns.entries()) {
      const cell = cellOf(column.name, person);
      if (cell === '') continue;
      for (const token of new Set(column.isList ? cell.split('|') : [cell])) {
        const code = dictionaries[index]?.get(token);
        if (code !== undefined) found.push(code);
      }
    }
    starts[person + 1] = found.length;
  }
  return { tokenStarts: starts, tokens: Uint16Array.from(found) };
}

function encodeEmbedding(
  plan: EncodingPlan,
  count: number,
  cellOf: (column: string, person: number) => string,
): Float32Array {
  const embedding = new Float32Array(count * plan.dimensionCount);
  for (const { columns, offset, means, sds } of plan.embeddings) {
    for (const [index, column] of columns.entries()) {
      for (let person = 0; person < count; person++) {
        const value = numberOf(cellOf(column, person));
        const z = (value - (means[index] as number)) / (sds[index] as number);
        embedding[person * plan.dimensionCount + offset + index] = Number.isNaN(z) ? 0 : z;
      }
    }
  }
  return embedding;
}
