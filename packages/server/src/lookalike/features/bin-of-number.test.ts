import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { openChdb } from '../../column/index.ts';
import { binOfNumber, gridOf, numberText } from './bin-of-number.ts';

const directory = mkdtempSync(join(tmpdir(), 'kindred-bins-'));
const column = await openChdb({ directory, memoryBytesMax: 1024 ** 3 });
after(async () => {
  await column.close();
  rmSync(directory, { recursive: true, force: true });
});

/** The bins of numbers as the engine finds them. */
async function binsOf(cuts: readonly number[], numbers: readonly number[]): Promise<number[]> {
  const rows = await column.query<{ bin: number }>(
    `SELECT toUInt16(${binOfNumber('x', cuts)}) AS bin FROM (SELECT arrayJoin([${numbers.map(numberText)}]) AS x)`,
  );
  return rows.map(({ bin }) => bin);
}

/** The cuts themselves, the numbers next to them, and some between and outside. */
function probesOf(cuts: readonly number[]): number[] {
  const bits = new DataView(new ArrayBuffer(8));
  const near = (x: number, by: bigint) => {
    bits.setFloat64(0, x);
    bits.setBigInt64(0, bits.getBigInt64(0) + by);
    return bits.getFloat64(0);
  };
  const besides = cuts.flatMap((cut, place) => [
    cut,
    ...(cut === 0 ? [-1e-300, 1e-300] : [near(cut, 1n), near(cut, -1n)]),
    cut / 2 + (cuts[place + 1] ?? cut) / 2,
  ]);
  return [...besides, -1e300, -1, 0, 1, 1e300].filter(Number.isFinite);
}

const ascending = (cuts: readonly number[]) => [...new Set(cuts)].toSorted((a, b) => a - b);
const uneven = fc.double({ min: -1e12, max: 1e12, noNaN: true });
const even = fc.double({ min: 0, max: 100, noNaN: true }).map((x) => Math.round(x * 100) / 100);
const skewed = fc.double({ min: -3, max: 8, noNaN: true }).map((x) => 10 ** x);

test('the bin of a number counts the cuts that are not above it, however they lie', async () => {
  const anyCuts = fc
    .oneof(...[uneven, even, skewed].map((cut) => fc.array(cut, { maxLength: 126 })))
    .map(ascending);
  await fc.assert(
    fc.asyncProperty(anyCuts, async (cuts) => {
      const numbers = probesOf(cuts);
      const expected = numbers.map((x) => 1 + cuts.filter((cut) => cut <= x).length);
      assert.deepEqual(await binsOf(cuts, numbers), expected);
    }),
    { numRuns: 60 },
  );
});

test('cuts that lie evenly are looked up in a grid, and cuts that crowd are halved', () => {
  const evenly = Array.from({ length: 100 }, (_, place) => 0.11 + 0.97 * place);
  const crowded = [...Array.from({ length: 50 }, (_, place) => 1 + place / 1e6), 1e6];
  assert.equal(gridOf(evenly)?.cutsPerCell, 1);
  assert.equal(gridOf(crowded), null);
  assert.match(binOfNumber('x', crowded), /roundDown/);
  assert.doesNotMatch(binOfNumber('x', evenly), /roundDown/);
});
