import type { ColumnParam, ColumnParams } from './column.ts';

/**
 * `SET param_a = '…', …;` in front of a statement binds its `{a:Type}` placeholders in the engine itself.
 * (The binding call of chdb is serialised over the whole process and documented as racy; this is neither.)
 */
export function bindParams(params: ColumnParams): string {
  const entries = Object.entries(params);
  if (entries.length === 0) return '';
  const settings = entries.map(([name, value]) => `param_${name}=${quoted(paramText(value))}`);
  return `SET ${settings.join(', ')};\n`;
}

/** The text form that a parameter's type parses: lists as [1,2] or ['a','b'], all else as it is. */
function paramText(value: ColumnParam): string {
  if (!Array.isArray(value)) return escapeTsv(String(value));
  const items = (value as readonly (string | number | bigint)[]).map((item) =>
    typeof item === 'string' ? quoted(item) : String(item),
  );
  return `[${items.join(',')}]`;
}

/** Parameters are parsed as TSV fields, in which backslash, tab and line end are escaped. */
function escapeTsv(text: string): string {
  return text.replace(/[\\\t\n\r\0]/g, (char) => tsvEscapes[char] ?? char);
}

const tsvEscapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\0': '\\0',
};

/** A text as the engine's SQL writes it, for statements that are put together. */
export function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
