import { isUtf8 } from 'node:buffer';
import { unreadable } from '../format.ts';

const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

const columnsMax = 4096;

export interface CsvHeader {
  readonly delimiter: Delimiter;
  readonly columns: readonly string[];
  /** Of the header with its line end: the rows begin behind it. */
  readonly byteCount: number;
  readonly lineCount: number;
}

/** Reads the names of the columns from the head of a delimited file. Throws ImportRefused when there are none. */
export function readCsvHeader(head: Buffer): CsvHeader {
  const start = startOfText(head);
  const end = endOfRecord(head, start);
  if (end === -1 && head.length > 64 * 1024)
    throw unreadable('The first line of the file, its header, does not end.');
  const bytes = head.subarray(start, end === -1 ? head.length : end);
  if (bytes.includes(0) || !isUtf8(bytes)) {
    throw unreadable('The first line of the file is not UTF-8 text. Save the file as UTF-8.');
  }
  const text = bytes.toString('utf8').replace(/\r$/, '');
  const delimiter = sniff(text);
  const columns = cellsOf(text, delimiter);
  if (columns.length > columnsMax) throw unreadable(`The file has more than ${columnsMax} columns.`);
  const byteCount = end === -1 ? head.length : end + 1;
  return {
    delimiter,
    columns,
    byteCount,
    lineCount: head.subarray(0, byteCount).toString('latin1').split('\n').length - (end === -1 ? 0 : 1),
  };
}

/** Blank lines above the header are skipped. */
function startOfText(head: Buffer): number {
  let start = 0;
  while (start < head.length && (head[start] === 0x0a || head[start] === 0x0d || head[start] === 0x20))
    start += 1;
  if (start === head.length)
    throw unreadable('The file has no header: its first line must name the columns.');
  return start;
}

function endOfRecord(head: Buffer, start: number): number {
  let quoted = false;
  for (let at = start; at < head.length; at += 1) {
    if (head[at] === 0x22) quoted = !quoted;
    else if (head[at] === 0x0a && !quoted) return at;
  }
  return -1;
}

/** The delimiter that stands most often between cells; of equals the more usual one. */
function sniff(text: string): Delimiter {
  const outside = text.replace(/"[^"]*"/g, '');
  const counts = delimiters.map((delimiter) => ({ delimiter, count: outside.split(delimiter).length }));
  return counts.reduce((best, each) => (each.count > best.count ? each : best)).delimiter;
}

function cellsOf(text: string, delimiter: Delimiter): readonly string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (const char of text) {
    if (char === '"') quoted = !quoted;
    if (char === delimiter && !quoted) {
      cells.push(cell);
      cell = '';
    } else cell += char;
  }
  return [...cells, cell].map((each) =>
    each
      .trim()
      .replace(/^"(.*)"$/s, '$1')
      .replaceAll('""', '"')
      .trim(),
  );
}
