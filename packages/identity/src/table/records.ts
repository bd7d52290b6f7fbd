/** One record of a delimited file: its cells, and the line on which it begins, counted from 1. */
export interface RecordRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export const delimiters = [',', ';', '\t', '|'] as const;

/** The delimiter of a first line: the first of comma, semicolon, tab and bar that stands in it, as the server tells it. */
export function delimiterOf(line: string): string {
  return delimiters.find((each) => line.includes(each)) ?? ',';
}

/** A record longer than this has a quote that does not close: the rest of a file must not end up in one cell. */
const recordCharsMax = 1024 * 1024;

/**
 * Where the last whole record of a text ends, behind its line end; 0 where none does. The text begins at the begin of
 * a record. Quotes come in pairs, so a line end behind an even number of them ends a record.
 */
export function endOfRecords(text: string): number {
  const last = text.lastIndexOf('\n') + 1;
  if (!text.includes('"')) return last;
  let even = 0;
  let open = false;
  for (let at = 0; at < last; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 34) open = !open;
    else if (code === 10 && !open) even = at + 1;
  }
  return even === 0 && text.length > recordCharsMax ? last : even;
}

/**
 * The records of a text that begins and ends with whole ones (RFC 4180: cells may be in quotes, which may hold
 * delimiters and line ends; a quote within is doubled). Own code, because it runs in browsers and workers and a
 * line without quotes, which is nearly every one, costs one split.
 */
export function* recordsOf(text: string, delimiter: string, firstLine: number): Generator<RecordRow> {
  let line = firstLine;
  let at = 0;
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    let end = newline === -1 ? text.length : newline;
    let record = text.slice(at, end);
    let lines = 1;
    while (record.includes('"') && oddQuotes(record) && end < text.length && record.length < recordCharsMax) {
      const next = text.indexOf('\n', end + 1);
      end = next === -1 ? text.length : next;
      record = text.slice(at, end);
      lines += 1;
    }
    yield { line, cells: cellsOf(record.endsWith('\r') ? record.slice(0, -1) : record, delimiter) };
    at = end + 1;
    line += lines;
  }
}

function oddQuotes(text: string): boolean {
  let count = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) count += 1;
  return count % 2 === 1;
}

export function cellsOf(record: string, delimiter: string): string[] {
  if (!record.includes('"')) return record.split(delimiter);
  const cells: string[] = [];
  let at = 0;
  while (at <= record.length) {
    const quoted = /^\s*"/.exec(record.slice(at, at + 16));
    if (quoted === null || delimiter === quoted[0][0]) {
      const end = indexOrEnd(record, delimiter, at);
      cells.push(record.slice(at, end));
      at = end + delimiter.length;
      continue;
    }
    const from = at + quoted[0].length;
    const close = closingQuote(record, from);
    const end = indexOrEnd(record, delimiter, close);
    cells.push(record.slice(from, close).replaceAll('""', '"'));
    at = end + delimiter.length;
  }
  return cells;
}

function closingQuote(record: string, from: number): number {
  let at = record.indexOf('"', from);
  while (at !== -1 && record[at + 1] === '"') at = record.indexOf('"', at + 2);
  return at === -1 ? record.length : at;
}

function indexOrEnd(text: string, part: string, from: number): number {
  const at = text.indexOf(part, from);
  return at === -1 ? text.length : at;
}
