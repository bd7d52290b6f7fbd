import { sqlIn } from '../../kernel/sql-file.ts';
import type { EncodingPlan, TokenColumn } from '../encoding/index.ts';
import type { ScoreForm, Split, Tree } from '../model/index.ts';

const statement = sqlIn(import.meta.url);

/**
 * The statement that scores a country by a model. The model stands in its text: constants are what the engine looks up
 * without copying. Each question of the trees is asked once, however many trees ask it.
 */
export function scoreStatement(form: ScoreForm, plan: EncodingPlan): string {
  const splits = new Splits(plan);
  const trees = form.trees.map((tree) => treeText(tree, splits));
  return statement('score-people', {
    // The scores of tokens stand first, because answers may be about them.
    columns: [...form.tokenScores.map(tokenScore), ...splits.columns()]
      .map((column) => `,\n      ${column}`)
      .join(''),
    known_tokens: knownTokens(form),
    additive: additive(form, plan).join('\n  + '),
    trees: trees.length === 0 ? '0' : trees.join('\n  + '),
  });
}

const maskBits = 64;

/** The questions of all trees, each once, as columns of 0 or 1. */
class Splits {
  readonly #plan: EncodingPlan;
  readonly #names = new Map<string, string>();
  /** Tokens that are asked for, by their places among the bits of the masks. */
  readonly #tokens = new Map<number, number>();

  constructor(plan: EncodingPlan) {
    this.#plan = plan;
  }

  nameOf(split: Split): string {
    const text = this.#textOf(split);
    const name = this.#names.get(text) ?? `answer_${this.#names.size}`;
    this.#names.set(text, name);
    return name;
  }

  columns(): string[] {
    return [...this.#masks(), ...[...this.#names].map(([text, name]) => `${text} AS ${name}`)];
  }

  /** Which of the tokens that are asked for a person has, as bits: to look through a list costs 25 ns, once is enough. */
  #masks(): string[] {
    return Array.from({ length: Math.ceil(this.#tokens.size / maskBits) }, (_, mask) => {
      const bits = Array.from({ length: this.#plan.tokenCount }, (_bits, token) => {
        const place = this.#tokens.get(token);
        return place === undefined || Math.floor(place / maskBits) !== mask
          ? 0n
          : 1n << BigInt(place % maskBits);
      });
      return `arraySum(code -> CAST([${bits}], 'Array(UInt64)')[code + 1], known_tokens) AS tokens_${mask}`;
    });
  }

  #hasToken(token: number): string {
    const place = this.#tokens.get(token) ?? this.#tokens.size;
    this.#tokens.set(token, place);
    return `bitTest(tokens_${Math.floor(place / maskBits)}, ${place % maskBits})`;
  }

  #textOf({ on, index, above }: Split): string {
    const place = index + 1;
    const offset = this.#plan.scalars[index]?.offset ?? 0;
    switch (on) {
      case 'code':
        return `(codes[${place}] > ${offset + above})`;
      case 'level':
        return `(codes[${place}] = ${offset + above})`;
      case 'embedding':
        return `(embedding[${place}] > ${numberText(above)})`;
      case 'tokenScore':
        return `(token_score_${index} > ${numberText(above)})`;
      case 'token':
        return this.#hasToken(index);
    }
  }
}

/** The number of the leaf has the answer to split k as its bit k; bytes stay bytes, which the engine does 32 at a time. */
function treeText({ splits, leaves }: Tree, all: Splits): string {
  if (splits.length === 0) return numberText(leaves[0] ?? 0);
  const bits = splits.map((split, bit) =>
    bit === 0 ? all.nameOf(split) : `bitShiftLeft(${all.nameOf(split)}, ${bit})`,
  );
  const leaf = bits.reduce((sum, bit) => `bitOr(${sum}, ${bit})`);
  return `${floats(leaves)}[${leaf} + 1]`;
}

function additive(form: ScoreForm, { tokenColumns }: EncodingPlan): string[] {
  const terms = [numberText(form.bias)];
  if (isUsed(form.table)) terms.push(`arraySum(code -> ${floats(form.table)}[code + 1], codes)`);
  if (isUsed(form.raws)) terms.push(`dotProduct(raws, ${floats(form.raws)})`);
  if (isUsed(form.embedding)) terms.push(`dotProduct(embedding, ${floats(form.embedding)})`);
  return [...terms, ...tokenTerms(form, tokenColumns)];
}

/** Categories with very many levels have one token at most, so they are summed together; of lists each has its own root. */
function tokenTerms(form: ScoreForm, columns: readonly TokenColumn[]): string[] {
  const single = form.tokens.slice();
  const terms: string[] = [];
  for (const { offset, tokens, isList } of columns) {
    if (!isList) continue;
    const weights = form.tokens.subarray(offset, offset + tokens.length);
    single.fill(0, offset, offset + tokens.length);
    const own =
      columns.length === 1
        ? 'known_tokens'
        : `arrayFilter(code -> code BETWEEN ${offset} AND ${offset + tokens.length - 1}, known_tokens)`;
    const sum = `arraySum(code -> ${floats(weights)}[code - ${offset} + 1], ${own})`;
    if (isUsed(weights)) terms.push(`if(empty(${own}), 0, ${sum} / sqrt(length(${own})))`);
  }
  if (isUsed(single)) terms.push(`arraySum(code -> ${floats(single)}[code + 1], known_tokens)`);
  return terms;
}

function knownTokens({ ignoredTokens }: ScoreForm): string {
  const ignored = [...ignoredTokens.keys()].filter((token) => ignoredTokens[token] === 1);
  return ignored.length === 0 ? 'tokens' : `arrayFilter(code -> code NOT IN (${ignored.join(',')}), tokens)`;
}

/** How many tokens somebody has is a score, too, and needs no looking up. */
function tokenScore(weights: Float32Array, index: number): string {
  const sum = weights.every((weight) => weight === 1)
    ? 'length(known_tokens)'
    : `arraySum(code -> ${floats(weights)}[code + 1], known_tokens)`;
  return `toFloat32(${sum}) AS token_score_${index}`;
}

const isUsed = (weights: Float32Array) => weights.some((weight) => weight !== 0);

/** Nine digits give a number of 32 bits back to the last bit. */
function floats(values: Float32Array): string {
  return `CAST([${Array.from(values, (value) => Number(value.toPrecision(9)))}], 'Array(Float32)')`;
}

function numberText(value: number): string {
  return `toFloat32(${Number(value.toPrecision(9))})`;
}
