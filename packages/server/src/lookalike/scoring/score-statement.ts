import { type Constants, lookUp } from '../../column/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import type { EncodingPlan } from '../encoding/index.ts';
import type { ScoreForm, Split, Tree } from '../model/index.ts';
import { packedSums } from './packed-sums.ts';

const statement = sqlIn(import.meta.url);

/**
 * The statement that scores a country by a model. The model stands in its text: constants are what the engine looks up
 * without copying. Each question of the trees is asked once, however many trees ask it. `people`: how many will be scored.
 */
export function scoreStatement(form: ScoreForm, plan: EncodingPlan, people: number): string {
  const splits = new Splits(plan);
  const trees = form.trees.map((tree) => treeText(tree, splits));
  const weighed = [form.tokens, ...form.tokenScores].filter(
    (weights) => isUsed(weights) && !isCount(weights),
  );
  const packed = packedSums(weighed);
  const sumOver = (weights: Float32Array) =>
    isCount(weights) ? 'toFloat32(length(known_tokens))' : (packed.sums[weighed.indexOf(weights)] ?? '0');
  const scores = form.tokenScores.map((weights, index) => `${sumOver(weights)} AS token_score_${index}`);
  return statement('score-people', {
    // The scores of tokens stand first, because answers may be about them.
    columns: [...packed.columns, ...scores, ...splits.columns()]
      .map((column) => `,\n      ${column}`)
      .join(''),
    known_tokens: knownTokens(form),
    additive: additive(form, sumOver).join('\n  + '),
    trees: trees.length === 0 ? '0' : trees.join('\n  + '),
    is_compiled: String(Number(people >= compiledPeopleMin)),
  });
}

/** The engine takes 0.3 s to compile a model, and then a seventh less to score: 0.06 s for a million people. */
const compiledPeopleMin = 5_000_000;

const maskBits = 64;

/** Up to so many tokens are looked for one by one: to look through a list takes 20 ns, and to gather its bits 50. */
const tokensOneByOneMax = 2;

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

  /** Which of the tokens that are asked for a person has, as bits of as many numbers as it takes. */
  #masks(): string[] {
    const tokens = [...this.#tokens.keys()];
    return Array.from({ length: Math.ceil(tokens.length / maskBits) }, (_, mask) => {
      const asked = tokens.slice(mask * maskBits, (mask + 1) * maskBits);
      return `${maskOf(asked)} AS tokens_${mask}`;
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

/** Which of these tokens a person has: the first as bit 0, and so on. */
function maskOf(tokens: readonly number[]): string {
  const bits = tokens.map((_token, place) => 1n << BigInt(place));
  if (tokens.length <= tokensOneByOneMax) {
    return tokens.map((token, place) => `toUInt64(has(known_tokens, ${token})) * ${bits[place]}`).join(' + ');
  }
  const bitOf = `transform(code, [${tokens}], CAST([${bits}], 'Array(UInt64)'), toUInt64(0))`;
  return `arraySum(code -> ${bitOf}, known_tokens)`;
}

/** The number of the leaf has the answer to split k as its bit k; bytes stay bytes, which the engine does 32 at a time. */
function treeText({ splits, leaves }: Tree, all: Splits): string {
  if (splits.length === 0) return numberText(leaves[0] ?? 0);
  const bits = splits.map((split, bit) =>
    bit === 0 ? all.nameOf(split) : `bitShiftLeft(${all.nameOf(split)}, ${bit})`,
  );
  const leaf = bits.reduce((sum, bit) => `bitOr(${sum}, ${bit})`);
  return lookUp(leaf, floats(leaves));
}

function additive(form: ScoreForm, sumOver: (weights: Float32Array) => string): string[] {
  const terms = [numberText(form.bias)];
  if (isUsed(form.table)) terms.push(`arraySum(code -> ${lookUp('code', floats(form.table))}, codes)`);
  if (isUsed(form.raws)) terms.push(`dotProduct(raws, ${floats(form.raws).list})`);
  if (isUsed(form.embedding)) terms.push(`dotProduct(embedding, ${floats(form.embedding).list})`);
  if (isUsed(form.tokens)) terms.push(sumOver(form.tokens));
  return terms;
}

function knownTokens({ ignoredTokens }: ScoreForm): string {
  const ignored = [...ignoredTokens.keys()].filter((token) => ignoredTokens[token] === 1);
  return ignored.length === 0 ? 'tokens' : `arrayFilter(code -> code NOT IN (${ignored.join(',')}), tokens)`;
}

/** How many tokens somebody has is a sum, too, and needs no looking up. */
const isCount = (weights: Float32Array) => weights.every((weight) => weight === 1);

const isUsed = (weights: Float32Array) => weights.some((weight) => weight !== 0);

/** Nine digits give a number of 32 bits back to the last bit. */
function floats(values: Float32Array): Constants {
  const numbers = Array.from(values, (value) => Number(value.toPrecision(9)));
  return { list: `CAST([${numbers}], 'Array(Float32)')`, count: values.length, otherwise: 'toFloat32(0)' };
}

function numberText(value: number): string {
  return `toFloat32(${Number(value.toPrecision(9))})`;
}
