import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvChunks } from './chunks.ts';

async function chunksOf(csv: string, pieceBytes: number, chunkBytes: number) {
  async function* pieces(): AsyncGenerator<Buffer> {
    const bytes = Buffer.from(csv);
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  }
  const chunks: { text: string; unquoted: boolean }[] = [];
  for await (const { bytes, unquoted } of csvChunks(pieces(), ';', () => chunkBytes)) {
    chunks.push({ text: Buffer.concat(bytes).toString('utf8'), unquoted });
  }
  return chunks;
}

test('a file without quotes goes through as it is', async () => {
  const csv = Array.from({ length: 50 }, (_, index) => `${index};x\n`).join('');
  const chunks = await chunksOf(`${csv}50;y`, 7, 40);
  assert.equal(chunks.map((chunk) => chunk.text).join(''), `${csv}50;y`);
  assert.ok(chunks.length > 3);
  assert.ok(chunks.every((chunk) => !chunk.unquoted));
});

test('from the first quote on the quotes are taken out, and no row is lost at the turn', async () => {
  for (let pieceBytes = 1; pieceBytes < 30; pieceBytes += 1) {
    const chunks = await chunksOf('1;a\n2;b\n3;"c;\nc"\n4;d\n', pieceBytes, 8);
    const joined = (unquoted: boolean) =>
      chunks
        .filter((chunk) => chunk.unquoted === unquoted)
        .map((chunk) => chunk.text)
        .join('');
    const rows = joined(false).replaceAll(';', '\x1f') + joined(true);
    assert.equal(rows, '1\x1fa\n2\x1fb\n3\x1fc;\x1ec\n\x1c\n4\x1fd\n', `pieces of ${pieceBytes}`);
  }
});

test('no chunk ends within a row', async () => {
  const chunks = await chunksOf('1;a\n2;b\n3;"c"\n4;d\n', 3, 4);
  assert.ok(
    chunks.every((chunk) => chunk.text.endsWith('\n')),
    JSON.stringify(chunks),
  );
});
