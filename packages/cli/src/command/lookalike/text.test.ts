import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LookalikeCountry } from '@kindred/contract';
import { plainView } from '../../render/index.ts';
import { evaluationText } from './evaluation-text.ts';
import { lookalikeText } from './text.ts';

const country: LookalikeCountry = {
  country: 'IT',
  country_name: 'Italy',
  people: 20_000,
  seeds: 1200,
  background: 8000,
  international_seeds: false,
  auc: 0.8,
  auc_error: 0.01,
  told_apart: true,
  ratios: Array.from({ length: 20 }, (_, k) => ({
    ratio: (k + 1) / 100,
    lift: 10 / (k + 1),
    precision: 0.1,
    value_captured: null,
  })),
  value_r2: null,
  components: [{ name: 'table', weight: 1, auc: 0.8 }],
  features: [
    {
      name: 'home',
      strength: 0.6,
      traits: [
        { words: '"porto": as frequent as elsewhere', index: 101 },
        { words: '"graz": 2.4 times as frequent as elsewhere', index: 240 },
      ],
    },
  ],
  model: 1,
  code_version: '1',
  scored_at: '2026-01-02T03:04:05.000Z',
};

test('a report becomes its sentences, a small picture of the lift, and what tells the seed', () => {
  const built = { audience_id: 1, state: 'ready', built_at: '2026-01-02T03:04:05.000Z' } as const;
  const summary = [
    'Among the best 5 % of Italy are 2.0 times as many people like the seed as among everybody.',
  ];
  const text = lookalikeText({ ...built, summary, countries: [country] }, plainView);
  assert.match(text, /^built 2026-01-02 03:04 UTC\nAmong the best 5 % of Italy/);
  assert.match(text, /^Italy\n1,200 seeds, 8,000 others to tell them from, 20,000 people scored$/m);
  assert.equal(text.split('\n').filter((line) => line.includes('×')).length, 7);
  assert.match(text, /^ {2}1 % █+ ×10\.0$/m);
  assert.match(text, /^ {2}home {2}"graz": 2\.4 times as frequent as elsewhere {2}"porto"/m);
});

test('what is not known is left out: seeds below the floor, and everything before something is built', () => {
  const text = lookalikeText(
    {
      audience_id: 1,
      state: 'stale',
      error: 'Its seed was deleted.',
      countries: [{ ...country, seeds: null }],
    },
    plainView,
  );
  assert.match(text, /^stale\nIts seed was deleted\./);
  assert.doesNotMatch(text, /seeds,/);
  const nothing = lookalikeText({ audience_id: 1, state: 'building' }, plainView);
  assert.equal(nothing, 'Nothing is built yet (building).');
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
