import type { AdditiveWeights, ScoreForm, Split } from './form.ts';

/** A model without trees is a form, too. */
export function additiveForm(weights: AdditiveWeights, ignoredTokens: Uint8Array): ScoreForm {
  return { ...weights, ignoredTokens, tokenScores: [], trees: [] };
}

/**
 * Sums of forms, each times a number: tables fall into one, trees stand beside each other, and a token
 * score that several ask about stays one.
 */
export function sumOfForms(
  parts: readonly { readonly form: ScoreForm; readonly times: number }[],
): ScoreForm {
  const used = parts.filter(({ times }) => times !== 0);
  const [first] = used.length > 0 ? used : parts;
  if (first === undefined) throw new Error('a sum of forms needs at least one form');
  const sum = (of: (form: ScoreForm) => Float32Array) =>
    of(first.form).map((_, k) =>
      used.reduce((total, { form, times }) => total + times * (of(form)[k] as number), 0),
    );
  const tokenScores: Float32Array[] = [];
  const trees = used.flatMap(({ form, times }) => {
    const places = form.tokenScores.map((weights) => {
      if (!tokenScores.includes(weights)) tokenScores.push(weights);
      return tokenScores.indexOf(weights);
    });
    const moved = (split: Split): Split =>
      split.on === 'tokenScore' ? { ...split, index: places[split.index] ?? 0 } : split;
    return form.trees.map(({ splits, leaves }) => ({
      splits: splits.map(moved),
      leaves: leaves.map((each) => times * each),
    }));
  });
  return {
    bias: used.reduce((total, { form, times }) => total + times * form.bias, 0),
    table: sum((form) => form.table),
    raws: sum((form) => form.raws),
    tokens: sum((form) => form.tokens),
    embedding: sum((form) => form.embedding),
    ignoredTokens: first.form.ignoredTokens,
    tokenScores,
    trees,
  };
}
