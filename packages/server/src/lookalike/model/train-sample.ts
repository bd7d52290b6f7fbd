import { withoutTokens } from './form.ts';
import type { Sample } from './members/sample.ts';
import { directionsOf } from './tokens/directions.ts';
import type { TrainingOptions, TrainingSet } from './training-set.ts';

/** Masks what must not enter. */
export function sampleOf(
  input: TrainingSet,
  options: TrainingOptions,
): { sample: Sample; ignoredTokens: Uint8Array } {
  const { plan, isSeed } = input;
  const excluded = new Set(options.excludeColumns);
  const banned = new Set(options.excludeTokens);
  const ignoredTokens = new Uint8Array(plan.tokenCount);
  for (const { name, offset, tokens } of plan.tokenColumns) {
    for (const [index, token] of tokens.entries()) {
      if (excluded.has(name) || banned.has(token)) ignoredTokens[offset + index] = 1;
    }
  }
  const columns = plan.scalars.flatMap(({ name }, index) => (excluded.has(name) ? [] : index));
  const raws = columns.flatMap((index) => {
    const raw = plan.scalars[index]?.raw ?? -1;
    return raw < 0 ? [] : raw;
  });
  const dimensions = plan.embeddings.flatMap(({ stem, columns: names, offset }) =>
    names.flatMap((name, index) => (excluded.has(stem) || excluded.has(name) ? [] : offset + index)),
  );
  const rows = withoutTokens(input.rows, ignoredTokens);
  const directions = directionsOf(rows, plan.tokenCount, isSeed);
  const features = { columns, raws, dimensions, directions };
  return { sample: { plan, rows, isSeed, ...features, ...momentsOf(input) }, ignoredTokens };
}

function momentsOf({ plan, rows, isSeed }: TrainingSet) {
  const rawMeans = new Float64Array(plan.rawCount);
  const rawSds = new Float64Array(plan.rawCount).fill(1);
  for (let raw = 0; raw < plan.rawCount; raw++) {
    let [count, sum, squares] = [0, 0, 0];
    for (let row = 0; row < rows.count; row++) {
      if (isSeed[row] === 1) continue;
      const value = rows.raws[row * plan.rawCount + raw] as number;
      count += 1;
      sum += value;
      squares += value * value;
    }
    const mean = sum / Math.max(1, count);
    rawMeans[raw] = mean;
    rawSds[raw] = Math.sqrt(Math.max(0, squares / Math.max(1, count) - mean * mean)) || 1;
  }
  return { rawMeans, rawSds };
}

/** Seeds and background are dealt out evenly to the folds, in the order of their hashes. */
export function foldsOf({ isSeed, hashes }: TrainingSet, folds: number): Uint8Array {
  const foldOf = new Uint8Array(isSeed.length);
  const order = Array.from({ length: isSeed.length }, (_, row) => row);
  order.sort((a, b) => (hashes[a] as number) - (hashes[b] as number) || a - b);
  const dealt = [0, 0];
  for (const row of order) {
    const side = isSeed[row] as 0 | 1;
    foldOf[row] = (dealt[side] as number) % folds;
    dealt[side] = (dealt[side] as number) + 1;
  }
  return foldOf;
}
