import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sumOfForms } from './compose-form.ts';
import { type ScoreForm, score } from './form.ts';

/** Two people with one column of three codes, one raw, five tokens of two columns and one dimension. */
const rows = {
  count: 2,
  codes: Uint16Array.from([1, 2]),
  raws: Float32Array.from([0.5, -2]),
  tokenStarts: Uint32Array.from([0, 5, 5]),
  tokens: Uint16Array.from([0, 1, 2, 3, 4]),
  embedding: Float32Array.from([1, -1]),
};

const form: ScoreForm = {
  bias: 10,
  table: Float32Array.from([1, 2, 4]),
  raws: Float32Array.from([8]),
  tokens: Float32Array.from([1, 2, 100, 6, 0.125]),
  embedding: Float32Array.from([0.25]),
  ignoredTokens: Uint8Array.from([0, 0, 1, 1, 0]),
  tokenScores: [Float32Array.from([1, 1, 1, 1, 0])],
  trees: [
    {
      splits: [
        { on: 'code', index: 0, above: 1 },
        { on: 'tokenScore', index: 0, above: 1.5 },
      ],
      leaves: Float32Array.from([0, 1000, 2000, 3000]),
    },
    { splits: [{ on: 'level', index: 0, above: 1 }], leaves: Float32Array.from([0, 0.5]) },
    { splits: [{ on: 'token', index: 3, above: 0 }], leaves: Float32Array.from([0, 9]) },
    { splits: [{ on: 'embedding', index: 0, above: 0 }], leaves: Float32Array.from([-0.125, 0]) },
  ],
};

test('a score is the sum of table, raws, tokens, dimensions and leaves', () => {
  const [first = 0, second = 0] = score(form, [0], rows);
  // Two tokens of the first column count, so the second tree's question about their number is answered with yes; bit 1 is leaf 2.
  assert.ok(Math.abs(first - (10 + 2 + 4 + 3 + 0.125 + 0.25 + 2000 + 0.5)) < 1e-5);
  assert.ok(Math.abs(second - (10 + 4 - 16 - 0.25 + 1000 - 0.125)) < 1e-5);
});

test('a sum of forms scores what the forms do', () => {
  const sum = sumOfForms([
    { form, times: 0.5 },
    { form: { ...form, tokenScores: [Float32Array.from([0, 0, 0, 0, 0])] }, times: 2 },
  ]);
  const [own, other] = [form, { ...form, tokenScores: [Float32Array.from([0, 0, 0, 0, 0])] }].map((each) =>
    score(each, [0], rows),
  );
  score(sum, [0], rows).forEach((each, k) => {
    assert.ok(Math.abs(each - (0.5 * (own?.[k] ?? 0) + 2 * (other?.[k] ?? 0))) < 1e-3);
  });
});
