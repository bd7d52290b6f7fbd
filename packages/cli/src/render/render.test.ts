import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paintFor, plainPaint } from './paint.ts';
import { bar } from './shape/bar.ts';
import { table } from './shape/table.ts';
import { bytes, duration, percent, thousands } from './text/number.ts';
import { wrap } from './text/wrap.ts';
import { plainView } from './view.ts';

test('numbers are grouped by thousands', () => {
  assert.equal(thousands(0), '0');
  assert.equal(thousands(999), '999');
  assert.equal(thousands(1_000_000), '1,000,000');
});

test('a share never reads as nothing or all where it is neither', () => {
  assert.equal(percent(0, 100_000), '0.0 %');
  assert.equal(percent(3, 100_000), '<0.1 %');
  assert.equal(percent(99_999, 100_000), '>99.9 %');
  assert.equal(percent(100_000, 100_000), '100.0 %');
  assert.equal(percent(625, 1000), '62.5 %');
  assert.equal(percent(0, 0), '');
});

test('bytes change their unit before they would need four digits', () => {
  assert.equal(bytes(0), '0 B');
  assert.equal(bytes(999), '999 B');
  assert.equal(bytes(1000), '1.0 kB');
  assert.equal(bytes(999_960), '1.0 MB');
  assert.equal(bytes(6_401_234), '6.4 MB');
});

test('durations are said in the units a person uses', () => {
  assert.equal(duration(0.42), '0.4 s');
  assert.equal(duration(9.97), '10 s');
  assert.equal(duration(59.4), '59 s');
  assert.equal(duration(59.6), '1 min 00 s');
  assert.equal(duration(3599.9), '1 h 00 min');
  assert.equal(duration(7620), '2 h 07 min');
});

test('a bar is as long as its share, in eighths of a cell', () => {
  assert.equal(bar(1, 4), '████');
  assert.equal(bar(0.5, 4), '██');
  assert.equal(bar(0.53125, 4), '██▏');
  assert.equal(bar(0, 4), '');
  assert.equal(bar(0.000_001, 4), '▏');
  assert.equal(bar(7, 4), '████');
});

test('a text breaks at words and keeps a long word whole', () => {
  assert.deepEqual(wrap('one two three', 7), ['one two', 'three']);
  assert.deepEqual(wrap('incomprehensibilities a', 5), ['incomprehensibilities', 'a']);
  assert.deepEqual(wrap('', 5), []);
});

test('a table lines up its columns and stays within the view', () => {
  const drawn = table(
    [{ title: 'name' }, { title: 'count', align: 'right' }, { title: 'note', wraps: true }],
    [
      ['a', '1', 'short'],
      ['longer', '1,234', 'a note that is far too long for what is left of forty columns'],
    ],
    { ...plainView, columns: 40 },
  );
  assert.deepEqual(drawn.split('\n'), [
    'name    count  note',
    '─'.repeat(40),
    'a           1  short',
    'longer  1,234  a note that is far too',
    '               long for what is left of',
    '               forty columns',
  ]);
});

test('colours are for terminals, and NO_COLOR turns them off', () => {
  assert.equal(paintFor({ isTTY: false }, {}), plainPaint);
  assert.equal(paintFor({ isTTY: true }, { NO_COLOR: '1' }), plainPaint);
  assert.equal(paintFor({ isTTY: true }, {}).bad('x'), '\u001b[31mx\u001b[39m');
});
