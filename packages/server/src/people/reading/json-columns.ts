import { unreadable } from './format.ts';

/**
 * Names of the columns of a file of JSON objects, one a line, as far as its head shows them, in the order in
 * which they appear. Throws ImportRefused when there is no object in it.
 */
export function jsonColumns(head: Buffer, isWhole: boolean): readonly string[] {
  const text = head.toString('utf8');
  if (/^\s*\[/.test(text)) {
    throw unreadable(
      'The file is one JSON list. Write one JSON object a line (NDJSON), without brackets around them.',
    );
  }
  const lines = text.split('\n');
  if (!isWhole) lines.pop();
  const names = new Set(lines.flatMap(keysOf));
  if (names.size === 0) throw unreadable('The file has no line that is a JSON object.');
  return [...names];
}

function keysOf(line: string): readonly string[] {
  try {
    const parsed: unknown = JSON.parse(line);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? Object.keys(parsed) : [];
  } catch {
    return [];
  }
}
