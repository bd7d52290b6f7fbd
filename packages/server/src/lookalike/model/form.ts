import type { EncodedRows } from '../encoding/index.ts';

/**
 * One question of a tree. It is answered with yes when
 * `code`: the code of scalar column `index` within its own column is above `above`;
 * `level`: that code is `above`;
 * `token`: the person has token `index`;
 * `tokenScore`: token score `index` is above `above`;
 * `embedding`: dimension `index` is above `above`.
 */
export interface Split {
  readonly on: 'code' | 'level' | 'token' | 'tokenScore' | 'embedding';
  readonly index: number;
  readonly above: number;
}

/** Every person answers all splits; the answer to split k is bit k of the number of the leaf. */
export interface Tree {
  readonly splits: readonly Split[];
  /** 2 ^ splits values. */
  readonly leaves: Float32Array;
}

/** The additive part of a score. */
export interface AdditiveWeights {
  readonly bias: number;
  /** By code of all columns together. */
  readonly table: Float32Array;
  readonly raws: Float32Array;
  /** By token, for whoever has it. */
  readonly tokens: Float32Array;
  readonly embedding: Float32Array;
}

/** A model as one closed form, so that one scan of the population can evaluate it. */
export interface ScoreForm extends AdditiveWeights {
  /** By token: 1 when it must not enter. Such tokens neither weigh nor count. */
  readonly ignoredTokens: Uint8Array;
  /** Plain sums over a person's tokens, by token, for the trees to ask about. */
  readonly tokenScores: readonly Float32Array[];
  readonly trees: readonly Tree[];
}

/** Where each scalar column's codes begin. */
export type Offsets = readonly number[];

/** The same people without the tokens that must not enter. */
export function withoutTokens(rows: EncodedRows, ignored: Uint8Array): EncodedRows {
  if (!ignored.includes(1)) return rows;
  const tokens = new Uint16Array(rows.tokens.length);
  const tokenStarts = new Uint32Array(rows.count + 1);
  let length = 0;
  for (let row = 0; row < rows.count; row++) {
    const end = rows.tokenStarts[row + 1] as number;
    for (let at = rows.tokenStarts[row] as number; at < end; at++) {
      const token = rows.tokens[at] as number;
      if (ignored[token] === 1) continue;
      tokens[length] = token;
      length += 1;
    }
    tokenStarts[row + 1] = length;
  }
  return { ...rows, tokenStarts, tokens: tokens.subarray(0, length) };
}

/** The score of every person, as the engine computes it. */
export function score(form: ScoreForm, offsets: Offsets, people: EncodedRows): Float64Array {
  const rows = withoutTokens(people, form.ignoredTokens);
  const scores = additiveScores(form, rows);
  const sums = form.tokenScores.map((weights) => tokenSums(weights, rows));
  for (const tree of form.trees) addTree(scores, tree, rows, offsets, sums);
  return scores;
}

export function additiveScores(weights: AdditiveWeights, rows: EncodedRows): Float64Array {
  const { codes, raws, tokens, tokenStarts, embedding } = rows;
  const scores = new Float64Array(rows.count).fill(weights.bias);
  const width = codes.length / Math.max(1, rows.count);
  const [rawCount, dimensions] = [weights.raws.length, weights.embedding.length];
  for (let row = 0; row < rows.count; row++) {
    let sum = weights.bias;
    for (let at = row * width; at < (row + 1) * width; at++)
      sum += weights.table[codes[at] as number] as number;
    for (let k = 0; k < rawCount; k++)
      sum += (weights.raws[k] as number) * (raws[row * rawCount + k] as number);
    for (let k = 0; k < dimensions; k++) {
      sum += (weights.embedding[k] as number) * (embedding[row * dimensions + k] as number);
    }
    const end = tokenStarts[row + 1] as number;
    for (let at = tokenStarts[row] as number; at < end; at++) {
      sum += weights.tokens[tokens[at] as number] as number;
    }
    scores[row] = sum;
  }
  return scores;
}

/** The plain sum of weights over each person's tokens. */
export function tokenSums(weights: Float32Array, rows: EncodedRows): Float32Array {
  const sums = new Float32Array(rows.count);
  for (let row = 0; row < rows.count; row++) {
    let sum = 0;
    const end = rows.tokenStarts[row + 1] as number;
    for (let at = rows.tokenStarts[row] as number; at < end; at++) {
      sum += weights[rows.tokens[at] as number] as number;
    }
    sums[row] = sum;
  }
  return sums;
}

function addTree(
  scores: Float64Array,
  tree: Tree,
  rows: EncodedRows,
  offsets: Offsets,
  sums: readonly Float32Array[],
): void {
  const answers = tree.splits.map((split) => answerOf(split, rows, offsets, sums));
  for (let row = 0; row < rows.count; row++) {
    let leaf = 0;
    for (let k = 0; k < answers.length; k++) if (answers[k]?.(row) === true) leaf |= 1 << k;
    scores[row] = (scores[row] as number) + (tree.leaves[leaf] as number);
  }
}

function answerOf(
  { on, index, above }: Split,
  rows: EncodedRows,
  offsets: Offsets,
  sums: readonly Float32Array[],
): (row: number) => boolean {
  const width = offsets.length;
  const offset = offsets[index] ?? 0;
  const { codes, embedding, tokens, tokenStarts } = rows;
  const dimensions = embedding.length / Math.max(1, rows.count);
  switch (on) {
    case 'code':
      return (row) => (codes[row * width + index] as number) - offset > above;
    case 'level':
      return (row) => (codes[row * width + index] as number) - offset === above;
    case 'embedding':
      return (row) => (embedding[row * dimensions + index] as number) > above;
    case 'tokenScore':
      return (row) => (sums[index]?.[row] as number) > above;
    case 'token':
      return (row) => tokens.subarray(tokenStarts[row], tokenStarts[row + 1]).includes(index);
  }
}
