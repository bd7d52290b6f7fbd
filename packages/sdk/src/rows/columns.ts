import { codeOfCountry, columnMeaning, type DateOrder, type Kind, takenBy } from '@kindred/identity';
import { WrongRequest } from '../wire/failure.ts';

export type ColumnKind = Kind | 'LOOKALIKE_VALUE';

/** What the cells of a column are. Hashes among plain values are recognised; `hashed` says that all are hashes. */
export interface Column {
  readonly kind: ColumnKind;
  readonly hashed: boolean;
}

/** How rows are read. Made of plain values, so that it can be told to a worker. */
export interface RowsPlan {
  /** One for each cell of a row; null: the cell is not looked at. */
  readonly columns: readonly (Column | null)[];
  /** The country of people who have none among their cells; empty: unknown. */
  readonly country: string;
  readonly dateOrder: DateOrder;
}

export interface RowsOptions {
  readonly country?: string | undefined;
  readonly dateOrder?: DateOrder | undefined;
}

/** A plan by names of columns, as people and Meta's schema write them (`EMAIL`, `email_sha256`, `First name`). */
export function planOfNames(names: readonly string[], options: RowsOptions = {}): RowsPlan {
  const columns = names.map((name): Column => {
    const column = columnOf(name);
    if (column === null) {
      throw new WrongRequest(
        `"${name}" is no name of a column. Known ones are EMAIL, PHONE, MADID, EXTERN_ID, FN, LN, ZIP, COUNTRY and others of Meta's schema.`,
      );
    }
    return column;
  });
  return planOf(columns, options);
}

export function planOf(columns: readonly (Column | null)[], options: RowsOptions = {}): RowsPlan {
  const country = codeOfCountry(options.country ?? '') ?? '';
  if (country === '' && (options.country ?? '') !== '') {
    throw new WrongRequest(`"${options.country}" is no country. Its two letters are understood, such as DE.`);
  }
  const plan = { columns, country, dateOrder: options.dateOrder ?? 'mdy' };
  if (schemaOf(plan).every((name) => name === 'LOOKALIKE_VALUE' || name === 'COUNTRY')) {
    throw new WrongRequest('None of the columns finds a person. Name at least one such as EMAIL or PHONE.');
  }
  return plan;
}

function columnOf(name: string): Column | null {
  if (/^lookalike[ _-]?value$/i.test(name.trim())) return { kind: 'LOOKALIKE_VALUE', hashed: false };
  const meaning = columnMeaning(name);
  return meaning === null || takenBy('meta', meaning.kind) === null ? null : meaning;
}

/** The names of the columns that are sent. A whole date of birth has none: it is sent as its parts. */
export function schemaOf({ columns }: Pick<RowsPlan, 'columns'>): readonly string[] {
  return [...new Set(columns.flatMap((column) => (column === null ? [] : sentNames(column.kind))))];
}

export function sentNames(kind: ColumnKind): readonly string[] {
  return kind === 'DOB' ? ['DOBY', 'DOBM', 'DOBD'] : [kind];
}
