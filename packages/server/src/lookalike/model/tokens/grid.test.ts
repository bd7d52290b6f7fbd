import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { binaryPlaces, onGrid } from './grid.ts';

const someWeights = fc
  .array(fc.float({ noNaN: true, min: -1000, max: 1000 }), { minLength: 1, maxLength: 200 })
  .map((weights) => Float32Array.from(weights));

test('weights on the grid are whole numbers of its unit, near to what they were', () => {
  fc.assert(
    fc.property(someWeights, (weights) => {
      const rounded = onGrid(weights);
      // Rounding may cost or win a place.
      const scale = 2 ** Math.min(binaryPlaces(weights), binaryPlaces(rounded));
      for (const [k, weight] of rounded.entries()) {
        assert.ok(Number.isInteger(weight * scale));
        assert.ok(Math.abs(weight - (weights[k] as number)) <= 0.5 / scale);
      }
    }),
  );
});

test('whatever tokens somebody has, the sum of whole numbers fits into 32 bits', () => {
  fc.assert(
    fc.property(someWeights, (weights) => {
      const scale = 2 ** binaryPlaces(weights);
      const most = weights.reduce((sum, weight) => sum + Math.abs(Math.round(weight * scale)), 0);
      assert.ok(most < 2 ** 31, `${most}`);
    }),
  );
});

test('what is on the grid stays where it is', () => {
  const assertStays = (weights: Float32Array) => {
    const once = onGrid(weights);
    assert.deepEqual(onGrid(once), once);
  };
  fc.assert(fc.property(someWeights, assertStays));
  // Rounded up together, these pass a power of two.
  const close = new Float32Array(256).fill(0.5 - 2 ** -25);
  close[0] = 0.5 + 63 * 2 ** -23;
  assertStays(close);
});

test('small weights keep as many digits as large ones', () => {
  for (const scale of [1e-6, 1, 1e4]) {
    const weights = Float32Array.from([0.1, 0.2, 0.3], (weight) => weight * scale);
    const error = Math.max(...onGrid(weights).map((weight, k) => Math.abs(weight - (weights[k] as number))));
    assert.ok(error < scale * 1e-7, `${error}`);
  }
});

test('nothing but zeros stays that', () => {
  assert.deepEqual(onGrid(new Float32Array(3)), new Float32Array(3));
});
