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
const recordCharsMax = 64 * 1024;

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

/** The same for bytes in UTF-8, in which no byte of a longer letter is a quote or a line end. */
export function endOfRecordBytes(bytes: Uint8Array): number {
  const last = bytes.lastIndexOf(10) + 1;
  if (!bytes.includes(34)) return last;
  let even = 0;
  let open = false;
  for (let at = 0; at < last; at += 1) {
    const code = bytes[at];
    if (code === 34) open = !open;
    else if (code === 10 && !open) even = at + 1;
  }
  return even === 0 && bytes.length > recordCharsMax ? last : even;
}

/**
 * The records of a text that begins and ends with whole ones (RFC 4180: cells may be in quotes, which may hold
 * delimiters and line ends; a quote within is doubled). Own code, because it runs in browsers and workers and a
 * line without quotes, which is nearly every one, costs one split.
 */
export function* recordsOf(text: string, delimiter: string, firstLine: number): Generator<RecordRow> {
  let line = firstLine;
  let at = 0;
  // The next quote is looked for once, and not again for each line before it.
  let quote = nextQuote(text, 0);
  while (at < text.length) {
    const first = indexOrEnd(text, '\n', at);
    const end =
      quote < first && beginsCell(text.slice(at, quote), delimiter) ? recordEnd(text, first, quote) : first;
    const record = text.slice(at, text[end - 1] === '\r' ? end - 1 : end);
    yield { line, cells: cellsOf(record, delimiter) };
    line += 1;
    for (let next = first; next < end; next = indexOrEnd(text, '\n', next + 1)) line += 1;
    at = end + 1;
    if (quote < at) quote = nextQuote(text, at);
  }
}

/**
 * The line end behind an even number of quotes; that of the first line where none comes soon, because the quote is
 * a stray one then.
 */
function recordEnd(text: string, firstEnd: number, firstQuote: number): number {
  let end = firstEnd;
  let quote = firstQuote;
  let open = false;
  for (;;) {
    for (; quote < end; quote = nextQuote(text, quote + 1)) open = !open;
    if (!open) return end;
    if (quote >= text.length || quote - firstQuote > recordCharsMax) return firstEnd;
    end = indexOrEnd(text, '\n', quote);
  }
}

/** A quote within a cell (5" pipe) is a letter like others; only in front of one it holds the cell together. */
function beginsCell(before: string, delimiter: string): boolean {
  const bare = before.replace(/ +$/, '');
  return bare === '' || bare.endsWith(delimiter);
}

/** Behind every text where there is none. */
function nextQuote(text: string, from: number): number {
  const at = text.indexOf('"', from);
  return at === -1 ? Number.MAX_SAFE_INTEGER : at;
}

export function cellsOf(record: string, delimiter: string): string[] {
  if (!record.includes('"')) return record.split(delimiter);
  const cells: string[] = [];
  let at = 0;
  while (at <= record.length) {
    const quoted = /^\s*"/.exec(record.slice(at, at + 16));
    if (quoted === null || quoted[0].includes(delimiter)) {
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
