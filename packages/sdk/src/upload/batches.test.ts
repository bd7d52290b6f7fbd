import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { noTally, type Piece } from '../rows/index.ts';
import { type Batch, batchesOf, type Place, start } from './batches.ts';

/** Pieces of rows `[0]`, `[1]`, …; a row comes from the line with ten times its number. */
function piecesOf(sizes: readonly number[]): readonly Piece[] {
  let row = 0;
  return sizes.map((size) => {
    const rows = Array.from({ length: size }, () => row++);
    const lines = Uint32Array.from(rows, (each) => each * 10);
    const tally = { ...noTally(), read: size + 1, unusable: 1 };
    return { text: rows.map((each) => `[${each}]`).join(',\n'), rows: size, lines, tally };
  });
}

async function* given(pieces: readonly Piece[]): AsyncGenerator<Piece> {
  yield* pieces;
}

async function cut(pieces: readonly Piece[], from: Place, rowsMax: number) {
  const batches: Batch[] = [];
  for await (const batch of batchesOf(given(pieces.slice(from.piece)), from, rowsMax)) batches.push(batch);
  return batches;
}

const anySizes = fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 8 });

test('batches hold all rows once, are full but for the last, and know their lines', async () => {
  await fc.assert(
    fc.asyncProperty(anySizes, fc.integer({ min: 1, max: 7 }), async (sizes, rowsMax) => {
      const batches = await cut(piecesOf(sizes), start, rowsMax);
      const total = sizes.reduce((sum, size) => sum + size, 0);
      const rows = batches.flatMap(({ text }) => (JSON.parse(`[${text}]`) as number[][]).flat());
      assert.deepEqual(
        rows,
        Array.from({ length: total }, (_, row) => row),
      );
      assert.ok(batches.slice(0, -1).every((batch) => batch.rows === rowsMax && !batch.isLast));
      assert.ok(batches.at(-1)?.isLast);
      assert.deepEqual(
        batches.flatMap(({ rows: count, lineOf }) => Array.from({ length: count }, (_, row) => lineOf(row))),
        rows.map((row) => row * 10),
      );
      const read = batches.reduce((sum, { tally }) => sum + tally.read, 0);
      assert.equal(read, total + sizes.length);
    }),
  );
});

test('from the place behind any batch the rest is cut as before', async () => {
  await fc.assert(
    fc.asyncProperty(anySizes, fc.integer({ min: 1, max: 7 }), async (sizes, rowsMax) => {
      const pieces = piecesOf(sizes);
      const whole = await cut(pieces, start, rowsMax);
      for (const [index, { after, isLast }] of whole.entries()) {
        const rest = await cut(pieces, after, rowsMax);
        if (isLast) assert.deepEqual([rest.length, rest[0]?.rows, rest[0]?.isLast], [1, 0, true]);
        else {
          const plain = ({ text, tally, after: place, isLast: last }: (typeof rest)[number]) => ({
            ...{ text, tally, place, last },
          });
          assert.deepEqual(rest.map(plain), whole.slice(index + 1).map(plain));
        }
      }
    }),
  );
});
