import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WrongUsage } from '@kindred/cli';
import { readOptions } from './options.ts';

test('without options the demo has a million people and a hundred thousand lines', () => {
  const { once, port, rows, people, seed } = readOptions([]);
  assert.deepEqual(
    { once, port, rows, people, seed },
    { once: false, port: 8080, rows: 100_000, people: 1_000_000, seed: 1 },
  );
});

test('numbers may be grouped', () => {
  const options = readOptions(['--once', '--people', '50_000', '--rows', '5,000', '--port', '0']);
  assert.deepEqual([options.once, options.people, options.rows, options.port], [true, 50_000, 5000, 0]);
});

test('what cannot be used is refused with a sentence', () => {
  assert.throws(() => readOptions(['--rows', 'many']), WrongUsage);
  assert.throws(() => readOptions(['--rows', '']), WrongUsage);
  assert.throws(() => readOptions(['--rows', '10']), /from 500 to/);
  assert.throws(() => readOptions(['--people', '2000', '--rows', '3000']), /needs a population of 3000/);
  assert.throws(() => readOptions(['--twice']), /--help/);
  assert.throws(() => readOptions(['extra']), WrongUsage);
});
