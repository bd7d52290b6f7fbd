import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomFrom } from '../../random.ts';
import { Histograms } from './histograms.ts';
import type { Binned } from './questions.ts';

const count = 500;
const depth = 7;

function madeColumn(random: () => number, binCount: number): Binned {
  const bins = Uint8Array.from({ length: count }, () => Math.floor(binCount * random() ** 2));
  return { bins, binCount, hasLevels: false, ask: (above) => ({ on: 'code', index: 0, above }) };
}

/** Rows that are sampled into a tree, and what is summed of them. */
function madeTree(random: () => number, packed: Float64Array): Int32Array {
  for (const place of packed.keys()) packed[place] = random() - 0.5;
  return Int32Array.from({ length: count }, (_, row) => row).filter(() => random() < 0.7);
}

function counted(column: Binned, rows: Int32Array, leafOf: Uint8Array, packed: Float64Array, level: number) {
  const sums = new Float64Array(2 * column.binCount * 2 ** level);
  for (const [place, row] of rows.entries()) {
    const at = 2 * ((leafOf[row] ?? 0) * column.binCount + (column.bins[row] ?? 0));
    sums[at] = (sums[at] ?? 0) + (packed[2 * place] ?? 0);
    sums[at + 1] = (sums[at + 1] ?? 0) + (packed[2 * place + 1] ?? 0);
  }
  return sums;
}

test('whichever side of a question is the smaller, and whichever columns are asked, sums are those of all rows', () => {
  const random = randomFrom(5);
  const columns = [3, 96, 96, 12].map((binCount) => madeColumn(random, binCount));
  const leafOf = new Uint8Array(count);
  const packed = new Float64Array(2 * count);
  const histograms = new Histograms(leafOf, packed, depth);
  for (let tree = 0; tree < 20; tree++) {
    leafOf.fill(0);
    const rows = madeTree(random, packed);
    histograms.begin(rows);
    for (let level = 0; level < depth; level++) {
      for (const column of columns) {
        // The first column is asked every time, the others after pauses, and some twice.
        if (column !== columns[0] && random() < 0.4) continue;
        for (const sums of [histograms.of(column, level), histograms.of(column, level)]) {
          const expected = counted(column, rows, leafOf, packed, level);
          assert.equal(sums.length, expected.length);
          assert.ok(sums.every((each, at) => Math.abs(each - (expected[at] as number)) < 1e-9));
        }
      }
      const share = random();
      for (const row of leafOf.keys()) if (random() < share) leafOf[row] = (leafOf[row] ?? 0) | (1 << level);
    }
  }
});
