import {
  type Applier,
  type MemberState,
  type Membership,
  membershipOf,
  type RunTarget,
} from '../audience/index.ts';
import type { Column } from '../column/index.ts';
import type { Control } from '../control/index.ts';
import type { Encoder, Encoding } from './features/index.ts';
import { type Samples, trainInWorker } from './learning/index.ts';
import type { Lookalike, LookalikeReader, LookalikeWriter, Model, ModelRequest } from './record/index.ts';
import { dropScores, scoreCountry, writeCut } from './scoring/index.ts';
import { type LearnFrom, seedsFor } from './seeds.ts';
import type { LookalikeSpec } from './spec/index.ts';

/** Rises with every change that gives other scores for the same input. */
const codeVersion = '10';

/** What changes meanwhile is followed an hour later (record/sql/due.sql). */
const fresherMs = 3_600_000;

/** For so many people trees are dear to score, and few of them nearly as good. */
const largePopulation = 2_000_000;
const treesOfLarge = 40;

export interface BuilderOptions {
  readonly control: Control;
  readonly column: Column;
  readonly samples: Samples;
  readonly encoder: Encoder;
  readonly reader: LookalikeReader;
  readonly writer: LookalikeWriter;
  readonly applier: Pick<Applier, 'replaceMembers'>;
  /** Seeds that a country needs. */
  readonly seedsMin: number;
  readonly tieKey: { readonly k0: string; readonly k1: string };
  /** Its seed is being filled, so nothing was built. */
  readonly onWaiting: (audienceId: number) => void;
  readonly onBuilt: (audienceId: number, seconds: number) => void;
  readonly onFailed: (audienceId: number, error: unknown) => void;
}

/** A lookalike that cannot be built from its seed, in words for its owner. */
class CannotBuild extends Error {
  override readonly name = 'CannotBuild';
}

/** Builds lookalikes: encodes, learns, scores and cuts whatever of it is not there yet. */
export class Builder {
  readonly #options: BuilderOptions;
  constructor(options: BuilderOptions) {
    this.#options = options;
  }

  /** Builds one lookalike, or builds it anew. Running it again gives the same people. */
  async build(audienceId: number): Promise<void> {
    const { control, reader, writer, onBuilt, onFailed } = this.#options;
    const lookalike = await reader.find(audienceId);
    if (lookalike === null || !isDue(lookalike)) return;
    const began = performance.now();
    try {
      const seed = await membershipOf(control, lookalike.origin.id);
      if (seed === null || seed.isDeleted) throw new CannotBuild('Its seed was deleted.');
      if (seed.isWaiting) {
        this.#options.onWaiting(audienceId);
        return;
      }
      await this.#buildFrom(audienceId, lookalike.spec, seed);
      onBuilt(audienceId, (performance.now() - began) / 1000);
    } catch (error) {
      const reason =
        error instanceof CannotBuild ? error.message : 'Building failed; the log of the server tells why.';
      await writer.failed(audienceId, reason);
      onFailed(audienceId, error);
    }
  }

  /** Drops models and encodings that nothing needs any more. */
  async dropUnused(): Promise<void> {
    const { writer, column, encoder } = this.#options;
    for (const id of await writer.unusedModels()) {
      await this.#options.samples.drop(id);
      await dropScores(column, id);
      await writer.markModelDropped(id);
    }
    await encoder.dropOld();
  }

