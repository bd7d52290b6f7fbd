import { type MemberState, memberParams } from '../../audience/index.ts';
import type { Column, ColumnParams } from '../../column/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import type { EncodedRows } from '../encoding/index.ts';
import type { Encoding } from '../features/index.ts';
import type { TrainingSet } from '../model/index.ts';
import { sharedParts } from '../parts.ts';

const statement = sqlIn(import.meta.url);

/** More seeds than this teach a model nothing new. */
const seedsMax = 50_000;

/** Twenty people of the background for each seed, within these bounds. */
const backgroundPerSeed = 20;
const backgroundMin = 8_000;
const backgroundMax = 20_000;

/** Which people of a seed teach, and from where. */
export interface SampleRequest {
  readonly modelId: number;
  readonly seed: MemberState;
  readonly encoding: Encoding;
  /** How many seeds live where: the background has the same shares, so that a country alone teaches nothing. */
  readonly seedsByCountry: ReadonlyMap<string, number>;
}

/** The sample of a model as its training takes it, and who is in which row. */
export interface TakenSample {
  readonly set: TrainingSet;
  /** By row. */
  readonly people: readonly bigint[];
  readonly countries: readonly string[];
  readonly seeds: number;
  readonly background: number;
  /** Whether at least half of the seeds have a value. */
  readonly hasValues: boolean;
}

interface SampleRow {
  readonly person: string;
  readonly country: string;
  readonly is_seed: number;
  readonly value: number | null;
  readonly codes: readonly number[];
  readonly raws: readonly number[];
  readonly tokens: readonly number[];
  readonly embedding: readonly number[];
}

/** Draws the people that a model learns from. The same seed and population give the same people. */
export class Samples {
  readonly #column: Column;

  constructor(column: Column) {
    this.#column = column;
  }

  /** Members of a seed by country, of those that an encoding knows. */
  seedsByCountry(seed: MemberState, encoding: number): Promise<Map<string, number>> {
    return this.#count(statement('count-seeds', sharedParts), { ...memberParams(seed), encoding });
  }

  /** The same in the population as it is now. */
  seedsOfPopulation(seed: MemberState): Promise<Map<string, number>> {
    return this.#count(statement('count-seeds-of-population', sharedParts), memberParams(seed));
  }

  async take(request: SampleRequest): Promise<TakenSample> {
    const { modelId, encoding, seed, seedsByCountry } = request;
    const params = { ...memberParams(seed), model: modelId, encoding: encoding.id };
    await this.#column.exec(statement('sample-seeds', sharedParts), {
      ...params,
      countries: [...seedsByCountry.keys()],
      most: seedsMax,
    });
    const total = [...seedsByCountry.values()].reduce((sum, each) => sum + each, 0);
    const wanted = Math.min(
      backgroundMax,
      Math.max(backgroundMin, backgroundPerSeed * Math.min(total, seedsMax)),
    );
    for (const [country, seeds] of seedsByCountry) {
      await this.#column.exec(statement('sample-background', sharedParts), {
        ...params,
        country,
        most: Math.ceil((wanted * seeds) / total),
      });
    }
    const rows = await this.#column.query<SampleRow>(statement('read-sample'), {
      model: modelId,
      encoding: encoding.id,
    });
    const seeds = rows.filter((row) => row.is_seed === 1).length;
    const valued = rows.filter((row) => row.is_seed === 1 && row.value !== null).length;
    return {
      set: trainingSetOf(rows, encoding),
      people: rows.map((row) => BigInt(row.person)),
      countries: rows.map((row) => row.country),
      seeds,
      background: rows.length - seeds,
      hasValues: valued * 2 >= seeds,
    };
  }

  /** Keeps scores that were made by models which did not see the people that they score, of people of one country. */
  async keepCrossScores(
    { modelId, country }: { readonly modelId: number; readonly country: string },
    sample: TakenSample,
    scores: Float64Array,
  ): Promise<void> {
    const bytes = Buffer.alloc(12 * sample.people.length);
    let end = 0;
    for (const [row, person] of sample.people.entries()) {
      const score = scores[row];
      if (score === undefined || Number.isNaN(score) || sample.countries[row] !== country) continue;
      bytes.writeBigUInt64LE(person, end);
      bytes.writeFloatLE(score, end + 8);
      end += 12;
    }
    await this.#column.load(statement('load-cross-scores'), { model: modelId }, 'RowBinary', [
      bytes.subarray(0, end),
    ]);
  }

  async #count(sql: string, params: ColumnParams): Promise<Map<string, number>> {
    const rows = await this.#column.query<{ country: string; people: string }>(sql, params);
    return new Map(rows.map((row) => [row.country, Number(row.people)]));
  }

  /** Nobody can be found in what is left of a model when its sample is gone. */
  async drop(modelId: number): Promise<void> {
    await this.#column.exec(`ALTER TABLE lookalike_samples DROP PARTITION ${modelId}`);
    await this.#column.exec(`ALTER TABLE lookalike_cross_scores DROP PARTITION ${modelId}`);
  }
}

/** Rows of lists become flat arrays. The loop runs over a sample, at most 70 000 people, whatever the population. */
function trainingSetOf(rows: readonly SampleRow[], { plan }: Encoding): TrainingSet {
  const count = rows.length;
  const [width, raws, dimensions] = [plan.scalars.length, plan.rawCount, plan.dimensionCount];
  const encoded: EncodedRows = {
    count,
    codes: new Uint16Array(count * width),
    raws: new Float32Array(count * raws),
    tokenStarts: new Uint32Array(count + 1),
    tokens: new Uint16Array(rows.reduce((sum, row) => sum + row.tokens.length, 0)),
    embedding: new Float32Array(count * dimensions),
  };
  const isSeed = new Uint8Array(count);
  const values = new Float64Array(count).fill(Number.NaN);
  const hashes = new Uint32Array(count);
  let tokens = 0;
  for (const [index, row] of rows.entries()) {
    encoded.codes.set(row.codes, index * width);
    encoded.raws.set(row.raws, index * raws);
    encoded.embedding.set(row.embedding, index * dimensions);
    encoded.tokens.set(row.tokens, tokens);
    tokens += row.tokens.length;
    encoded.tokenStarts[index + 1] = tokens;
    isSeed[index] = row.is_seed;
    values[index] = row.value ?? Number.NaN;
    hashes[index] = Number(BigInt(row.person) & 0xffff_ffffn);
  }
  return { plan, rows: encoded, isSeed, values, hashes, seed: 1 };
}
