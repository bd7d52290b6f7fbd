import { GraphError } from '../wire/index.ts';
import { valuesAt } from './path.ts';

/** `{result=NAME:$.path}`: a value out of the response of another operation. */
export interface Reference {
  readonly name: string;
  readonly path: string;
}

/** How a text is read by whoever gets it: as a URL or form, or as it stands (a body that is JSON text). */
export type Coding = 'percent' | 'plain';

/**
 * How much references may add to one text, in characters. The ids of 50,000 rows fit; a reference to a whole
 * response that stands in a body ten thousand times would not fit into memory.
 */
const insertedCharactersMax = 1_048_576;

/** A brace ends the search, so that text with many beginnings and no end is read once. */
const form = /(\{|%7B)result(?:=|%3D)((?:(?!%7[BD])[^{}]){1,1000})(?:\}|%7D)/gi;

/** What switches between inside and outside of a JSON string; a `&` begins the next field of a form. */
const quoteForm: Readonly<Record<Coding, RegExp>> = {
  percent: /&|(?:\\|%5C)(?:%[0-9a-f]{2}|.)|"|%22/gis,
  plain: /\\.|"/gs,
};

export function codingOfBody(body: string): Coding {
  return /^\s*[{[]/.test(body) ? 'plain' : 'percent';
}

export function referencesIn(text: string, coding: Coding): readonly Reference[] {
  return [...text.matchAll(form)].flatMap((match) => referenceOf(match, coding) ?? []);
}

/**
 * The text with values in the place of its references. In a URL or form a value is percent-encoded, raw text around
 * it included: only so can a value with `&` not end its field. Within a JSON string it is escaped like one.
 *
 * @param responses the parsed responses of the operations, by their names
 * @throws GraphError (#100) if a path finds nothing, or if too much is found
 */
export function fillReferences(
  text: string,
  coding: Coding,
  responses: ReadonlyMap<string, unknown>,
): string {
  let filled = '';
  let read = 0;
  let inString = false;
  let inserted = 0;
  for (const match of text.matchAll(form)) {
    const reference = referenceOf(match, coding);
    if (reference === null) continue;
    const before = text.slice(read, match.index);
    inString = endsInString(before, coding, inString);
    const value = encode(textAt(reference, responses), coding, inString);
    inserted += value.length;
    if (inserted > insertedCharactersMax) throw tooMuchFound(reference);
    filled += before + value;
    read = match.index + match[0].length;
  }
  return filled + text.slice(read);
}

/** Null for text in such braces that names no path; it stays as it is. */
function referenceOf(match: RegExpExecArray, coding: Coding): Reference | null {
  const [, brace = '', written = ''] = match;
  // Form encoders write a space as a plus; where the brace is raw, so is a plus.
  const spaced = brace === '{' ? written : written.replaceAll('+', ' ');
  const parts = /^(.+?):\s*(\$.*)$/s.exec(coding === 'percent' ? decode(spaced) : spaced);
  const [, name, path] = parts ?? [];
  return name === undefined || path === undefined ? null : { name, path };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function endsInString(text: string, coding: Coding, startsInString: boolean): boolean {
  let inString = startsInString;
  for (const [token] of text.matchAll(quoteForm[coding])) {
    if (token === '&') inString = false;
    if (token === '"' || token === '%22') inString = !inString;
  }
  return inString;
}

function encode(text: string, coding: Coding, inString: boolean): string {
  const value = inString ? JSON.stringify(text).slice(1, -1) : text;
  // Half of a surrogate pair would make encodeURIComponent throw.
  return coding === 'percent' ? encodeURIComponent(value.toWellFormed()) : value;
}

function textAt(reference: Reference, responses: ReadonlyMap<string, unknown>): string {
  const { name, path } = reference;
  const values = valuesAt(path, responses.get(name));
  if (values === null) {
    throw GraphError.of('reference_unreadable', { reference: written(reference) });
  }
  if (values.length === 0) {
    throw GraphError.of('reference_empty', { reference: written(reference) });
  }
  return values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(',');
}

function tooMuchFound(reference: Reference): GraphError {
  return GraphError.of('reference_too_large', {
    reference: written(reference),
    max: insertedCharactersMax,
  });
}

function written({ name, path }: Reference): string {
  return `{result=${name}:${path}}`;
}
