import type { Rows, Sample } from '../platform.ts';
import { shownText } from '../shown-text.ts';
import { asRecord, asText } from './wire/index.ts';

/** Meta gives a hundred. */
const samplesMax = 1000;

/**
 * Which rows the samples of an answer are: they are named by their JSON text (`["…","…"]`; a bare value where rows
 * have one key), which is searched in what was sent. Equal rows have one sample, which is given for the first.
 */
export function samplesOf(told: unknown, { body, isSingleKey }: Rows): readonly Sample[] {
  const entries = Array.isArray(told)
    ? told.flatMap((each) => Object.entries(asRecord(each)))
    : Object.entries(asRecord(told));
  if (entries.length === 0) return [];
  const starts = rowStarts(body);
  return entries.slice(0, samplesMax).map(([row, reason]) => ({
    rowIndex: indexOf(textsOf(row, isSingleKey), body, starts),
    reason: shownText(asText(reason) ?? ''),
  }));
}

/** The forms in which the row may stand in the body. */
function textsOf(row: string, isSingleKey: boolean): readonly string[] {
  const bare = JSON.stringify(row);
  try {
    const parsed: unknown = JSON.parse(row);
    const again = JSON.stringify(parsed);
    const only = Array.isArray(parsed) && parsed.length === 1 ? JSON.stringify(parsed[0]) : bare;
    return isSingleKey ? [bare, row, again, only] : [row, again];
  } catch {
    return [bare];
  }
}

function indexOf(texts: readonly string[], body: Buffer, starts: Uint32Array): number | null {
  for (const text of new Set(texts)) {
    const bytes = Buffer.from(text);
    for (let at = body.indexOf(bytes); at !== -1; at = body.indexOf(bytes, at + 1)) {
      const index = placeOf(at, starts);
      if (index !== null && isEnd(body[at + bytes.length])) return index;
    }
  }
  return null;
}

function isEnd(byte: number | undefined): boolean {
  return byte === 0x2c || byte === 0x5d;
}

function placeOf(at: number, starts: Uint32Array): number | null {
  let [from, to] = [0, starts.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((starts[middle] ?? 0) < at) from = middle + 1;
    else to = middle;
  }
  return starts[from] === at ? from : null;
}

/** Where the rows of `[row,row,…]` begin. 700 KB take some 3 ms; only answers with samples ask for it. */
function rowStarts(body: Buffer): Uint32Array {
  const starts: number[] = [];
  let depth = 0;
  let isInText = false;
  let isNext = false;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (isInText) {
      if (byte === 0x5c) at += 1;
      else if (byte === 0x22) isInText = false;
      continue;
    }
    if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) continue;
    if (isNext && byte !== 0x5d) starts.push(at);
    isNext = false;
    if (byte === 0x22) isInText = true;
    else if (byte === 0x5b || byte === 0x7b) depth += 1;
    else if (byte === 0x5d || byte === 0x7d) depth -= 1;
    isNext = depth === 1 && (byte === 0x2c || (byte === 0x5b && starts.length === 0));
  }
  return Uint32Array.from(starts);
}
