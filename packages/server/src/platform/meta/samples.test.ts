import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { samplesOf } from './samples.ts';

const cell = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom('],[', '"', '\\', ',', ''),
);
const rows = fc.uniqueArray(fc.array(cell, { minLength: 1, maxLength: 3 }), {
  minLength: 1,
  maxLength: 12,
  selector: (row) => JSON.stringify(row),
});

function bodyOf(list: readonly unknown[], isSingleKey: boolean) {
  const body = Buffer.from(JSON.stringify(list));
  return { schema: ['EMAIL'], isSingleKey, body, rowCount: list.length };
}

test('a row is found by its JSON text, whatever stands in it and in others', () => {
  const property = fc.property(rows, fc.nat(), (list, pick) => {
    const place = pick % list.length;
    const told = { [JSON.stringify(list[place])]: 'empty external ID' };
    assert.deepEqual(samplesOf(told, bodyOf(list, false)), [
      { rowIndex: place, reason: 'empty external ID' },
    ]);
  });
  fc.assert(property, { numRuns: 500 });
});

test('a row of one key is found by the bare value, and by its text in a list', () => {
  const list = ['aa', 'a', 'a","b', 'b'];
  const body = bodyOf(list, true);
  for (const [place, value] of list.entries()) {
    assert.equal(samplesOf({ [value]: 'bad' }, body)[0]?.rowIndex, place);
    assert.equal(samplesOf({ [JSON.stringify([value])]: 'bad' }, body)[0]?.rowIndex, place);
  }
  assert.equal(samplesOf([{ b: 'bad' }], body)[0]?.rowIndex, 3);
});

test('what is no row of the batch is counted, and no place is made up for it', () => {
  const body = bodyOf([['x'], ['y']], false);
  assert.deepEqual(samplesOf({ '["z"]': 'bad' }, body), [{ rowIndex: null, reason: 'bad' }]);
  for (const told of [null, [], {}, 'text', 7]) assert.deepEqual(samplesOf(told, body), []);
});
