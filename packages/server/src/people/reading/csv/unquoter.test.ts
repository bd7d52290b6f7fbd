import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Unquoter } from './unquoter.ts';

/** What the engine makes of the text without quotes: rows of cells, with the number of the line of each. */
function rowsOf(csv: string | Buffer, pieceBytes: number, delimiter = ',') {
  const unquoter = new Unquoter(delimiter);
  const bytes = Buffer.from(csv);
  const out: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes)
    out.push(unquoter.push(bytes.subarray(at, at + pieceBytes)));
  out.push(unquoter.end());
  const lines = Buffer.concat(out).toString('utf8').split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines
    .map((line, index) => ({ number: index + 1, line: line.replace(/\r$/, '') }))
    .filter(({ line }) => line !== '\x1c')
    .map(({ number, line }) => ({
      number,
      cells: line.startsWith('\x1d') ? null : line.split('\x1f').map((cell) => cell.replaceAll('\x1e', '\n')),
    }));
}

const cell = fc.string({ unit: fc.constantFrom('a', 'ö', '"', ',', '\n', ' ', ';') });
const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 });

function written(rows: readonly (readonly string[])[], lineEnd: string): string {
  const quotedCell = (text: string) => (/[",\n]|^ /.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(quotedCell).join(',') + lineEnd).join('');
}

test('rows come out as they were written, wherever the pieces are cut', () => {
  fc.assert(
    fc.property(
      table,
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom('\n', '\r\n'),
      (rows, pieceBytes, lineEnd) => {
        const read = rowsOf(written(rows, lineEnd), pieceBytes);
        assert.deepEqual(
          read.map((row) => row.cells),
          rows,
        );
      },
    ),
    { numRuns: 500 },
  );
});

test('the number of a row is that of its first line in the file', () => {
  fc.assert(
    fc.property(table, fc.integer({ min: 1, max: 40 }), (rows, pieceBytes) => {
      let number = 1;
      const numbers = rows.map((row) => {
        const own = number;
        number += written([row], '\n').split('\n').length - 1;
        return own;
      });
      assert.deepEqual(
        rowsOf(written(rows, '\n'), pieceBytes).map((row) => row.number),
        numbers,
      );
    }),
  );
});

test('a last row without a line end is a row, also one of several lines', () => {
  assert.deepEqual(rowsOf('1,a\n2,"b', 3), [
    { number: 1, cells: ['1', 'a'] },
    { number: 2, cells: null },
  ]);
  assert.deepEqual(rowsOf('1,"a\nb"', 3), [{ number: 1, cells: ['1', 'a\nb'] }]);
  assert.deepEqual(rowsOf('1,a', 2), [{ number: 1, cells: ['1', 'a'] }]);
});

test('a quote that does not close breaks its own row only', () => {
  const csv = '1,"a"\n2,"open\n3,"c"\n4,"d\nd"\n5,e\n';
  for (let pieceBytes = 1; pieceBytes < csv.length + 1; pieceBytes += 1) {
    assert.deepEqual(rowsOf(csv, pieceBytes), [
      { number: 1, cells: ['1', 'a'] },
      { number: 2, cells: null },
      { number: 3, cells: ['3', 'c'] },
      { number: 4, cells: ['4', 'd\nd'] },
      { number: 6, cells: ['5', 'e'] },
    ]);
  }
});

test('an open quote before a long file without quotes costs one row', () => {
  const rest = Array.from({ length: 20_000 }, (_, index) => `${index},row`);
  const rows = rowsOf(`x,"open\n${rest.join('\n')}\n`, 65_536);
  assert.equal(rows.length, 20_001);
  assert.equal(rows[0]?.cells, null);
  assert.deepEqual(rows.at(-1), { number: 20_001, cells: ['19999', 'row'] });
});

test('quotes within a cell that has none at its start are text', () => {
  assert.deepEqual(rowsOf('1,5" disk,a"b"\n', 4), [{ number: 1, cells: ['1', '5" disk', 'a"b"'] }]);
});

test('a line that does not end is cut, marked by its length, and followed by the next one', () => {
  const rows = rowsOf(`1,"${'a'.repeat(100_000)}"\n2,b\n`, 30_000);
  assert.equal(rows.length, 2);
  assert.equal(rows[0]?.cells?.join('\x1f').length, 65_536);
  assert.deepEqual(rows[1], { number: 2, cells: ['2', 'b'] });
});

test('bytes that mean something behind the unquoting are blanks in cells', () => {
  assert.deepEqual(rowsOf('\x1c\x1d\x1e\x1f,"\x1f"\n', 8), [{ number: 1, cells: ['    ', ' '] }]);
});
