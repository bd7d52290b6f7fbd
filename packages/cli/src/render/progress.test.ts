import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ProgressState, progressLine, progressSummary, secondsLeft } from './progress.ts';
import { plainView } from './view.ts';

const half: ProgressState = {
  label: 'sending people.csv',
  unit: 'bytes',
  done: 105_000_000,
  total: 210_000_000,
  seconds: 4,
};

test('half of a file at a steady rate leaves as long again', () => {
  assert.equal(secondsLeft(half), 4);
  const line = progressLine(half, plainView);
  assert.equal(line, 'sending people.csv ████████▌········  50.0 %  105.0 MB   26.3 MB/s  4.0 s left ');
});

test('no line is wider than its terminal, whatever the label', () => {
  const label = 'sending a-file-with-a-very-long-name-indeed.ndjson.gz';
  for (const columns of [40, 60, 80, 200]) {
    for (const total of [210_000_000, null]) {
      const line = progressLine({ ...half, label, total }, { ...plainView, columns });
      assert.ok(line.length <= columns, `${line.length} > ${columns}: ${line}`);
    }
  }
});

test('bytes from a pipe have a rate, but no share and no end', () => {
  const line = progressLine({ ...half, total: null }, plainView);
  assert.doesNotMatch(line, /%|left/);
  assert.match(line, /105\.0 MB {3}26\.3 MB\/s/);
});

test('nothing is foretold before the first byte or after the last', () => {
  assert.equal(secondsLeft({ ...half, done: 0 }), null);
  assert.equal(secondsLeft({ ...half, done: 210_000_000 }), null);
  assert.equal(secondsLeft({ ...half, total: 0, done: 0 }), null);
});

test('a summary says how much, how long and how fast', () => {
  assert.equal(progressSummary(half), 'sending people.csv: 105.0 MB in 4.0 s (26.3 MB/s)');
  assert.equal(progressSummary({ ...half, unit: 'share', total: 1 }), 'sending people.csv: done in 4.0 s');
});
