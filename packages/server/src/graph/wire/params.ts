import { invalidParameter } from './error.ts';
import { type FormEntries, nestBrackets } from './form.ts';
import { graphJson, parseJson } from './json-text.ts';

/**
 * A value as it came. One of a JSON body means itself; one of a query, an urlencoded or a multipart body is text that
 * may be JSON or stand in JSON quotes, or a structure of PHP brackets.
 */
export type RawValue =
  | { readonly from: 'json'; readonly value: unknown }
  | { readonly from: 'form'; readonly value: unknown };

/** The values of a query or a form, as Params takes them. */
export function formValues(entries: FormEntries): ReadonlyMap<string, RawValue> {
  return new Map([...nestBrackets(entries)].map(([name, value]) => [name, { from: 'form', value }]));
}

/** The values of a JSON body; anything but an object has none. */
export function jsonValues(body: unknown): ReadonlyMap<string, RawValue> {
  if (!isStructure(body) || Array.isArray(body)) return new Map();
  return new Map(Object.entries(body).map(([name, value]) => [name, { from: 'json', value }]));
}

/**
 * The parameters of a call. Which form a value has is decided when it is asked for by its type, so what nobody asks
 * for is never refused. A JSON null counts as absent everywhere. Getters throw a GraphError with code 100.
 */
export class Params {
  readonly #values: ReadonlyMap<string, RawValue>;

  private constructor(values: ReadonlyMap<string, RawValue>) {
    this.#values = values;
  }

  /** Of a name that several sources have, the last source wins. */
  static of(...sources: readonly ReadonlyMap<string, RawValue>[]): Params {
    const values = new Map<string, RawValue>();
    for (const source of sources) for (const [name, value] of source) values.set(name, value);
    return new Params(values);
  }

  /** True when a value was sent, and be it the empty text. */
  has(name: string): boolean {
    return this.raw(name) !== null;
  }

  names(): readonly string[] {
    return [...this.#values.keys()].filter((name) => this.has(name));
  }

  /** The value as it came, for a grammar of its own such as that of `fields`; null when absent. */
  raw(name: string): unknown {
    return this.#values.get(name)?.value ?? null;
  }

  /** True for a structure that was written in brackets. */
  isBracketed(name: string): boolean {
    return this.#values.get(name)?.from === 'form' && isStructure(this.raw(name));
  }

  /** Null only when absent: a text can be empty. Ids are read as text, because a number cannot hold all of them. */
  text(name: string): string | null {
    const scalar = this.#scalar(name);
    if (!isStructure(scalar)) return scalar === null ? null : String(scalar);
    throw invalidParameter(name, 'be a string');
  }

  integer(name: string): number | null {
    return this.#numeric(name, /^-?\d+$/, Number.isSafeInteger, 'an integer');
  }

  number(name: string): number | null {
    return this.#numeric(name, /^-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i, Number.isFinite, 'a number');
  }

  /** The empty text is false, because that is how the PHP client sends it. */
  bool(name: string): boolean | null {
    const scalar = this.#scalar(name);
    if (scalar === null) return null;
    const meaning = isStructure(scalar) ? undefined : booleans.get(String(scalar).toLowerCase());
    if (meaning === undefined) throw invalidParameter(name, 'be a boolean');
    return meaning;
  }

  /** Null when absent or empty. A text in a JSON body that holds an object or a list is parsed too. */
  json(name: string): unknown {
    const raw = this.#values.get(name);
    const value = this.raw(name);
    if (raw === undefined || value === null || value === '') return null;
    if (raw.from === 'json') return unfolded(value);
    if (typeof value !== 'string') return value;
    const parsed = parsedOr(value, undefined);
    if (parsed === undefined) throw invalidParameter(name, 'be valid JSON');
    return unfolded(parsed);
  }

  /** The texts of a JSON list, of a list in brackets or between commas; null when absent or empty. */
  list(name: string): readonly string[] | null {
    const scalar = this.#scalar(name);
    if (scalar === null || scalar === '') return null;
    const entries = entriesOf(scalar);
    if (entries === null) throw invalidParameter(name, 'be an array');
    // Words between commas and values in brackets may stand in quotes of their own; those of a JSON list mean themselves.
    const isJsonText = typeof scalar === 'string' && opensStructure(scalar);
    const isLoose = this.#values.get(name)?.from === 'form' && !isJsonText;
    return entries.map((entry, index) => {
      if (isStructure(entry) || entry === null) throw invalidParameter(`${name}[${index}]`, 'be a string');
      return String(isLoose ? unquoted(entry) : entry);
    });
  }

  /** All but the named parameters as a query string, which reads the same when it comes back. */
  toQuery(without: readonly string[]): string {
    return this.names()
      .filter((name) => !without.includes(name))
      .map((name) => `${inUrl(name)}=${inUrl(queryText(this.#values.get(name)))}`)
      .join('&');
  }

  /** The value without the quotes that a form may have put around a text. */
  #scalar(name: string): unknown {
    const value = this.raw(name);
    return this.#values.get(name)?.from === 'form' ? unquoted(value) : value;
  }

  #numeric(name: string, pattern: RegExp, fits: (value: number) => boolean, kind: string): number | null {
    const scalar = this.#scalar(name);
    if (scalar === null || scalar === '') return null;
    const value = typeof scalar === 'string' && pattern.test(scalar) ? Number(scalar) : scalar;
    if (typeof value === 'number' && fits(value)) return value;
    throw invalidParameter(name, `be ${kind}`);
  }
}

const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
  ['', false],
]);

function isStructure(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** The text in JSON quotes, and any other value as it is. */
function unquoted(value: unknown): unknown {
  if (!isQuoted(value)) return value;
  const parsed = parsedOr(value, value);
  return typeof parsed === 'string' ? parsed : value;
}

function isQuoted(value: unknown): value is string {
  return typeof value === 'string' && value.length > 1 && value.startsWith('"') && value.endsWith('"');
}

/** The structure that a text holds as JSON, and any other value as it is. */
function unfolded(value: unknown): unknown {
  return typeof value === 'string' && opensStructure(value) ? parsedOr(value, value) : value;
}

function opensStructure(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

function parsedOr(text: string, otherwise: unknown): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof SyntaxError) return otherwise;
    throw error;
  }
}

/** Null for an object of JSON; brackets with gaps between their indexes are an object, but still meant as a list. */
function entriesOf(value: unknown): readonly unknown[] | null {
  const inner = unfolded(value);
  if (Array.isArray(inner)) return inner;
  if (isStructure(inner)) {
    const isIndexed = Object.keys(inner).every((key) => /^\d+$/.test(key));
    return isIndexed && !isEmpty(inner) ? Object.values(inner) : null;
  }
  if (typeof inner !== 'string') return [inner];
  if (opensStructure(inner)) return null;
  const words = inner.split(',').map((word) => word.trim());
  return words.filter((word) => word !== '');
}

function isEmpty(structure: object): boolean {
  return Object.keys(structure).length === 0;
}

function queryText(raw: RawValue | undefined): string {
  const value = raw?.value;
  if (isStructure(value)) return graphJson(value);
  // Quotes that a JSON body means to the letter would be taken off on the way back, so they get a second pair.
  return raw?.from === 'json' && isQuoted(value) ? graphJson(value) : String(value);
}

/** Half a surrogate pair has no percent sequence, and encodeURIComponent throws at it. */
function inUrl(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
