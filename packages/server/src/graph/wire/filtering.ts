import { GraphError, invalidParameter } from './error.ts';

type Scalar = string | number | boolean;

const operators = [
  'EQUAL',
  'NOT_EQUAL',
  'GREATER_THAN',
  'GREATER_THAN_OR_EQUAL',
  'LESS_THAN',
  'LESS_THAN_OR_EQUAL',
  'IN_RANGE',
  'NOT_IN_RANGE',
  'CONTAIN',
  'NOT_CONTAIN',
  'CONTAINS_ANY',
  'CONTAINS_ALL',
  'NOT_CONTAINS_ANY',
  'IN',
  'NOT_IN',
  'STARTS_WITH',
  'ENDS_WITH',
  'ANY',
  'ALL',
  'AFTER',
  'BEFORE',
  'ON_OR_AFTER',
  'ON_OR_BEFORE',
  'NONE',
] as const;

export type FilterOperator = (typeof operators)[number];

/** One condition on a field, which may be a path such as `delivery_status.code`. */
export interface Filter {
  readonly field: string;
  readonly operator: FilterOperator;
  /** One value is a list of one. Ranges have exactly two, the lower bound first, and both belong to the range. */
  readonly values: readonly Scalar[];
}

const filtersMax = 100;

/** The filters of a parsed `filtering`; null is none. What cannot be used is a GraphError with code 100. */
export function parseFiltering(value: unknown): readonly Filter[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw invalidParameter('filtering', 'be an array');
  if (value.length > filtersMax) {
    throw invalidParameter('filtering', `have at most ${filtersMax} entries`);
  }
  return value.map((entry: unknown, index) => parseFilter(entry, `filtering[${index}]`));
}

function parseFilter(entry: unknown, place: string): Filter {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    throw invalidParameter(place, 'be an object');
  }
  const keys: ReadonlyMap<string, unknown> = new Map(Object.entries(entry));
  for (const key of ['field', 'operator', 'value']) {
    if ((keys.get(key) ?? null) === null)
      throw GraphError.of('param_required', { name: `${place}['${key}']` });
  }
  const field = keys.get('field');
  if (typeof field !== 'string' || field === '') {
    throw invalidParameter(`${place}['field']`, 'be a string');
  }
  const word = keys.get('operator');
  const operator = operators.find((each) => typeof word === 'string' && each === word.toUpperCase());
  if (operator === undefined) {
    throw invalidParameter(`${place}['operator']`, `be one of {${operators.join(', ')}}`);
  }
  return { field, operator, values: parseValues(keys.get('value'), operator, `${place}['value']`) };
}

function parseValues(value: unknown, operator: FilterOperator, place: string): readonly Scalar[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (!values.every(isScalar)) throw invalidParameter(place, 'be a string, a number or a list of them');
  const count = valueCountOf(operator);
  if (count === null || values.length === count) return values;
  throw invalidParameter(place, `have ${count === 1 ? 'one value' : `${count} values`}`);
}

/** How many values an operator takes; null is any number. */
function valueCountOf(operator: FilterOperator): number | null {
  if (operator.endsWith('IN_RANGE')) return 2;
  return Object.hasOwn(orders, operator) || Object.hasOwn(timeOrders, operator) ? 1 : null;
}

