import type { EncodedRows } from '../../encoding/index.ts';
import { tokenSums } from '../form.ts';
import { randomFrom } from '../random.ts';

/**
 * Directions in which people's tokens differ, whoever is a seed. Each is a weight for every token; where a person stands
 * is the sum of these.
 */
export interface Directions {
  /** By direction and token, so that places have a spread of 1 over the background. */
  readonly weights: readonly Float32Array[];
  /** By direction: what is to be taken off for a mean of 0. */
  readonly means: readonly number[];
  /** Rows x directions. */
  readonly places: Float32Array;
}

const sharedMax = 24;
const tokensEach = 8;
const spare = 8;
const rounds = 5;

/** People with so many tokens show what goes together; where fewer than this share do, nothing does. */
const [tokensMin, tellingShareMin] = [2, 0.1];

/** More seeds know their tokens one by one, and directions would cost a third of their training. */
const seedsMax = 2000;

/** What few people have must not make a direction of its own. */
const damping = 20;

/** Null where nobody has tokens. The first direction is how many somebody has. */
export function directionsOf(rows: EncodedRows, tokenCount: number, isSeed: Uint8Array): Directions | null {
  if (rows.tokens.length === 0) return null;
  const background = Int32Array.from(isSeed, (_, row) => row).filter((row) => isSeed[row] !== 1);
  const telling = background.filter((row) => countOf(rows, row) >= tokensMin);
  const shared = Math.min(sharedMax, Math.floor(tokenCount / tokensEach));
  const isFew = rows.count - background.length <= seedsMax;
  const isShared = isFew && telling.length >= tellingShareMin * background.length && shared >= 2;
  return placed(rows, background, [
    new Float32Array(tokenCount).fill(1),
    ...(isShared ? sharedDirections(tokenCount, rows, telling, shared) : []),
  ]);
}

function countOf({ tokenStarts }: EncodedRows, row: number): number {
  return (tokenStarts[row + 1] as number) - (tokenStarts[row] as number);
}

/**
 * A correspondence analysis by subspace iteration (Halko, Martinsson and Tropp 2011): tokens that the same people have
 * point the same way. So what few seeds tell of one token counts for those that stand beside it, too.
 */
function sharedDirections(
  tokenCount: number,
  rows: EncodedRows,
  telling: Int32Array,
  count: number,
): Float32Array[] {
  const size = count + spare;
  const scales = scalesOf(tokenCount, rows, telling);
  const usual = usualOf(scales, rows, telling);
  const random = randomFrom(1);
  let basis: Float64Array = Float64Array.from({ length: tokenCount * size }, () => random() - 0.5);
  for (let round = 0; round <= rounds; round++) {
    if (round > 0) basis = turned(basis, size, scales, usual, rows, telling);
    makeOrthonormal(basis, size);
  }
  return Array.from({ length: count }, (_, k) =>
    Float32Array.from(scales, (scale, token) => scale * (basis[token * size + k] as number)),
  );
}

function scalesOf(tokenCount: number, { tokens, tokenStarts }: EncodedRows, telling: Int32Array) {
  const people = new Float64Array(tokenCount);
  for (const row of telling) {
    const end = tokenStarts[row + 1] as number;
    for (let at = tokenStarts[row] as number; at < end; at++) {
      const token = tokens[at] as number;
      people[token] = (people[token] as number) + 1;
    }
  }
  return people.map((each) => (each === 0 ? 0 : 1 / Math.sqrt(each + damping)));
}

/** What a person of these has of each token, for what all the person's tokens count together. */
function usualOf(scales: Float64Array, rows: EncodedRows, telling: Int32Array): Float64Array {
  const { tokens, tokenStarts } = rows;
  const usual = new Float64Array(scales.length);
  let mass = 0;
  for (const row of telling) {
    mass += countOf(rows, row);
    const end = tokenStarts[row + 1] as number;
    for (let at = tokenStarts[row] as number; at < end; at++) {
      const token = tokens[at] as number;
      usual[token] = (usual[token] as number) + 1;
    }
  }
  return usual.map((each, token) => (each * (scales[token] as number)) / mass);
}

/** The table of people and tokens, less what is usual, times its transpose, times the basis. */
function turned(
  basis: Float64Array,
  size: number,
  scales: Float64Array,
  usual: Float64Array,
  rows: EncodedRows,
  telling: Int32Array,
): Float64Array {
  const { tokens, tokenStarts } = rows;
  const next = new Float64Array(basis.length);
  const common = new Float64Array(size);
  for (let at = 0; at < basis.length; at++) {
    const k = at % size;
    common[k] = (common[k] as number) + (usual[(at - k) / size] as number) * (basis[at] as number);
  }
  const takenOff = new Float64Array(size);
  const place = new Float64Array(size);
  for (const row of telling) {
    const mass = countOf(rows, row);
    const [begin, end] = [tokenStarts[row] as number, tokenStarts[row + 1] as number];
    for (let k = 0; k < size; k++) place[k] = -mass * (common[k] as number);
    for (let at = begin; at < end; at++) {
      const token = tokens[at] as number;
      const own = scales[token] as number;
      for (let k = 0; k < size; k++)
        place[k] = (place[k] as number) + own * (basis[token * size + k] as number);
    }
    for (let at = begin; at < end; at++) {
      const token = tokens[at] as number;
      const own = scales[token] as number;
      for (let k = 0; k < size; k++) {
        next[token * size + k] = (next[token * size + k] as number) + own * (place[k] as number);
      }
    }
    for (let k = 0; k < size; k++) takenOff[k] = (takenOff[k] as number) + mass * (place[k] as number);
  }
  return next.map((each, at) => {
    const k = at % size;
    return each - (usual[(at - k) / size] as number) * (takenOff[k] as number);
  });
}

/** Gram and Schmidt, one column after the other. */
function makeOrthonormal(basis: Float64Array, size: number): void {
  const product = (a: number, b: number) => {
    let sum = 0;
    for (let at = 0; at < basis.length; at += size)
      sum += (basis[at + a] as number) * (basis[at + b] as number);
    return sum;
  };
  for (let k = 0; k < size; k++) {
    for (let other = 0; other < k; other++) {
      const along = product(other, k);
      for (let at = 0; at < basis.length; at += size)
        basis[at + k] = (basis[at + k] as number) - along * (basis[at + other] as number);
    }
    const length = Math.sqrt(product(k, k)) || 1;
    for (let at = k; at < basis.length; at += size) basis[at] = (basis[at] as number) / length;
  }
}

function placed(rows: EncodedRows, background: Int32Array, weights: readonly Float32Array[]): Directions {
  const count = weights.length;
  const places = new Float32Array(rows.count * count);
  const means: number[] = [];
  const scaled = weights.map((own, k) => {
    const sums = tokenSums(own, rows);
    let [sum, squares] = [0, 0];
    for (const row of background) {
      sum += sums[row] as number;
      squares += (sums[row] as number) ** 2;
    }
    const mean = sum / Math.max(1, background.length);
    const sd = Math.sqrt(Math.max(0, squares / Math.max(1, background.length) - mean * mean)) || 1;
    means.push(mean / sd);
    for (let row = 0; row < rows.count; row++) places[row * count + k] = ((sums[row] as number) - mean) / sd;
    return own.map((each) => each / sd);
  });
  return { weights: scaled, means, places };
}
