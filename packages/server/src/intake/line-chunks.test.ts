import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lineChunks } from './line-chunks.ts';

async function* pieces(text: string, cuts: readonly number[]): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  let from = 0;
  for (const cut of [...cuts, bytes.length]) {
    const to = Math.min(bytes.length, from + cut);
    if (to > from) yield bytes.subarray(from, to);
    from = to;
  }
  if (from < bytes.length) yield bytes.subarray(from);
}

async function chunksOf(text: string, cuts: readonly number[], bytesMin: number): Promise<string[]> {
  const chunks: string[] = [];
  for await (const chunk of lineChunks(pieces(text, cuts), () => bytesMin)) {
    const joined = Buffer.concat(chunk.bytes);
    assert.equal(joined.length, chunk.byteCount);
    chunks.push(joined.toString());
  }
  return chunks;
}

test('chunks put together are the file, and every chunk but the last ends at a line end', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r', 'é'), maxLength: 40 })),
      fc.array(fc.integer({ min: 1, max: 30 })),
      fc.integer({ min: 1, max: 64 }),
      async (parts, cuts, bytesMin) => {
        const text = parts.join('\n');
        const chunks = await chunksOf(text, cuts, bytesMin);
        assert.equal(chunks.join(''), text);
        for (const chunk of chunks.slice(0, -1)) assert.ok(chunk.endsWith('\n'));
      },
    ),
    { numRuns: 300 },
  );
});

test('a file without a line end stays one line, of which only the first 64 KiB are kept', async () => {
  const chunks = await chunksOf('x'.repeat(300_000), [10_000, 50_000, 100_000], 1000);
  assert.deepEqual(
    chunks.map((chunk) => chunk.length),
    [64 * 1024],
  );
});

test('the neighbours of an endless line stay whole', async () => {
  const text = `before\n${'x'.repeat(200_000)}\nafter\n`;
  const chunks = await chunksOf(text, [3, 70_000, 70_000], 1 << 20);
  const lines = chunks.join('').split('\n');
  assert.equal(lines[0], 'before');
  assert.equal(lines[1]?.length, 64 * 1024);
  assert.equal(lines[2], 'after');
  assert.equal(lines.length, 4);
});

test('an empty file has no chunk', async () => {
  assert.deepEqual(await chunksOf('', [], 10), []);
});
