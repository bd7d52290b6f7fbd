import assert from 'node:assert/strict';
import { test } from 'node:test';
import { slicesFor } from './slices.ts';

test('slices cover every person once', () => {
  for (const rows of [0, 1, 999_999, 1_000_001, 7_300_000]) {
    const slices = slicesFor(rows, 0);
    assert.equal(slices[0]?.from, 0n);
    assert.equal(slices.at(-1)?.to, 2n ** 64n - 1n);
    for (const [index, slice] of slices.slice(1).entries())
      assert.equal(slice.from, (slices[index]?.to ?? 0n) + 1n);
  }
});

test('there are as many slices as rows and bytes need', () => {
  assert.equal(slicesFor(10_000_000, 0).length, 10);
  assert.equal(slicesFor(10, 1024 ** 3).length, 4);
  assert.equal(slicesFor(0, 0).length, 1);
});
