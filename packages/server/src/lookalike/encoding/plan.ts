import { centerAndScale, cutsOf } from './cuts.ts';
import { type ColumnKind, embeddingGroups, kindOf } from './kind.ts';
import type { ColumnStatistics } from './statistics.ts';

/**
 * A column with one code a person: 0 is missing. Ordered: 1 + the number of cuts that are not above the value.
 * Category: 1 is any other level, 2 + i is level i. The code of all columns together is `offset` + this one.
 */
export interface ScalarColumn {
  readonly name: string;
  readonly kind: 'numeric' | 'ordinal' | 'date' | 'category';
  readonly offset: number;
  /** How many codes it has. */
  readonly codes: number;
  readonly cuts: readonly number[];
  readonly levels: readonly string[];
  /** Where asinh((x - center) / scale) lies among the raws of a person; -1 for a category. Missing is 0. */
  readonly raw: number;
  readonly center: number;
  readonly scale: number;
  /** Whether some cells are numbers only as people write them, which takes longer to read. */
  readonly isWritten: boolean;
}

/** A column with a set of tokens a person. The code of all token columns together is `offset` + the index. */
export interface TokenColumn {
  readonly name: string;
  readonly offset: number;
  readonly tokens: readonly string[];
  /** Whether cells are split at `|`; else a cell is one token (a category with very many levels). */
  readonly isList: boolean;
}

/** Columns that are the dimensions of one space, each passed as (x - mean) / sd. Missing is 0. */
export interface EmbeddingColumns {
  readonly stem: string;
  readonly columns: readonly string[];
  readonly offset: number;
  readonly means: readonly number[];
  readonly sds: readonly number[];
}

export interface EncodingPlan {
  readonly scalars: readonly ScalarColumn[];
  readonly tokenColumns: readonly TokenColumn[];
  readonly embeddings: readonly EmbeddingColumns[];
  /** Columns that don't enter, and a sentence that says why. */
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
  readonly codeCount: number;
  readonly rawCount: number;
  readonly tokenCount: number;
  readonly dimensionCount: number;
}

export interface PlanOptions {
  /** What the operator knows better than the statistics, by column. */
  readonly kinds?: Readonly<Record<string, ColumnKind>>;
  readonly excluded?: readonly string[];
}

const levelsMax = 250;
const levelPeopleMin = 20;
const tokensMax = 4096;
const tokenPeopleMin = 5;
const allTokensMax = 65_535;

const reasons: Readonly<Partial<Record<ColumnKind | 'excluded' | 'rare' | 'unordered', string>>> = {
  id: 'Nearly every person has a value of their own, so it names people instead of describing them.',
  constant: 'Everybody has the same value.',
  empty: 'Nobody has a value.',
  excluded: 'It was excluded.',
  rare: 'No value is shared by enough people.',
  unordered: 'Its cells are neither numbers nor dates.',
};

/** Decides how each column is encoded. The same statistics give the same plan. */
export function planEncoding(
  statistics: readonly ColumnStatistics[],
  options: PlanOptions = {},
): EncodingPlan {
  const draft = new Draft();
  const excluded = new Set(options.excluded);
  const kept = statistics.filter((column) => !excluded.has(column.name));
  for (const column of statistics) if (excluded.has(column.name)) draft.leaveOut(column, 'excluded');
  const groups = embeddingGroups(
    kept.filter((column) => (options.kinds?.[column.name] ?? 'embedding') === 'embedding'),
  );
  const inGroup = new Set(groups.flatMap((group) => group.columns.map((column) => column.name)));
  for (const { stem, columns } of groups) draft.addEmbedding(stem, columns);
  for (const column of kept) {
    if (inGroup.has(column.name)) continue;
    const kind = options.kinds?.[column.name] ?? kindOf(column);
    draft.add(column, kind === 'embedding' ? 'numeric' : kind);
  }
  return draft.plan();
}

/** A plan in the making. */
class Draft {
  readonly #scalars: ScalarColumn[] = [];
  readonly #tokenColumns: TokenColumn[] = [];
  readonly #embeddings: EmbeddingColumns[] = [];
  readonly #leftOut: { name: string; reason: string }[] = [];
  #codes = 0;
  #raws = 0;
  #tokens = 0;
  #dimensions = 0;

  add(column: ColumnStatistics, kind: Exclude<ColumnKind, 'embedding'>): void {
    if (kind === 'numeric' || kind === 'ordinal' || kind === 'date') this.#addOrdered(column, kind);
    else if (kind === 'category') this.#addCategory(column);
    else if (kind === 'tokens') this.#addTokens(column, true);
    else this.leaveOut(column, kind);
  }

  leaveOut(column: ColumnStatistics, why: keyof typeof reasons): void {
    this.#leftOut.push({ name: column.name, reason: reasons[why] ?? '' });
  }

  addEmbedding(stem: string, columns: readonly ColumnStatistics[]): void {
    this.#embeddings.push({
      stem,
      columns: columns.map((column) => column.name),
      offset: this.#dimensions,
      means: columns.map((column) => column.mean),
      sds: columns.map((column) => (column.sd > 0 ? column.sd : 1)),
    });
    this.#dimensions += columns.length;
  }

  #addOrdered(column: ColumnStatistics, kind: 'numeric' | 'ordinal' | 'date'): void {
    if (column.quantiles.length === 0) {
      this.leaveOut(column, 'unordered');
      return;
    }
    const cuts = cutsOf(column);
    const { center, scale } = centerAndScale(column);
    this.#addScalar({
      name: column.name,
      kind,
      codes: cuts.length + 2,
      cuts,
      levels: [],
      raw: this.#raws,
      center,
      scale,
      isWritten: kind !== 'date' && column.writtenShare > 0,
    });
    this.#raws += 1;
  }

  #addCategory(column: ColumnStatistics): void {
    const levels = column.frequent.filter(({ count }) => count >= levelPeopleMin).map(({ value }) => value);
    const isWide = levels.length > levelsMax || column.distinct > column.frequent.length;
    if (isWide) {
      this.#addTokens(column, false);
      return;
    }
    if (levels.length === 0) {
      this.leaveOut(column, 'rare');
      return;
    }
    const codes = levels.length + 2;
    this.#addScalar({
      name: column.name,
      kind: 'category',
      codes,
      cuts: [],
      levels,
      raw: -1,
      center: 0,
      scale: 1,
      isWritten: false,
    });
  }

  #addScalar(column: Omit<ScalarColumn, 'offset'>): void {
    this.#scalars.push({ ...column, offset: this.#codes });
    this.#codes += column.codes;
  }

  #addTokens(column: ColumnStatistics, isList: boolean): void {
    const most = Math.min(tokensMax, allTokensMax - this.#tokens);
    const frequent = column.tokens.filter(({ count }) => count >= tokenPeopleMin).slice(0, most);
    if (frequent.length === 0) {
      this.leaveOut(column, 'rare');
      return;
    }
    const tokens = frequent.map(({ value }) => value);
    this.#tokenColumns.push({ name: column.name, offset: this.#tokens, tokens, isList });
    this.#tokens += tokens.length;
  }

  plan(): EncodingPlan {
    return {
      scalars: this.#scalars,
      tokenColumns: this.#tokenColumns,
      embeddings: this.#embeddings,
      leftOut: this.#leftOut,
      codeCount: this.#codes,
      rawCount: this.#raws,
      tokenCount: this.#tokens,
      dimensionCount: this.#dimensions,
    };
  }
}
