import { createHash } from 'node:crypto';
import { limits } from '@kindred/contract';
import { writeAudit } from '../access/index.ts';
import {
  type Applier,
  type Audience,
  type AudienceReader,
  insertAudience,
  lockAudience,
  membershipOf,
} from '../audience/index.ts';
import type { Column } from '../column/index.ts';
import type { Control } from '../control/index.ts';
import { Builder } from './builder.ts';
import { Catalogue } from './catalogue.ts';
import type { EncodingPlan } from './encoding/index.ts';
import { Corrections, Encoder } from './features/index.ts';
import { Samples } from './learning/index.ts';
import {
  findDuplicate,
  insertLookalike,
  type Lookalike,
  LookalikeReader,
  LookalikeWriter,
} from './record/index.ts';
import { type LookalikeReport, reportOf } from './report/index.ts';
import { scoreLines } from './scoring/index.ts';
import { seedsFor } from './seeds.ts';
import type { LookalikeSpec } from './spec/index.ts';

/** Until a seed that is being filled is looked at again. */
const waitMs = 1000;

export interface LookalikesOptions {
  readonly control: Control;
  readonly column: Column;
  readonly audiences: AudienceReader;
  readonly applier: Pick<Applier, 'replaceMembers'>;
  /** Of the hashes at rest; people with the same score are ordered by one of them. */
  readonly pepper: { readonly k0: string; readonly k1: string };
  readonly seedsMin: number;
  readonly populationVersion: () => Promise<number>;
  /** Asks for `build` to be called soon; or for the audience to be made at the platform where its origin lives. */
  readonly requestBuild: (audienceId: number) => Promise<void>;
  readonly onBuilt: (audienceId: number, seconds: number) => void;
  readonly onFailed: (audienceId: number, error: unknown) => void;
}

/** Why a lookalike is not made, beside what is wrong with its specification. */
export type LookalikeProblem = 'origin_is_lookalike' | 'seed_too_small' | 'duplicate' | 'too_many';

/** A lookalike that is not made. */
export class LookalikeRefused extends Error {
  override readonly name = 'LookalikeRefused';
  readonly problem: LookalikeProblem;

  constructor(problem: LookalikeProblem) {
    super(`a lookalike was refused: ${problem}`);
    this.problem = problem;
  }
}

export interface NewLookalike {
  readonly adAccountId: number;
  readonly tokenId: number;
  readonly name: string;
  readonly description: string | null;
  readonly origin: Audience;
  readonly spec: LookalikeSpec;
  /** Meta's own number of seeds, also where the operator asks for fewer. */
  readonly isSeedStrict?: boolean;
}

/** Audiences of people who are like those of another audience. */
export class Lookalikes {
  readonly reader: LookalikeReader;
  readonly catalogue: Catalogue;
  readonly #options: LookalikesOptions;
  readonly #encoder: Encoder;
  readonly #samples: Samples;
  readonly #builder: Builder;
  readonly #writer: LookalikeWriter;

