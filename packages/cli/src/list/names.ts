import {
  type ColumnMeaning,
  cellsOf,
  columnMeaning,
  delimiterOf,
  isKind,
  type Kind,
  kinds,
  type Shape,
  shapeOf,
} from '@kindred/identity';
import { WrongUsage } from '../failure.ts';
import type { ListFormat } from './read/source.ts';
import { objectOf } from './rows/objects.ts';

/** The names of the columns. */
export interface Head {
  readonly names: readonly string[];
  readonly delimiter: string;
  /** Whether the first line named them, and is no row. */
  readonly isNamed: boolean;
  /** What columns without a name look like. */
  readonly guessed: ReadonlyMap<string, ColumnMeaning>;
}

/**
 * Reads the names off the first line of a text. `hasHeader` null: a first line is a header where one of its cells is
 * the name of an identifier, or the caller has called a column by it. Columns without names are called 1, 2, ….
 */
export function readHead(
  text: string,
  format: ListFormat,
  hasHeader: boolean | null,
  said: ReadonlySet<string>,
): Head {
  if (text.trim() === '') throw new WrongUsage('The file is empty.');
  const end = text.indexOf('\n') === -1 ? text.length : text.indexOf('\n');
  const line = text.slice(0, end).replace(/\r$/, '');
  if (format === 'ndjson') {
    const first = objectOf(line);
    if (first === null) throw new WrongUsage('The first line is not a JSON object.');
    return {
      names: [...new Set([...Object.keys(first), ...said])],
      delimiter: ',',
      isNamed: false,
      guessed: new Map(),
    };
  }
  const delimiter = delimiterOf(line);
  const cells = cellsOf(line, delimiter).map((cell) => cell.trim());
  const isHeader = hasHeader ?? cells.some((cell) => said.has(cell) || columnMeaning(cell) !== null);
  if (isHeader) return { names: cells, delimiter, isNamed: true, guessed: new Map() };
  const names = cells.map((_, index) => String(index + 1));
  return { names, delimiter, isNamed: false, guessed: guess(names, cells) };
}

/** By the first row, and only what cannot be anything else: a number may be an id where there are other columns. */
function guess(names: readonly string[], cells: readonly string[]): ReadonlyMap<string, ColumnMeaning> {
  return new Map(
    names.flatMap((name, index) => {
      const kind = kindOfShape(shapeOf(cells[index] ?? ''), cells.length === 1);
      return kind === null ? [] : [[name, { kind, hashed: false }] as const];
    }),
  );
}

function kindOfShape(shape: Shape, alone: boolean): Kind | null {
  if (shape === 'email') return 'EMAIL';
  if (shape === 'device') return 'MADID';
  return shape === 'phone_signed' || (shape === 'phone' && alone) ? 'PHONE' : null;
}

/** KIND=COLUMN, with `_SHA256` behind the kind where the cells are hashes; or IGNORE=COLUMN. Throws WrongUsage. */
export function readColumns(options: readonly string[]): ReadonlyMap<string, ColumnMeaning | null> {
  return new Map(
    options.map((option) => {
      const [, word = '', name = ''] = /^([A-Za-z_0-9]+)=(.+)$/.exec(option) ?? [];
      const kind = word.toUpperCase().replace(/_SHA256$/, '');
      if (kind === 'IGNORE') return [name, null];
      if (!isKind(kind)) {
        throw new WrongUsage(
          `--column is "${option}", but must be KIND=COLUMN, with a kind of: ${kinds.join(', ')}.`,
        );
      }
      return [name, { kind, hashed: /_SHA256$/i.test(word) }];
    }),
  );
}
