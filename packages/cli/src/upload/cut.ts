import { endOfRecords } from '@kindred/identity';
import type { ListFormat } from '../list/read/source.ts';

/** Whole records of a list, and the line on which they begin. */
export interface RecordText {
  readonly text: string;
  readonly line: number;
}

/** Changes with whatever changes where pieces begin or what becomes of their rows: an upload goes on only as it was begun. */
export const cutForm = 1;

/** Eight thousand hashes or twenty thousand addresses: hashed in some 20 ms. */
const chars = 512 * 1024;

/**
 * Cuts a list anew, so that pieces begin where the list says and not where reading it happened to stop: who goes on with
 * an upload counts them. Texts end with whole records. Those before `skip` are only counted.
 */
export async function* cutAnew(
  texts: AsyncIterable<string>,
  format: ListFormat,
  firstLine: number,
  skip: number,
): AsyncGenerator<RecordText> {
  let rest = '';
  let line = firstLine;
  let piece = 0;
  const cut = (end: number): RecordText => {
    const found = { text: rest.slice(0, end), line };
    rest = rest.slice(end);
    line += linesIn(found.text);
    piece += 1;
    return found;
  };
  for await (const text of texts) {
    rest += text;
    for (let end = endIn(rest, format); end > 0; end = endIn(rest, format)) {
      const found = cut(end);
      if (piece > skip) yield found;
    }
  }
  if (rest === '') return;
  const found = cut(rest.length);
  if (piece > skip) yield found;
}

/** Where the first piece of a text ends; 0: it may go on. */
function endIn(text: string, format: ListFormat): number {
  for (let wanted = chars; wanted <= text.length; wanted *= 2) {
    const head = text.slice(0, wanted);
    const end = format === 'ndjson' ? head.lastIndexOf('\n') + 1 : endOfRecords(head);
    if (end > 0) return end;
  }
  return 0;
}

function linesIn(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
