import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Split, Tree } from '../model/index.ts';
import { packTrees } from './pack.ts';

const split = fc.record({
  on: fc.constantFrom<Split['on']>('code', 'level', 'token'),
  index: fc.integer({ min: 0, max: 3 }),
  above: fc.integer({ min: 0, max: 2 }),
});

const tree = fc
  .uniqueArray(split, { maxLength: 6, selector: (each) => JSON.stringify(each) })
  .chain((splits) =>
    fc
      .array(fc.integer({ min: -50, max: 50 }), {
        minLength: 2 ** splits.length,
        maxLength: 2 ** splits.length,
      })
      .map((leaves): Tree => ({ splits, leaves: Float32Array.from(leaves) })),
  );

/** What a forest gives to somebody who answers like this. */
function sumOf(trees: readonly Tree[], answers: ReadonlySet<string>): number {
  return trees.reduce((sum, { splits, leaves }) => {
    const leaf = splits.reduce(
      (bits, each, bit) => bits | ((answers.has(JSON.stringify(each)) ? 1 : 0) << bit),
      0,
    );
    return sum + (leaves[leaf] ?? 0);
  }, 0);
}

test('a packed forest gives everybody what its trees give, with no tree of more than ten questions', () => {
  fc.assert(
    fc.property(fc.array(tree, { maxLength: 8 }), fc.array(split), (trees, yes) => {
      const answers = new Set(yes.map((each) => JSON.stringify(each)));
      const packed = packTrees(trees);
      assert.equal(sumOf(packed, answers), sumOf(trees, answers));
      assert.ok(packed.every(({ splits }) => splits.length <= 10));
    }),
  );
});

test('trees that ask the same are one', () => {
  const ask: Split = { on: 'code', index: 0, above: 1 };
  const same: Tree = { splits: [ask], leaves: Float32Array.from([1, 2]) };
  const [only, ...rest] = packTrees([same, same, same]);
  assert.deepEqual(rest, []);
  assert.deepEqual(only, { splits: [ask], leaves: Float32Array.from([3, 6]) });
});
