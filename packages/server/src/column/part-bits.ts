/** So many numbers of 8 bytes are told apart in the cache of a processor. */
const rowsPerPart = 20_000;

/** How many first bits part this many evenly spread numbers, as keyed hashes are, into some 20 000 each; 1 or more. */
export function partBits(rowCount: number): number {
  return Math.max(1, Math.round(Math.log2(rowCount / rowsPerPart)));
}