  constructor(options: LookalikesOptions) {
    const { control, column } = options;
    this.#options = options;
    const corrections = new Corrections(control);
    this.reader = new LookalikeReader(control);
    this.#writer = new LookalikeWriter(control);
    this.#encoder = new Encoder({ ...options, corrections });
    this.catalogue = new Catalogue({ column, corrections, populationVersion: options.populationVersion });
    this.#samples = new Samples(column);
    this.#builder = new Builder({
      ...options,
      samples: this.#samples,
      encoder: this.#encoder,
      reader: this.reader,
      writer: this.#writer,
      tieKey: options.pepper,
      // What is lost here with the process is found by the next sweep.
      onWaiting: (audienceId) => {
        setTimeout(() => void options.requestBuild(audienceId), waitMs).unref();
      },
    });
  }

  /** The Graph id of the lookalike that a new one would be a duplicate of; null for none. */
  findSame(request: Pick<NewLookalike, 'adAccountId' | 'origin' | 'spec'>): Promise<string | null> {
    return findDuplicate(this.#options.control, sameAs(request));
  }

  /** Makes the audience, and has its people found in the background. Throws LookalikeRefused. */
  async create(request: NewLookalike): Promise<Audience> {
    const { adAccountId, tokenId, origin, spec } = request;
    const { control, audiences, requestBuild } = this.#options;
    if (origin.subtype === 'LOOKALIKE') throw new LookalikeRefused('origin_is_lookalike');
    if ((await audiences.countOf(adAccountId, ['LOOKALIKE'])) >= limits.lookalike_audiences_max) {
      throw new LookalikeRefused('too_many');
    }
    const same = sameAs(request);
    if ((await findDuplicate(control, same)) !== null) throw new LookalikeRefused('duplicate');
    // Where the origin lives elsewhere, only its platform knows who is in it.
    if (origin.relayed === null) await this.#requireSeeds(request);
    const audience = await control.transaction(async (tx) => {
      // Locked, so that of two requests at once one sees the other.
      if (!(await lockAudience(tx, origin.id))) throw new LookalikeRefused('seed_too_small');
      if ((await findDuplicate(tx, same)) !== null) throw new LookalikeRefused('duplicate');
      const { name, description } = request;
      const inserted = await insertAudience(tx, {
        adAccountId,
        name,
        description,
        subtype: 'LOOKALIKE',
        optOutLink: null,
        userType: null,
        isRelayed: origin.relayed !== null,
      });
      await insertLookalike(tx, {
        audienceId: inserted.id,
        originId: origin.id,
        spec,
        fingerprint: same.fingerprint,
      });
      await writeAudit(tx, tokenId, 'lookalike.create', String(inserted.id), { origin: origin.id });
      return { ...inserted, lookalikeState: 'building' as const };
    });
    await requestBuild(audience.id);
    return audience;
  }

  /** Builds one. For a job; may run at any time, and again. */
  build(audienceId: number): Promise<void> {
    return this.#builder.build(audienceId);
  }

  /** Has everything built that is due, and drops what nothing needs any more. */
  async sweep(): Promise<void> {
    const due = await this.reader.due(await this.#options.populationVersion());
    for (const audienceId of due) await this.#options.requestBuild(audienceId);
    await this.#builder.dropUnused();
  }

  /** How good a lookalike is, and what of; null while nothing was built. `isRounded`: for who may not know exact sizes. */
  async report(lookalike: Lookalike, isRounded: boolean): Promise<LookalikeReport | null> {
    const models = await this.reader.models(lookalike.models);
    if (models.length === 0) return null;
    const plans = new Map<number, EncodingPlan | null>();
    for (const { encoding } of models) plans.set(encoding, await this.#encoder.planOf(encoding));
    return reportOf(lookalike, models, ({ encoding }) => plans.get(encoding) ?? null, isRounded);
  }

  /** Everybody's score, as lines of CSV with the operator's ids. For operators only. */
  scores(lookalike: Lookalike): AsyncIterable<string> {
    return scoreLines(this.#options.column, lookalike.models);
  }

  /** A seed whose file is still being matched is taken at its word; its lookalike fails if there are too few. */
  async #requireSeeds({ origin, spec, isSeedStrict = false }: NewLookalike): Promise<void> {
    const { control, seedsMin } = this.#options;
    const wanted = isSeedStrict ? Math.max(seedsMin, limits.lookalike_seeds_min) : seedsMin;
    const seed = await membershipOf(control, origin.id);
    if (seed === null) throw new LookalikeRefused('seed_too_small');
    if (seed.isWaiting) return;
    const seeds = await this.#samples.seedsOfPopulation(seed);
    const populated = spec.isWorldwide ? [...seeds.keys()] : spec.countries.map((each) => each.toLowerCase());
    if (seedsFor(spec, seeds, populated, wanted).length === 0) throw new LookalikeRefused('seed_too_small');
  }
}

/** The same countries and size: then two lookalikes of a seed are one. */
function sameAs({ adAccountId, origin, spec }: Pick<NewLookalike, 'adAccountId' | 'origin' | 'spec'>) {
  const { type: _type, ...same } = spec;
  const fingerprint = createHash('sha256').update(JSON.stringify(same)).digest('hex').slice(0, 32);
  return { adAccountId, originId: origin.id, fingerprint };
}
