/** People of one slice are joined in memory; a million of them with little beside takes a few hundred MiB. */
const rowsPerSlice = 1_000_000;
const bytesPerSlice = 256 * 1024 * 1024;

/** A range of persons, both ends in it. */
export interface Slice {
  readonly from: bigint;
  readonly to: bigint;
}

/** Persons are hashes, so equal ranges of them hold about as many people each. */
export function slicesFor(rows: number, bytes: number): readonly Slice[] {
  const count = BigInt(Math.max(1, Math.ceil(rows / rowsPerSlice), Math.ceil(bytes / bytesPerSlice)));
  const all = 2n ** 64n;
  return Array.from({ length: Number(count) }, (_, index) => ({
    from: (all * BigInt(index)) / count,
    to: (all * BigInt(index + 1)) / count - 1n,
  }));
}
