import { quoted } from '../../column/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import type { EmbeddingColumns, EncodingPlan, ScalarColumn, TokenColumn } from '../encoding/index.ts';
import { binOfNumber, numberText } from './bin-of-number.ts';
import { PlacedCells } from './placed-cells.ts';
import { writtenNumber } from './written-number.ts';

const statement = sqlIn(import.meta.url);

/**
 * The statement that encodes everybody by a plan. Its text names each column, because only constant cuts and levels
 * are fast: `transform` and lists of constants look them up, 10 ns a cell, where lists in a lambda take 400 ns. `order`: how
 * features mostly lie; who has them in another one is encoded alike, but slower.
 */
export function encodeStatement(plan: EncodingPlan, order: readonly string[] = []): string {
  const cells = new PlacedCells(order, { areParsed: areMostlyNumbers(plan, order) });
  const codes = listOf(
    plan.scalars.map((column) => codeOf(column, cells)),
    'UInt16',
  );
  const raws = listOf(
    plan.scalars
      .filter(({ raw }) => raw >= 0)
      .toSorted((a, b) => a.raw - b.raw)
      .map((column) => rawOf(column, cells)),
    'Float32',
  );
  const tokens = tokensOf(plan.tokenColumns, cells);
  const embedding = embeddingOf(plan.embeddings, cells);
  return statement('encode-people', { codes, raws, tokens, embedding, people: cells.people() });
}

/** To parse a cell among all takes a third of copying and parsing it, so with fewer numbers all are parsed in vain. */
function areMostlyNumbers({ scalars, dimensionCount }: EncodingPlan, order: readonly string[]): boolean {
  const ordered = scalars.filter(({ kind }) => kind === 'numeric' || kind === 'ordinal').length;
  return 3 * (ordered + dimensionCount) >= order.length;
}

function listOf(expressions: readonly string[], type: string): string {
  return `CAST([${expressions.join(',\n    ')}], 'Array(${type})')`;
}

/** The number or day that a cell means; nan for a missing one and for what is neither. */
function numberOf({ name, kind, isWritten }: ScalarColumn, cells: PlacedCells): string {
  if (kind !== 'date' && !isWritten) return cells.number(name);
  const cell = cells.text(name);
  const plain = `toFloat64OrNull(${cell})`;
  if (isWritten) return `ifNull(if(isNull(${plain}), ${writtenNumber(cell)}, ${plain}), nan)`;
  return (
    `if(substring(${cell}, 5, 1) = '-' AND substring(${cell}, 8, 1) = '-' AND length(${cell}) >= 10, ` +
    `ifNull(toFloat64(parseDateTime64BestEffortOrNull(${cell}, 3, 'UTC')) / 86400, nan), nan)`
  );
}

/** 0 missing; else 1 + the cuts that are not above the number, or 1 for another level and 2 + i for level i. */
function codeOf(column: ScalarColumn, cells: PlacedCells): string {
  const code = column.kind === 'category' ? levelOf(column, cells) : binOf(column, cells);
  return `toUInt16(${column.offset} + ${code})`;
}

function binOf(column: ScalarColumn, cells: PlacedCells): string {
  const number = numberOf(column, cells);
  return `isFinite(${number}) * (${binOfNumber(number, column.cuts)})`;
}

function levelOf({ name, levels }: ScalarColumn, cells: PlacedCells): string {
  const known = ['', ...levels].map(quoted).join(',');
  const codes = [0, ...levels.map((_level, index) => index + 2)].join(',');
  return `transform(${cells.text(name)}, [${known}], [${codes}], 1)`;
}

/**
 * asinh((x - center) / scale), as a logarithm: the engine computes many of these at once, where its asinh takes them one by
 * one (a tenth of the time of encoding). Beyond 1e150 it does not matter how far.
 */
function rawOf(column: ScalarColumn, cells: PlacedCells): string {
  const distance = `(${numberOf(column, cells)} - ${numberText(column.center)}) / ${numberText(column.scale)}`;
  const size = `least(abs(${distance}), 1e150)`;
  const value = `sign(${distance}) * log(${size} + sqrt(${size} * ${size} + 1))`;
  return `if(isFinite(${distance}), ${value}, 0)`;
}

function tokensOf(columns: readonly TokenColumn[], cells: PlacedCells): string {
  if (columns.length === 0) return "CAST([], 'Array(UInt16)')";
  const lists = columns.map(({ name, tokens, offset, isList }) => {
    const parts = isList ? `splitByChar('|', ${cells.text(name)})` : `[${cells.text(name)}]`;
    const codes = tokens.map((_token, index) => offset + index + 1).join(',');
    return (
      `arrayFilter(code -> code > 0, arrayMap(token -> toUInt32(transform(token, [${tokens.map(quoted).join(',')}], ` +
      `[${codes}], 0)), ${parts}))`
    );
  });
  return `arrayMap(code -> toUInt16(code - 1), arrayDistinct(arrayConcat(${lists.join(', ')})))`;
}

/** (x - mean) / sd of each dimension; missing is 0. One expression a dimension: a lambda over a list takes a third longer. */
function embeddingOf(groups: readonly EmbeddingColumns[], cells: PlacedCells): string {
  const dimensions = groups.flatMap(({ columns, means, sds }) =>
    columns.map((name, index) => {
      const distance = `${cells.number(name)} - ${numberText(means[index] ?? 0)}`;
      return `ifNotFinite((${distance}) / ${numberText(sds[index] ?? 1)}, 0)`;
    }),
  );
  return listOf(dimensions, 'Float32');
}