  async #buildFrom(audienceId: number, spec: LookalikeSpec, seed: Membership): Promise<void> {
    const { encoder, writer, applier } = this.#options;
    const encoding = await encoder.current();
    const models = await this.#models(spec, seed, encoding);
    const replaced = await applier.replaceMembers(audienceId, async (target) => {
      for (const model of models) await this.#cut(model, spec, seed, target);
    });
    if (replaced === null) return;
    const drift = replaced.before === 0 ? null : 1 - replaced.kept / replaced.before;
    await writer.built(audienceId, { models, seed, populationVersion: encoding.populationVersion, drift });
  }

  async #models(spec: LookalikeSpec, seed: Membership, encoding: Encoding): Promise<readonly Model[]> {
    const seedsByCountry = await this.#options.samples.seedsByCountry(seed, encoding.id);
    const learned = seedsFor(
      spec,
      seedsByCountry,
      Object.keys(encoding.peopleByCountry),
      this.#options.seedsMin,
    );
    if (learned.length === 0) {
      throw new CannotBuild(
        `Its seed has fewer than ${this.#options.seedsMin} people in the countries that it may learn from.`,
      );
    }
    const models: Model[] = [];
    for (const from of learned) models.push(await this.#model(spec, seed, encoding, from));
    return models;
  }

  /** The scores of one country: those that are there, or new ones. */
  async #model(spec: LookalikeSpec, seed: MemberState, encoding: Encoding, from: LearnFrom): Promise<Model> {
    const { excludedFeatures, excludedTokens } = spec;
    const { country, isInternational } = from;
    const options = { excludedFeatures, excludedTokens, isInternational };
    const request: ModelRequest = { seed, country, options, encoding, codeVersion };
    return (await this.#options.writer.findModel(request)) ?? (await this.#learn(request, from));
  }

  async #learn(request: ModelRequest, from: LearnFrom): Promise<Model> {
    const { column, writer, tieKey } = this.#options;
    const { encoding, country, options, seed } = request;
    const modelId = await writer.beginModel(request);
    const clock = stopwatch();
    const sample = await this.#options.samples.take({
      modelId,
      seed,
      encoding,
      seedsByCountry: from.seedsByCountry,
    });
    const sampleSeconds = clock();
    const scored = { modelId, country: country.toLowerCase() };
    const people = encoding.peopleByCountry[scored.country] ?? 0;
    const trained = await trainInWorker(sample.set, {
      excludeColumns: [...options.excludedFeatures, ...(options.isInternational ? spacesOf(encoding) : [])],
      excludeTokens: options.excludedTokens,
      valueBased: sample.hasValues,
      ...(people > largePopulation ? { maxTrees: treesOfLarge, isSparing: true } : {}),
    });
    const trainSeconds = clock();
    await this.#options.samples.keepCrossScores(scored, sample, trained.crossFitted);
    await scoreCountry(column, { ...scored, encoding, form: trained.form, tieKey });
    await this.#options.samples.drop(modelId);
    const { seeds, background } = sample;
    const seconds = { sample: sampleSeconds, train: trainSeconds, score: clock() };
    return writer.endModel(modelId, {
      seeds,
      background,
      people,
      quality: trained.quality,
      seconds,
    });
  }

  /** A share of the people of the country, however many of them may not be members. */
  #cut(model: Model, spec: LookalikeSpec, seed: MemberState, target: RunTarget): Promise<void> {
    const rankOf = (percent: number) => Math.round((model.people * percent) / 100);
    const ranks = { fromRank: rankOf(spec.fromPercent), toRank: rankOf(spec.toPercent) };
    return writeCut(this.#options.column, { modelId: model.id, seed, ...ranks }, target);
  }
}

/** False for what was built a moment ago: of two jobs that say the same, the second finds nothing to do. */
function isDue({ builtAt, refreshAt }: Lookalike): boolean {
  const isWaiting = refreshAt !== null && refreshAt.getTime() > Date.now();
  return !isWaiting || builtAt === null || Date.now() - builtAt.getTime() > fresherMs;
}

/** Embeddings of two countries may lie in two spaces, so what is learned in one says nothing about another. */
function spacesOf({ plan }: Encoding): string[] {
  return plan.embeddings.map(({ stem }) => stem);
}

/** Seconds since the last call. */
function stopwatch(): () => number {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const seconds = (now - last) / 1000;
    last = now;
    return Math.round(seconds * 1000) / 1000;
  };
}
