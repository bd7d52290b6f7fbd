import { GraphError, invalidParameter } from './error.ts';
import { parseJson } from './json-text.ts';

/** One asked field, in the grammar of `fields` of the Graph API. */
export interface Field {
  readonly name: string;
  /** What is asked of the node or of the rows of the edge; null when nothing was asked in braces. */
  readonly fields: readonly Field[] | null;
  readonly limit?: number;
  readonly after?: string;
  readonly before?: string;
  readonly filtering?: unknown;
  readonly summary?: boolean;
  readonly order?: string;
  /** The name under which the field is answered. */
  readonly as?: string;
}

const charactersMax = 10_000;
const nestingMax = 8;
const fieldsMax = 500;

/**
 * Reads `a,b{c},edge.limit(5){id}`, or a list of such texts, as a JSON value or as JSON text. Nothing asked gives an
 * empty list. Bad syntax is a GraphError with code 2500 in the words of the Graph API, which counts characters
 * from 0; what is no text or list, or too long, is one with code 100.
 */
export function parseFields(value: unknown): readonly Field[] {
  const texts = textsOf(value);
  if (texts.reduce((sum, text) => sum + text.length, 0) > charactersMax) {
    throw invalidParameter('fields', `have at most ${charactersMax} characters`);
  }
  const budget = { left: fieldsMax };
  return onceEach(texts.flatMap((text) => new FieldsReader(text, budget).all()));
}

/** The text that reads as these fields, for a link that asks for the same again. */
export function fieldsText(fields: readonly Field[]): string {
  return fields.map(fieldText).join(',');
}

function fieldText(field: Field): string {
  const modifiers = [
    field.limit === undefined ? '' : `.limit(${field.limit})`,
    field.after === undefined ? '' : `.after(${field.after})`,
    field.before === undefined ? '' : `.before(${field.before})`,
    field.order === undefined ? '' : `.order(${field.order})`,
    field.filtering === undefined ? '' : `.filtering(${JSON.stringify(field.filtering)})`,
    field.summary === undefined ? '' : `.summary(${field.summary})`,
    field.as === undefined ? '' : `.as(${field.as})`,
  ];
  return `${field.name}${modifiers.join('')}${field.fields === null ? '' : `{${fieldsText(field.fields)}}`}`;
}

function textsOf(value: unknown): readonly string[] {
  if (value === null || value === undefined) return [];
  const list = typeof value === 'string' ? listIn(value) : value;
  if (Array.isArray(list) && list.every((entry) => typeof entry === 'string')) return list;
  throw invalidParameter('fields', 'be a string or a list of strings');
}

