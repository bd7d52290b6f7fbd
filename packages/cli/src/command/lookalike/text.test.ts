import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainView } from '../../render/index.ts';
import { evaluationText } from './evaluation-text.ts';
import { lookalikeText } from './text.ts';

const ratios = Array.from({ length: 20 }, (_, k) => ({
  ratio: (k + 1) / 100,
  lift: 10 / (k + 1),
  precision: 0.5,
}));

test('a report becomes words and a small picture of the lift, wherever it says these', () => {
  const built = { audience_id: 1, state: 'ready', built_at: '2026-01-02T03:04:05.000Z' };
  for (const model of [
    { country: 'IT', seeds: 1200, quality: { auc: 0.8, ratios } },
    { country: 'IT', seeds: 1200, auc: 0.8, lifts: ratios },
  ]) {
    const text = lookalikeText({ ...built, models: [model] }, plainView);
    assert.match(text, /^built 2026-01-02 03:04 UTC$/m);
    assert.match(text, /^1,200 seeds$/m);
    assert.match(text, /80 times of 100/);
    assert.equal(text.match(/█/g)?.[0], '█');
    assert.equal(text.split('\n').filter((line) => line.includes('×')).length, 7);
    assert.match(text, /^ {2}1 % █+ ×10\.0$/m);
  }
});

test('a report that says less is shown as far as it goes', () => {
  assert.match(
    lookalikeText({ audience_id: 1, state: 'building' }, plainView),
    /Nothing is built yet \(building\)/,
  );
  const bare = { audience_id: 1, state: 'ready', models: [{ quality: { blend: { trees: 1 } } }] };
  assert.equal(lookalikeText(bare, plainView), 'ready\n\neverywhere');
});

test('an evaluation has a line for each task with the means of its splits, and one for all', () => {
  const about = { candidates: 900, positives: 90, seeds: 100 };
  const text = evaluationText(
    [
      { ...about, name: 'a', split: 0, auc: 0.6, lift5: 2, seconds: 3 },
      { ...about, name: 'a', split: 1, auc: 0.8, lift5: 4, seconds: 5 },
      { ...about, name: 'b', split: 0, auc: null, error: 'It failed.' },
    ],
    plainView,
  );
  const lines = text.split('\n').map((line) => line.trim().split(/ {2,}/));
  assert.deepEqual(lines[0], ['task', 'seeds', 'candidates', 'positives', 'auc', 'lift5', 'took']);
  assert.deepEqual(lines[2], ['a', '100', '900', '90', '0.700', '3.000', '4.0 s']);
  assert.deepEqual(lines[3], ['b', '100', '900', '90', '–', '–', '–']);
  assert.deepEqual(lines[4], ['mean', '0.700', '3.000', '4.0 s']);
});
