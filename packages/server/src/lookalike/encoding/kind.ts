import { type ColumnStatistics, daysOf, writtenNumberOf } from './statistics.ts';

/** How the cells of a column are read. `id`, `constant` and `empty` never enter a model. */
export type ColumnKind =
  | 'numeric'
  | 'ordinal'
  | 'category'
  | 'tokens'
  | 'embedding'
  | 'date'
  | 'id'
  | 'constant'
  | 'empty';

const numericShareMin = 0.8;
const dateShareMin = 0.9;
const listShareMin = 0.02;
/** Words such as NA or unknown, that stand where a number or a date is missing: few, and nothing else beside them. */
const wordsMax = 3;
const [explainedShareMin, besideWordsMin] = [0.98, 0.05];
const idShareMin = 0.95;
const idPeopleMin = 50;
const ordinalValuesMax = 24;

/** The prefixes that people give their columns; a hint where the cells leave a choice. */
const prefixes: Readonly<Record<string, ColumnKind>> = {
  num_: 'numeric',
  ord_: 'ordinal',
  cat_: 'category',
  tok_: 'tokens',
  emb_: 'embedding',
};

/** The kind that the cells of one column suggest. Groups that are embeddings are found by `embeddingGroups`. */
export function kindOf(column: ColumnStatistics): ColumnKind {
  const present = column.count - column.missing;
  if (present === 0) return 'empty';
  if (column.distinct === 1 && column.missing === 0) return 'constant';
  const hint = prefixes[column.name.slice(0, 4)];
  if (hint === 'tokens' || column.listShare >= listShareMin) return 'tokens';
  if (hint === 'category') return 'category';
  const isOrdered = hint === 'numeric' || hint === 'ordinal';
  if (
    column.numericShare >= numericShareMin ||
    isBesideWords(column, column.numericShare, writtenNumberOf, isOrdered)
  ) {
    return hint === 'ordinal' || column.distinct <= ordinalValuesMax ? 'ordinal' : 'numeric';
  }
  if (column.dateShare >= dateShareMin || isBesideWords(column, column.dateShare, daysOf, false))
    return 'date';
  if (present >= idPeopleMin && column.distinct >= idShareMin * present) return 'id';
  return 'category';
}

/**
 * Whether the cells are these and a few words that many share. A column of few values is left a category, where words are
 * levels, unless its name says that they have an order.
 */
function isBesideWords(
  column: ColumnStatistics,
  share: number,
  read: (cell: string) => number,
  isOrdered: boolean,
): boolean {
  if (share < besideWordsMin) return false;
  const words = column.frequent.filter(({ value }) => Number.isNaN(read(value))).slice(0, wordsMax);
  const people = words.reduce((sum, { count }) => sum + count, 0);
  const isMany = column.distinct - words.length > ordinalValuesMax;
  return (isMany || isOrdered) && share + people / (column.count - column.missing) >= explainedShareMin;
}

export interface EmbeddingGroup {
  readonly stem: string;
  /** In the order of their numbers. */
  readonly columns: readonly ColumnStatistics[];
}

const dimensionsMin = 8;
const unnamedDimensionsMin = 16;
const namedSpace = /^(emb|vec|dim|latent|factor)/i;
const scaleRatioMax = 30;
const dominantShareMax = 0.2;

/**
 * Columns with a common stem and running numbers at their ends, that look like the dimensions of one space: all
 * numeric and of similar spread; where the name does not say so, also at least sixteen, on both sides of zero and
 * without a value that many people share. So twelve months of spending are no embedding.
 */
export function embeddingGroups(columns: readonly ColumnStatistics[]): EmbeddingGroup[] {
  const numbered = columns.flatMap((column) => {
    const found = /^(.*?)(\d+)$/.exec(column.name);
    return found === null ? [] : { stem: found[1] ?? '', place: Number(found[2]), column };
  });
  return [...Map.groupBy(numbered, ({ stem }) => stem)].flatMap(([stem, members]) => {
    const inOrder = members.toSorted((a, b) => a.place - b.place).map(({ column }) => column);
    return isSpace(stem, inOrder) ? { stem, columns: inOrder } : [];
  });
}

function isSpace(stem: string, columns: readonly ColumnStatistics[]): boolean {
  if (
    columns.length < dimensionsMin ||
    !columns.every(({ numericShare, writtenShare }) => numericShare - writtenShare > 0.98)
  )
    return false;
  const spreads = columns.map((column) => column.sd).filter((sd) => sd > 0);
  if (spreads.length < dimensionsMin || Math.max(...spreads) > scaleRatioMax * Math.min(...spreads))
    return false;
  if (namedSpace.test(stem)) return true;
  if (columns.length < unnamedDimensionsMin || Object.hasOwn(prefixes, stem.slice(0, 4))) return false;
  return columns.every((column) => {
    const present = column.count - column.missing;
    const dominant = (column.frequent[0]?.count ?? 0) / Math.max(1, present);
    return (
      Math.abs(column.mean) <= column.sd &&
      (column.quantiles[0] ?? 0) < 0 &&
      (column.quantiles.at(-1) ?? 0) > 0 &&
      dominant <= dominantShareMax
    );
  });
}
