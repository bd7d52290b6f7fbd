import { type KeyKind, keyKindOfCode } from '@kindred/contract';
import type { ColumnReader } from '../../column/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import type { Imports } from '../record/imports.ts';
import type { ImportReport } from '../report.ts';

const statement = sqlIn(import.meta.url);

const featuresMax = 1000;

/** What the operator knows about everybody, in numbers. Exact: operators only. */
export interface PopulationStats {
  /** Rises with every import that was applied; 0: nothing was ever imported. */
  readonly version: number;
  readonly people: number;
  /** The largest first; '' are people without a country. */
  readonly countries: readonly { readonly country: string; readonly people: number }[];
  readonly countries_total: number;
  readonly keys: Partial<Record<KeyKind, number>>;
  /** People with at least one key of the kind. */
  readonly people_with: Partial<Record<KeyKind, number>>;
  readonly features: readonly { readonly name: string; readonly people: number; readonly coverage: number }[];
  readonly last_import: ImportReport | null;
}

type Counted = Omit<PopulationStats, 'last_import'>;

/** Counts the population. What was counted is kept until its version changes. */
export class Stats {
  readonly #column: ColumnReader;
  readonly #imports: Imports;
  #counted: Counted | null = null;

  constructor(column: ColumnReader, imports: Imports) {
    this.#column = column;
    this.#imports = imports;
  }

  async read(countriesMax: number): Promise<PopulationStats> {
    const version = await this.#imports.populationVersion();
    if (this.#counted?.version !== version) this.#counted = await this.#count(version);
    const counted = this.#counted;
    return {
      ...counted,
      countries: counted.countries.slice(0, countriesMax),
      last_import: await this.#imports.lastApplied(),
    };
  }

  async #count(version: number): Promise<Counted> {
    const [people, countries, keys, kinds, features] = await Promise.all([
      this.#rows<{ row_count: string }>('count-people'),
      this.#rows<{ country: string; row_count: string }>('count-countries'),
      this.#rows<{ kind: number; row_count: string }>('count-keys'),
      this.#rows<{ kind: number; row_count: string }>('count-kinds'),
      this.#rows<{ name: string; row_count: string }>('count-features'),
    ]);
    const total = Number(people[0]?.row_count ?? 0);
    return {
      version,
      people: total,
      countries: countries.map((row) => ({ country: row.country, people: Number(row.row_count) })),
      countries_total: countries.length,
      keys: byKind(keys),
      people_with: byKind(kinds),
      features: features.map(({ name, row_count }) => ({
        name,
        people: Number(row_count),
        coverage: Number(row_count) / total,
      })),
    };
  }

  #rows<Row>(name: string): Promise<Row[]> {
    return this.#column.query<Row>(statement(name), { features_max: featuresMax });
  }
}

function byKind(
  rows: readonly { readonly kind: number; readonly row_count: string }[],
): Partial<Record<KeyKind, number>> {
  return Object.fromEntries(rows.map((row) => [keyKindOfCode(row.kind), Number(row.row_count)]));
}
