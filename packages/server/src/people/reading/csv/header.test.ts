import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCsvHeader } from './header.ts';

for (const [name, delimiter] of [
  ['comma', ','],
  ['semicolon', ';'],
  ['tab', '\t'],
  ['bar', '|'],
] as const) {
  test(`a header parted by a ${name} is told by it`, () => {
    const head = readCsvHeader(Buffer.from(`id${delimiter}e-mail${delimiter} city \r\n1`));
    assert.deepEqual(head, {
      delimiter,
      columns: ['id', 'e-mail', 'city'],
      byteCount: head.byteCount,
      lineCount: 1,
    });
    assert.equal(head.byteCount, 'id,e-mail, city \r\n'.length);
  });
}

test('quoted names may hold delimiters, quotes and line ends', () => {
  const header = readCsvHeader(Buffer.from('"id";"a,b,c";"say ""hi""";"two\nlines"\n1;2;3;4\n'));
  assert.deepEqual(header.columns, ['id', 'a,b,c', 'say "hi"', 'two\nlines']);
  assert.equal(header.delimiter, ';');
  assert.equal(header.lineCount, 2);
});

test('blank lines above a header are skipped and counted', () => {
  const header = readCsvHeader(Buffer.from('\r\n\nid\n1\n'));
  assert.deepEqual(header.columns, ['id']);
  assert.equal(header.lineCount, 3);
  assert.equal(header.byteCount, 6);
});

test('a header that is the whole file is one', () => {
  assert.deepEqual(readCsvHeader(Buffer.from('id,email')).columns, ['id', 'email']);
});

test('a header that is no UTF-8, has no end, or is not there is refused', () => {
  assert.throws(() => readCsvHeader(Buffer.from('id,email\n', 'utf16le')), /UTF-8/);
  assert.throws(() => readCsvHeader(Buffer.from([0x69, 0x64, 0xff, 0x0a])), /UTF-8/);
  assert.throws(() => readCsvHeader(Buffer.alloc(70_000, 'a')), /does not end/);
  assert.throws(() => readCsvHeader(Buffer.from('\n\n')), /no header/);
});
