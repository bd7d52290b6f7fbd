import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodingOf, RecordDecoder } from './decoder.ts';
import { delimiters, endOfRecords, recordsOf } from './records.ts';

const anyCell = fc.stringMatching(/^[a-zé"' ,;|\t\n\r]{0,12}$/);
const anyTable = fc
  .integer({ min: 1, max: 5 })
  .chain((width) =>
    fc.array(fc.array(anyCell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }),
  );

/** As spreadsheets write it: every cell in quotes, or only those that need them. */
function csvOf(
  rows: readonly (readonly string[])[],
  delimiter: string,
  ending: string,
  always: boolean,
): string {
  const quoted = (cell: string) =>
    always || /[",;|\t\r\n]/.test(cell) || cell !== cell.trim() ? `"${cell.replaceAll('"', '""')}"` : cell;
  return rows.map((cells) => cells.map(quoted).join(delimiter) + ending).join('');
}

test('what was written as CSV is read as it was, in pieces of any size', () => {
  fc.assert(
    fc.property(
      anyTable,
      fc.constantFrom(...delimiters),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      fc.integer({ min: 1, max: 40 }),
      (rows, delimiter, ending, always, size) => {
        const bytes = new TextEncoder().encode(csvOf(rows, delimiter, ending, always));
        const decoder = new RecordDecoder(endOfRecords, 'utf-8');
        const read: (readonly string[])[] = [];
        for (let at = 0; at < bytes.length; at += size) {
          for (const { cells } of recordsOf(decoder.push(bytes.subarray(at, at + size)), delimiter, 1))
            read.push(cells);
        }
        for (const { cells } of recordsOf(decoder.end(), delimiter, 1)) read.push(cells);
        assert.deepEqual(read, rows);
      },
    ),
    { numRuns: 2000 },
  );
});

test('a quote within a cell is a letter like others', () => {
  const rows = [...recordsOf('a,5" pipe\nb,6" pipe\n"c ""d""",e\n', ',', 1)].map(({ cells }) => cells);
  assert.deepEqual(rows, [
    ['a', '5" pipe'],
    ['b', '6" pipe'],
    ['c "d"', 'e'],
  ]);
});

test('records know the line on which they begin', () => {
  const lines = [...recordsOf('a,"b\nc"\nd,e\n\nf,g', ',', 1)].map(({ line }) => line);
  assert.deepEqual(lines, [1, 3, 4, 5]);
});

test('a quote that never closes does not hold the rest of the file back', () => {
  const text = `a,"b\n${'c,d\n'.repeat(400_000)}`;
  assert.ok(endOfRecords(text) > 0);
  const rows = [...recordsOf(text, ',', 1)];
  assert.equal(rows.length, 400_001);
  assert.deepEqual(rows[400_000], { line: 400_001, cells: ['c', 'd'] });
});

test('UTF-16 is told with its mark and without it', () => {
  assert.equal(encodingOf(Buffer.from('\ufeffname,email\n', 'utf16le')), 'utf-16le');
  assert.equal(encodingOf(Buffer.from('name,email\nmary,mary@example.com\n', 'utf16le')), 'utf-16le');
  assert.equal(encodingOf(Buffer.from('name,email\n', 'utf16le').swap16()), 'utf-16be');
  assert.equal(encodingOf(Buffer.from('name,email\nJosé,a@b.de\n')), 'utf-8');
});
