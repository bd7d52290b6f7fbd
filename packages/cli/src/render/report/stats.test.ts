import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainView } from '../view.ts';
import { statsText } from './stats.ts';

test('the population is shown with its countries, keys and features', () => {
  const text = statsText(
    {
      version: 3,
      people: 1000,
      countries: [
        { country: 'IT', people: 500 },
        { country: '', people: 250 },
      ],
      countries_total: 4,
      keys: { EMAIL: 1100, PHONE: 680 },
      people_with: { EMAIL: 920, PHONE: 680 },
      features: [{ name: 'age', people: 880, coverage: 0.88 }],
      last_import: null,
    },
    { ...plainView, columns: 40 },
  );
  assert.deepEqual(text.split('\n'), [
    '1,000 people, version 3',
    '',
    'countries',
    'IT       █████████▌          500  50.0 %',
    'none     ████▊               250  25.0 %',
    '2 others ████▊               250  25.0 %',
    '',
    'keys, by which people are matched',
    'kind    keys  people',
    '────────────────────',
    'EMAIL  1,100     920',
    'PHONE    680     680',
    '',
    'features, and who has them',
    'age █████████████████████▏   880  88.0 %',
  ]);
});

test('an empty population is a population', () => {
  const empty = {
    version: 0,
    people: 0,
    countries: [],
    countries_total: 0,
    keys: {},
    people_with: {},
    features: [],
    last_import: null,
  };
  assert.equal(statsText(empty, plainView), '0 people, version 0');
});
