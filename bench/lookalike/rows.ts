import type { EncodedRows, EncodingPlan } from '../../packages/server/src/lookalike/encoding/index.ts';

/** Some of the people, in this order. */
export function pickRows(rows: EncodedRows, plan: EncodingPlan, which: Int32Array): EncodedRows {
  const part = <T extends Uint16Array | Float32Array>(from: T, to: T, size: number): T => {
    for (const [k, row] of which.entries()) to.set(from.subarray(row * size, (row + 1) * size), k * size);
    return to;
  };
  const width = plan.scalars.length;
  const tokensOf = (row: number) => rows.tokens.subarray(rows.tokenStarts[row], rows.tokenStarts[row + 1]);
  const tokenStarts = new Uint32Array(which.length + 1);
  for (const [k, row] of which.entries()) tokenStarts[k + 1] = (tokenStarts[k] ?? 0) + tokensOf(row).length;
  const tokens = new Uint16Array(tokenStarts[which.length] ?? 0);
  for (const [k, row] of which.entries()) tokens.set(tokensOf(row), tokenStarts[k]);
  return {
    count: which.length,
    codes: part(rows.codes, new Uint16Array(which.length * width), width),
    raws: part(rows.raws, new Float32Array(which.length * plan.rawCount), plan.rawCount),
    tokenStarts,
    tokens,
    embedding: part(
      rows.embedding,
      new Float32Array(which.length * plan.dimensionCount),
      plan.dimensionCount,
    ),
  };
}

/** A number that looks random and is always the same for the same person. */
export function hashOf(person: number): number {
  let hash = Math.imul(person + 1, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