/** No field begins with a bracket or a quote, so a text that does is JSON. */
function listIn(text: string): unknown {
  if (!/^\s*["[]/.test(text) || text.length > charactersMax) return [text];
  try {
    const value = parseJson(text);
    return typeof value === 'string' ? [value] : value;
  } catch {
    return [text];
  }
}

type Draft = { -readonly [Key in keyof Field]: Field[Key] };

/** Reads one text from its start to its end; each method begins where the one before it stopped. */
class FieldsReader {
  readonly #text: string;
  readonly #budget: { left: number };
  #at = 0;

  constructor(text: string, budget: { left: number }) {
    this.#text = text;
    this.#budget = budget;
  }

  all(): readonly Field[] {
    this.#skipSpace();
    if (this.#at === this.#text.length) return [];
    const fields = this.#fieldList(1);
    if (this.#at < this.#text.length) throw this.#unexpected('end of string');
    return fields;
  }

  /** Fields up to whatever is no comma. A comma too many is passed over, because clients join empty names too. */
  #fieldList(level: number): readonly Field[] {
    if (level > nestingMax) throw this.#error(`Expected at most ${nestingMax} levels.`);
    const fields: Field[] = [];
    do {
      if (!this.#isBetweenFields()) fields.push(this.#field(level));
    } while (this.#take(','));
    return onceEach(fields);
  }

  #isBetweenFields(): boolean {
    return this.#at === this.#text.length || ',})'.includes(this.#text.charAt(this.#at));
  }

  #field(level: number): Field {
    this.#budget.left -= 1;
    if (this.#budget.left < 0) throw this.#error(`Expected at most ${fieldsMax} fields.`);
    const draft: Draft = { name: this.#word('field name'), fields: null };
    while (this.#take('.')) this.#modifier(draft, level);
    if (this.#take('{')) {
      draft.fields = onceEach([...(draft.fields ?? []), ...this.#fieldList(level + 1)]);
      this.#expect('}');
    }
    return draft;
  }

  /** A modifier that means nothing here is read and passed over, like parameters that nobody knows. */
  #modifier(draft: Draft, level: number): void {
    const name = this.#word('modifier name');
    this.#expect('(');
    const start = this.#at;
    if (name === 'fields') {
      draft.fields = this.#fieldList(level + 1);
    } else {
      const argument = this.#argument();
      if (!modified(draft, name, argument)) {
        this.#at = start;
        throw this.#error(`Expected ${expectations[name] ?? 'a value'} in ${name}().`);
      }
    }
    this.#expect(')');
  }

  /** All up to the closing bracket; brackets in brackets and in JSON strings belong to it, of open strings too. */
  #argument(): string {
    const start = this.#at;
    let open = 0;
    while (this.#at < this.#text.length) {
      const [piece] = this.#match(/"(?:[^"\\]|\\.)*"?|[^()"]+|[()]/sy) ?? [''];
      if (piece === '(') open += 1;
      if (piece === ')' && open === 0) {
        this.#at -= 1;
        break;
      }
      if (piece === ')') open -= 1;
    }
    return this.#text.slice(start, this.#at).trim();
  }

  #word(meaning: string): string {
    this.#skipSpace();
    const [word] = this.#match(/[\w:-]+/y) ?? [];
    if (word === undefined) throw this.#unexpected(meaning);
    this.#skipSpace();
    return word;
  }

  #expect(character: string): void {
    if (!this.#take(character)) throw this.#unexpected(`"${character}"`);
  }

  #take(character: string): boolean {
    this.#skipSpace();
    if (this.#text.charAt(this.#at) !== character) return false;
    this.#at += 1;
    this.#skipSpace();
    return true;
  }

  #skipSpace(): void {
    this.#match(/\s+/y);
  }

  #match(sticky: RegExp): RegExpExecArray | null {
    sticky.lastIndex = this.#at;
    const match = sticky.exec(this.#text);
    if (match !== null) this.#at += match[0].length;
    return match;
  }

  #unexpected(expected: string): GraphError {
    const found = this.#text.charAt(this.#at);
    return this.#error(
      found === ''
        ? `Expected ${expected}, got end of string`
        : `Expected ${expected} instead of "${found}".`,
    );
  }

  /** The text is cut, because errors are repeated in a header and clients bound those. */
  #error(problem: string): GraphError {
    const text = this.#text.slice(0, 1000).toWellFormed();
    return GraphError.of('fields_syntax', { problem, position: this.#at, text });
  }
}

const expectations: Readonly<Record<string, string>> = {
  limit: 'a whole number',
  filtering: 'JSON',
  as: 'a name',
};

/** Writes a modifier into the draft; false when its argument cannot be used. */
function modified(draft: Draft, name: string, argument: string): boolean {
  const text = withoutQuotes(argument);
  switch (name) {
    case 'limit':
      draft.limit = Number(text);
      return /^\d{1,9}$/.test(text);
    case 'filtering':
      draft.filtering = jsonIn(argument);
      return draft.filtering !== undefined;
    case 'summary':
      draft.summary = !/^(?:false|0|)$/i.test(text);
      return true;
    case 'as':
      draft.as = text;
      return /^[\w:-]+$/.test(text);
    case 'after':
    case 'before':
    case 'order':
      draft[name] = text;
      return true;
    default:
      return true;
  }
}

function withoutQuotes(argument: string): string {
  const value = argument.startsWith('"') ? jsonIn(argument) : argument;
  return typeof value === 'string' ? value : argument;
}

function jsonIn(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** A name that is asked again counts once, at its first place; what is asked of it is put together. */
function onceEach(fields: readonly Field[]): readonly Field[] {
  const byName = new Map<string, Field>();
  for (const field of fields) {
    const key = field.as ?? field.name;
    const before = byName.get(key);
    byName.set(key, before === undefined ? field : joined(before, field));
  }
  return [...byName.values()];
}

function joined(first: Field, second: Field): Field {
  const fields = [...(first.fields ?? []), ...(second.fields ?? [])];
  const isAsked = first.fields !== null || second.fields !== null;
  return { ...second, ...first, fields: isAsked ? onceEach(fields) : null };
}