function isScalar(value: unknown): value is Scalar {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/**
 * True when a row passes the filter. valueAt gives the value at a path: a scalar, a list of them, or nothing. A row
 * without a value passes only the operators that deny something.
 */
export function matches(filter: Filter, valueAt: (path: string) => unknown): boolean {
  const value = valueAt(filter.field) ?? [];
  const isList = Array.isArray(value);
  const row = { actual: (isList ? value : [value]).filter(isScalar), wanted: filter.values, isList };
  const denied = denials[filter.operator];
  return denied === undefined ? holds(filter.operator, row) : !holds(denied, row);
}

interface Row {
  /** One value is a list of one. */
  readonly actual: readonly Scalar[];
  readonly wanted: readonly Scalar[];
  readonly isList: boolean;
}

function holds(operator: FilterOperator, row: Row): boolean {
  return row.actual.length > 0 && tests[operator]?.(row) === true;
}

/** What each denying operator denies. */
const denials: Readonly<Partial<Record<FilterOperator, FilterOperator>>> = {
  NOT_EQUAL: 'EQUAL',
  NOT_IN_RANGE: 'IN_RANGE',
  NOT_CONTAIN: 'CONTAIN',
  NOT_CONTAINS_ANY: 'CONTAINS_ANY',
  NOT_IN: 'IN',
  NONE: 'ANY',
};

type Accepts = (order: number) => boolean;

const orders: Readonly<Record<string, Accepts>> = {
  GREATER_THAN: (order) => order > 0,
  GREATER_THAN_OR_EQUAL: (order) => order >= 0,
  LESS_THAN: (order) => order < 0,
  LESS_THAN_OR_EQUAL: (order) => order <= 0,
};

const timeOrders: Readonly<Record<string, Accepts>> = {
  AFTER: (order) => order > 0,
  BEFORE: (order) => order < 0,
  ON_OR_AFTER: (order) => order >= 0,
  ON_OR_BEFORE: (order) => order <= 0,
};

const tests: Readonly<Partial<Record<FilterOperator, (row: Row) => boolean>>> = {
  EQUAL: ({ actual, wanted }) => areAllIn(actual, wanted) && areAllIn(wanted, actual),
  IN_RANGE: ({ actual, wanted }) => actual.some((value) => isBetween(value, wanted)),
  CONTAIN: (row) => row.wanted.some((part) => contains(row, part)),
  CONTAINS_ANY: (row) => row.wanted.some((part) => contains(row, part)),
  CONTAINS_ALL: (row) => row.wanted.every((part) => contains(row, part)),
  IN: ({ actual, wanted }) => actual.some((value) => isIn(value, wanted)),
  STARTS_WITH: ({ actual, wanted }) =>
    actual.some((value) => wanted.some((start) => folded(value).startsWith(folded(start)))),
  ENDS_WITH: ({ actual, wanted }) =>
    actual.some((value) => wanted.some((end) => folded(value).endsWith(folded(end)))),
  ANY: ({ actual, wanted }) => actual.some((value) => isIn(value, wanted)),
  ALL: ({ actual, wanted }) => areAllIn(wanted, actual),
  ...ordering(orders, orderOf),
  ...ordering(timeOrders, (a, b) => orderOfNumbers(momentOf(a), momentOf(b))),
};

function ordering(
  accepting: Readonly<Record<string, Accepts>>,
  compare: (a: Scalar, b: Scalar) => number | null,
): Record<string, (row: Row) => boolean> {
  return Object.fromEntries(
    Object.entries(accepting).map(([operator, accepts]) => [
      operator,
      ({ actual, wanted }: Row) =>
        actual.some((value) => {
          const order = compare(value, wanted[0] ?? '');
          return order !== null && accepts(order);
        }),
    ]),
  );
}

/** A text contains its parts, a list its entries; neither minds upper and lower case. */
function contains({ actual, isList }: Row, part: Scalar): boolean {
  const wanted = folded(part);
  return actual.some((value) => (isList ? folded(value) === wanted : folded(value).includes(wanted)));
}

function areAllIn(values: readonly Scalar[], list: readonly Scalar[]): boolean {
  return values.every((value) => isIn(value, list));
}

function isIn(value: Scalar, list: readonly Scalar[]): boolean {
  return list.some((each) => isEqual(value, each));
}

/** Two texts are equal to the letter; a number or a boolean may be written as text on the other side. */
function isEqual(a: Scalar, b: Scalar): boolean {
  if (typeof a === typeof b) return a === b;
  if (typeof a === 'boolean' || typeof b === 'boolean') return flagOf(a) === flagOf(b);
  return orderOf(a, b) === 0;
}

function isBetween(value: Scalar, [lower, upper]: readonly Scalar[]): boolean {
  const [fromLower, fromUpper] = [orderOf(value, lower ?? ''), orderOf(value, upper ?? '')];
  return fromLower !== null && fromLower >= 0 && fromUpper !== null && fromUpper <= 0;
}

/** Below 0 when a is less than b, null when the two cannot be compared. Numbers written as text count as numbers. */
function orderOf(a: Scalar, b: Scalar): number | null {
  const asNumbers = orderOfNumbers(numberOf(a), numberOf(b));
  if (asNumbers !== null || typeof a !== 'string' || typeof b !== 'string') return asNumbers;
  return a < b ? -1 : Number(a > b);
}

function orderOfNumbers(a: number | bigint | null, b: number | bigint | null): number | null {
  if (a === null || b === null) return null;
  return a < b ? -1 : Number(a > b);
}

/** Ids have more digits than a double holds, so integers in texts are compared as bigints. */
function numberOf(value: Scalar): number | bigint | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean' || value.length > 40) return null;
  if (/^-?\d+$/.test(value)) return BigInt(value);
  return /^-?(?:\d+\.\d+)$/.test(value) ? Number(value) : null;
}

/** Seconds since 1970 of such a number, or of a date as ISO 8601 writes it. */
function momentOf(value: Scalar): number | bigint | null {
  const seconds = numberOf(value) ?? Date.parse(String(value)) / 1000;
  return Number.isNaN(seconds) ? null : seconds;
}

function flagOf(value: Scalar): string {
  const text = folded(value);
  return text === '1' ? 'true' : text === '0' ? 'false' : text;
}

function folded(value: Scalar): string {
  return String(value).toLowerCase();
}
