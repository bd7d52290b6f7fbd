import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cutAnew, type RecordText } from './cut.ts';

const row = (line: number) => (line % 7 === 0 ? `"two\nlines ${line}",x\n` : `person${line}@example.com,y\n`);
const list = Array.from({ length: 70_000 }, (_, index) => row(index)).join('');

async function* inParts(text: string, ends: readonly number[]): AsyncGenerator<string> {
  let from = 0;
  for (const end of [...ends].sort((a, b) => a - b)) {
    // As whoever reads a file gives it: texts end with whole records.
    const whole = text.indexOf(',y\n', Math.max(from, end)) + 3;
    if (whole < 3) break;
    yield text.slice(from, whole);
    from = whole;
  }
  yield text.slice(from);
}

async function cut(ends: readonly number[], skip = 0): Promise<readonly RecordText[]> {
  const pieces: RecordText[] = [];
  for await (const piece of cutAnew(inParts(list, ends), 'delimited', 1, skip)) pieces.push(piece);
  return pieces;
}

test('a list is cut at the same places however it is read, and nothing of it is lost', async () => {
  const expected = await cut([]);
  assert.ok(expected.length > 2);
  assert.equal(expected.map(({ text }) => text).join(''), list);
  let line = 1;
  for (const piece of expected) {
    assert.equal(piece.line, line);
    line += piece.text.split('\n').length - 1;
    assert.ok(piece.text.endsWith(',y\n') || piece.text.endsWith(',x\n'));
  }
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(list.length), { maxLength: 20 }), async (ends) => {
      assert.deepEqual(await cut(ends), expected);
      assert.deepEqual(await cut(ends, 2), expected.slice(2));
    }),
    { numRuns: 10 },
  );
});
