import type { AdditiveWeights } from '../form.ts';
import type { Directions } from '../tokens/directions.ts';
import { minimise } from './minimise.ts';
import type { Lesson, Sample } from './sample.ts';

/** How freely each part may move, relative to a column's steps. */
const freedom = {
  steps: 1,
  levels: 1,
  raws: 0.5,
  tokens: 3,
  embedding: 0.2,
  directions: 0.5,
} as const;

export type Loss = 'logistic' | 'squared';

/**
 * A generalised additive model: for every ordered column a step function whose steps are small a priori (a random
 * walk over the bins, of the same spread whatever their number) and an unbounded straight term, a weight for every
 * level, token, dimension and direction of tokens. `variance` is the variance of these weights a priori.
 *
 * The parameters lie like the table of codes: code 0 is the missing value's weight, code 1 is zero, code k the step
 * up to k; behind them raws, tokens, dimensions, directions and the bias.
 */
export class AdditiveModel {
  readonly #sample: Sample;
  readonly #lesson: Lesson;
  readonly #loss: Loss;
  readonly #scales: Float64Array;
  readonly #curvature: Float64Array;
  readonly #table: Float64Array;
  /** By row. */
  readonly #terms: { readonly places: Int32Array; readonly values: Float64Array };
  readonly #slots: {
    readonly raws: number;
    readonly tokens: number;
    readonly dimensions: number;
    readonly directions: number;
    readonly bias: number;
  };
  #parameters: Float64Array;

  constructor(sample: Sample, lesson: Lesson, loss: Loss) {
    const { plan } = sample;
    this.#sample = sample;
    this.#lesson = lesson;
    this.#loss = loss;
    const raws = plan.codeCount;
    const tokens = raws + plan.rawCount;
    const dimensions = tokens + plan.tokenCount;
    const directions = dimensions + plan.dimensionCount;
    const bias = directions + (sample.directions?.means.length ?? 0);
    this.#slots = { raws, tokens, dimensions, directions, bias };
    this.#table = new Float64Array(plan.codeCount);
    this.#parameters = new Float64Array(this.#slots.bias + 1);
    this.#scales = this.#scalesOf();
    this.#terms = this.#termsOf();
    this.#curvature = this.#curvatureOf();
  }

  /** Fits from where the last fit ended, so a path from small to large variances is cheap. */
  fit(variance: number): AdditiveWeights {
    const bias = this.#slots.bias;
    const stiffness = 1 / variance;
    const curvature = this.#curvature.map((each, k) => (k === bias ? each + 1e-9 : each + stiffness));
    this.#parameters = minimise(
      (point, gradient) => this.#objective(point, gradient, stiffness),
      this.#parameters,
      curvature,
    );
    return this.#weights();
  }

  #objective(point: Float64Array, gradient: Float64Array, stiffness: number): number {
    const { bias } = this.#slots;
    this.#unroll(point);
    gradient.fill(0);
    let value = this.#accumulate(point, gradient);
    this.#rollUp(gradient);
    for (let k = 0; k < bias; k++) {
      gradient[k] = (gradient[k] as number) * (this.#scales[k] as number) + stiffness * (point[k] as number);
      value += 0.5 * stiffness * (point[k] as number) ** 2;
    }
    return value;
  }

  /** Sums loss and gradient over the rows; the gradient by code, not yet by step. */
  #accumulate(point: Float64Array, gradient: Float64Array): number {
    const { columns, plan, rows } = this.#sample;
    const { rows: taught, targets, weights } = this.#lesson;
    const slots = this.#slots;
    const { places, values } = this.#terms;
    const [width, termCount] = [plan.scalars.length, places.length];
    const { codes, tokens, tokenStarts } = rows;
    const table = this.#table;
    const effective = point.map((each, k) => each * (this.#scales[k] as number));
    effective[slots.bias] = point[slots.bias] as number;
    let value = 0;
    for (let i = 0; i < taught.length; i++) {
      const row = taught[i] as number;
      let margin = effective[slots.bias] as number;
      for (let k = 0; k < columns.length; k++) {
        margin += table[codes[row * width + (columns[k] as number)] as number] as number;
      }
      for (let k = 0; k < termCount; k++)
        margin += (values[row * termCount + k] as number) * (effective[places[k] as number] as number);
      const [begin, end] = [tokenStarts[row] as number, tokenStarts[row + 1] as number];
      for (let at = begin; at < end; at++)
        margin += effective[slots.tokens + (tokens[at] as number)] as number;
      const [target, weight] = [targets[row] as number, weights[row] as number];
      let pull: number;
      if (this.#loss === 'logistic') {
        const chance = 1 / (1 + Math.exp(-margin));
        pull = weight * (chance - target);
        value -= weight * Math.log(Math.max(1e-300, target === 1 ? chance : 1 - chance));
      } else {
        pull = weight * (margin - target);
        value += 0.5 * pull * (margin - target);
      }
      gradient[slots.bias] = (gradient[slots.bias] as number) + pull;
      for (let k = 0; k < columns.length; k++) {
        const code = codes[row * width + (columns[k] as number)] as number;
        gradient[code] = (gradient[code] as number) + pull;
      }
      for (let k = 0; k < termCount; k++) {
        const slot = places[k] as number;
        gradient[slot] = (gradient[slot] as number) + pull * (values[row * termCount + k] as number);
      }
      for (let at = begin; at < end; at++) {
        const slot = slots.tokens + (tokens[at] as number);
        gradient[slot] = (gradient[slot] as number) + pull;
      }
    }
    return value;
  }

  /** What every person has a number of: raws in their spread, dimensions and directions; and the parameters that weigh them. */
  #termsOf(): { readonly places: Int32Array; readonly values: Float64Array } {
    const { raws, dimensions, directions, rawMeans, rawSds, plan, rows } = this.#sample;
    const slots = this.#slots;
    const directionCount = slots.bias - slots.directions;
    const places = Int32Array.from([
      ...raws.map((raw) => slots.raws + raw),
      ...dimensions.map((dimension) => slots.dimensions + dimension),
      ...Array.from({ length: directionCount }, (_, k) => slots.directions + k),
    ]);
    const values = new Float64Array(rows.count * places.length);
    let at = 0;
    for (let row = 0; row < rows.count; row++) {
      for (const raw of raws) {
        const distance = (rows.raws[row * plan.rawCount + raw] as number) - (rawMeans[raw] as number);
        values[at++] = distance / (rawSds[raw] as number);
      }
      for (const dimension of dimensions)
        values[at++] = rows.embedding[row * plan.dimensionCount + dimension] as number;
      for (let k = 0; k < directionCount; k++)
        values[at++] = directions?.places[row * directionCount + k] as number;
    }
    return { places, values };
  }

  /** Steps to weights by code. */
  #unroll(point: Float64Array): void {
    for (const { kind, offset, codes } of this.#sample.plan.scalars) {
      let height = 0;
      for (let code = 0; code < codes; code++) {
        const own = (point[offset + code] as number) * (this.#scales[offset + code] as number);
        if (kind === 'category' || code === 0) this.#table[offset + code] = own;
        else {
          height += own;
          this.#table[offset + code] = height;
        }
      }
    }
  }

  /** A gradient by code to one by step: a step moves every code from its own upwards. */
  #rollUp(gradient: Float64Array): void {
    for (const { kind, offset, codes } of this.#sample.plan.scalars) {
      if (kind === 'category') continue;
      for (let code = codes - 2; code >= 1; code--) {
        gradient[offset + code] =
          (gradient[offset + code] as number) + (gradient[offset + code + 1] as number);
      }
    }
  }

  #scalesOf(): Float64Array {
    const { plan } = this.#sample;
    const scales = new Float64Array(this.#slots.bias + 1);
    for (const { kind, offset, codes } of plan.scalars) {
      const isCategory = kind === 'category';
      scales.fill(
        Math.sqrt(isCategory ? freedom.levels : freedom.steps / Math.max(1, codes - 2)),
        offset,
        offset + codes,
      );
      if (!isCategory) {
        scales[offset] = Math.sqrt(freedom.levels);
        scales[offset + 1] = 0;
      }
    }
    scales.fill(Math.sqrt(freedom.raws), this.#slots.raws, this.#slots.tokens);
    scales.fill(Math.sqrt(freedom.tokens), this.#slots.tokens, this.#slots.dimensions);
    scales.fill(Math.sqrt(freedom.embedding), this.#slots.dimensions, this.#slots.directions);
    scales.fill(Math.sqrt(freedom.directions), this.#slots.directions, this.#slots.bias);
    scales[this.#slots.bias] = 1;
    return scales;
  }

  /** The diagonal of the curvature, where nothing is known yet. */
  #curvatureOf(): Float64Array {
    const { columns, rows, plan } = this.#sample;
    const slots = this.#slots;
    const curvature = new Float64Array(slots.bias + 1);
    const unit = this.#loss === 'logistic' ? 0.25 : 1;
    let total = 0;
    for (const row of this.#lesson.rows) {
      const weight = unit * (this.#lesson.weights[row] as number);
      total += weight;
      for (const column of columns) {
        const code = rows.codes[row * plan.scalars.length + column] as number;
        curvature[code] = (curvature[code] as number) + weight;
      }
      const [begin, end] = [rows.tokenStarts[row] as number, rows.tokenStarts[row + 1] as number];
      for (let at = begin; at < end; at++) {
        const slot = slots.tokens + (rows.tokens[at] as number);
        curvature[slot] = (curvature[slot] as number) + weight;
      }
    }
    this.#rollUp(curvature);
    curvature.fill(total, slots.raws, slots.tokens);
    curvature.fill(total, slots.dimensions);
    return curvature.map((each, k) => each * (this.#scales[k] as number) ** 2);
  }

  #weights(): AdditiveWeights {
    const { rawMeans, rawSds } = this.#sample;
    const slots = this.#slots;
    this.#unroll(this.#parameters);
    const part = (from: number, to: number) =>
      Float32Array.from(
        this.#parameters.subarray(from, to),
        (each, k) => each * (this.#scales[from + k] as number),
      );
    const raws = part(slots.raws, slots.tokens).map((each, k) => each / (rawSds[k] as number));
    let bias = this.#parameters[slots.bias] as number;
    raws.forEach((each, k) => {
      bias -= each * (rawMeans[k] as number);
    });
    const tokens = part(slots.tokens, slots.dimensions);
    part(slots.directions, slots.bias).forEach((each, k) => {
      const { weights, means } = this.#sample.directions as Directions;
      bias -= each * (means[k] as number);
      weights[k]?.forEach((own, token) => {
        tokens[token] = (tokens[token] as number) + each * own;
      });
    });
    return {
      bias,
      table: Float32Array.from(this.#table),
      raws,
      tokens,
      embedding: part(slots.dimensions, slots.directions),
    };
  }
}
