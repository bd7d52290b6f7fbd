import type { ColumnReader } from '../column/index.ts';
import type { ColumnStatistics, EncodingPlan } from './encoding/index.ts';
import { type Correction, type Corrections, columnStatistics, correctedPlan } from './features/index.ts';

/** One feature of the population, as models would use it. */
export interface Feature {
  readonly name: string;
  /** What it is read as; null when it does not enter. */
  readonly kind: string | null;
  /** Share of people who have a value, 0 to 1. */
  readonly coverage: number;
  /** Of the sample that was looked at; about right for columns with many. */
  readonly distinct_values: number;
  readonly kind_given: string | null;
  readonly excluded: boolean;
  /** Why it does not enter. */
  readonly left_out: string | null;
}

export interface CatalogueOptions {
  readonly column: ColumnReader;
  readonly corrections: Corrections;
  readonly populationVersion: () => Promise<number>;
}

/** What the features of the population are, and what operators say of them. */
export class Catalogue {
  readonly #options: CatalogueOptions;
  #looked: { readonly version: number; readonly statistics: readonly ColumnStatistics[] } | null = null;

  constructor(options: CatalogueOptions) {
    this.#options = options;
  }

  async features(): Promise<readonly Feature[]> {
    const corrections = await this.#options.corrections.all();
    const statistics = await this.#statistics();
    const plan = correctedPlan(statistics, corrections);
    return statistics.map((each) =>
      featureOf(
        each,
        plan,
        corrections.find(({ name }) => name === each.name),
      ),
    );
  }

  /** Says of a feature what it is, or that no model may use it. Lookalikes follow with their next refresh. */
  correct(correction: Correction): Promise<void> {
    return this.#options.corrections.put(correction);
  }

  async #statistics(): Promise<readonly ColumnStatistics[]> {
    const version = await this.#options.populationVersion();
    if (this.#looked?.version !== version) {
      this.#looked = { version, statistics: await columnStatistics(this.#options.column) };
    }
    return this.#looked.statistics;
  }
}

function featureOf(statistics: ColumnStatistics, plan: EncodingPlan, said: Correction | undefined): Feature {
  const { name } = statistics;
  return {
    name,
    kind: kindIn(plan, name),
    coverage: statistics.count === 0 ? 0 : 1 - statistics.missing / statistics.count,
    distinct_values: statistics.distinct,
    kind_given: said?.kind ?? null,
    excluded: said?.isExcluded ?? false,
    left_out: plan.leftOut.find((each) => each.name === name)?.reason ?? null,
  };
}

function kindIn(plan: EncodingPlan, name: string): string | null {
  const scalar = plan.scalars.find((each) => each.name === name);
  if (scalar !== undefined) return scalar.kind;
  if (plan.tokenColumns.some((each) => each.name === name)) return 'tokens';
  return plan.embeddings.some(({ columns }) => columns.includes(name)) ? 'embedding' : null;
}
