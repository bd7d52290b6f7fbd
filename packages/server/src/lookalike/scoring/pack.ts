import type { Split, Tree } from '../model/index.ts';

/** A table of so many leaves still lies in the first cache of a processor. */
const splitsMax = 10;

/**
 * The same forest with fewer, larger trees: neighbours are laid together, each leaf of the new tree being the sum of the
 * leaves that its answers lead to. Looking a leaf up costs as much in a large tree as in a small one (3 ns a person), and
 * is most of what a tree costs.
 */
export function packTrees(trees: readonly Tree[]): Tree[] {
  const packed: Tree[] = [];
  let group: Tree[] = [];
  let splits: Split[] = [];
  for (const tree of trees) {
    const joined = unionOf(splits, tree.splits);
    if (joined.length > splitsMax && group.length > 0) {
      packed.push(laidTogether(group, splits));
      group = [];
      splits = [];
    }
    group.push(tree);
    splits = unionOf(splits, tree.splits);
  }
  if (group.length > 0) packed.push(laidTogether(group, splits));
  return packed;
}

function unionOf(splits: readonly Split[], others: readonly Split[]): Split[] {
  return [...splits, ...others.filter((other) => !splits.some((split) => isSame(split, other)))];
}

function isSame(a: Split, b: Split): boolean {
  return a.on === b.on && a.index === b.index && a.above === b.above;
}

function laidTogether(trees: readonly Tree[], splits: readonly Split[]): Tree {
  const places = trees.map((tree) =>
    tree.splits.map((own) => splits.findIndex((split) => isSame(split, own))),
  );
  const leaves = new Float32Array(2 ** splits.length);
  for (let leaf = 0; leaf < leaves.length; leaf += 1) {
    let sum = 0;
    for (const [index, tree] of trees.entries()) {
      const own = (places[index] ?? []).reduce(
        (bits, place, bit) => bits | (((leaf >> place) & 1) << bit),
        0,
      );
      sum += tree.leaves[own] ?? 0;
    }
    leaves[leaf] = sum;
  }
  return { splits, leaves };
}
