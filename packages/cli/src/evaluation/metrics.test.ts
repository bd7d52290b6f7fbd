import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Split } from './held-out/split.ts';
import { aucOfSides, meansOf, metricsOf } from './metrics.ts';

/** 100 candidates, of whom these are positives; what somebody is worth is their place. */
function splitWith(positives: readonly number[], values: Float64Array | null = null): Split {
  const isPositive = new Uint8Array(100);
  for (const row of positives) isPositive[row] = 1;
  const candidates = Int32Array.from({ length: 100 }, (_, row) => row);
  return { countries: ['IT'], seeds: new Int32Array(), candidates, isPositive, values };
}

const falling = Float64Array.from({ length: 100 }, (_, row) => -row);

test('a perfect ranking has all positives on top, and a reversed one none', () => {
  const split = splitWith([0, 1, 2, 3, 4]);
  assert.deepEqual(metricsOf(split, falling), { auc: 1, lift1: 20, lift5: 20, lift10: 10 });
  assert.deepEqual(
    metricsOf(
      split,
      falling.map((each) => -each),
    ),
    { auc: 0, lift1: 0, lift5: 0, lift10: 0 },
  );
});

test('equal scores are worth a coin, wherever the positives stand in the file', () => {
  for (const positives of [
    [0, 1, 2, 3, 4],
    [95, 96, 97, 98, 99],
  ]) {
    const found = metricsOf(splitWith(positives), new Float64Array(100));
    assert.equal(found.auc, 0.5);
    assert.ok((found.lift10 ?? 9) < 10);
  }
  assert.equal(aucOfSides([1, 2], [1, 0]), 0.875);
});

test('who has no score stands last', () => {
  const scores = falling.map((each, row) => (row === 0 ? Number.NaN : each));
  assert.equal(metricsOf(splitWith([0]), scores).auc, 0);
});

test('value is that of the best, by the best there could be and by all; what is unknown or negative is nothing', () => {
  const values = Float64Array.from({ length: 100 }, (_, row) =>
    row === 7 ? Number.NaN : row === 8 ? -9 : 0,
  );
  values[0] = 10;
  values[50] = 30;
  const found = metricsOf(splitWith([0, 50], values), falling);
  assert.equal(found.vor1, 10 / 30);
  assert.equal(found.vor5, 10 / 40);
  assert.equal(found.value_share10, 10 / 40);
});

test('without positives, or without anybody else, there is nothing to tell', () => {
  assert.deepEqual(metricsOf(splitWith([]), falling), { auc: null, lift1: null, lift5: null, lift10: null });
  assert.equal(metricsOf(splitWith(Array.from(falling.keys())), falling).auc, null);
});

test('a mean is that of those who have the figure', () => {
  const means = meansOf([{ auc: 0.5, vor5: 0.1 }, { auc: 0.75 }, { auc: null }], ['auc', 'vor5', 'lift1']);
  assert.deepEqual(means, { auc: 0.625, vor5: 0.1 });
});
