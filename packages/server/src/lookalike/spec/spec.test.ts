import assert from 'node:assert/strict';
import { test } from 'node:test';
import { graphSpec, readSpec, SpecRefused, shownSpec } from './index.ts';

const origin = { graphId: '123', name: 'Fans', isDeleted: false };

function problemOf(raw: unknown): string {
  try {
    readSpec(raw);
  } catch (error) {
    if (error instanceof SpecRefused) return error.problem;
    throw error;
  }
  return 'none';
}

test('similarity is the best hundredth, reach the best twentieth, and a ratio beside them is not looked at', () => {
  const { fromPercent, toPercent } = readSpec({ type: 'similarity', ratio: 0.2, country: 'us' });
  assert.deepEqual([fromPercent, toPercent], [0, 1]);
  assert.equal(readSpec({ type: 'reach', country: 'US' }).toPercent, 5);
});

test('every step of a ratio is read as what it is, written as a number or as text', () => {
  for (let percent = 1; percent <= 20; percent += 1) {
    assert.equal(readSpec({ ratio: percent / 100, country: 'IT' }).toPercent, percent);
    assert.equal(readSpec({ ratio: (percent / 100).toFixed(2), country: 'IT' }).toPercent, percent);
  }
});

test('the JSON of a specification says the same as the specification', () => {
  const spec = { ratio: 0.05, starting_ratio: 0.01, country: 'IT' };
  assert.deepEqual(readSpec(JSON.stringify(spec)), readSpec(spec));
});

test('places are countries and groups without what is excluded, in order', () => {
  const location_spec = {
    geo_locations: { countries: ['NO', 'it'], country_groups: ['eea'] },
    excluded_geo_locations: { countries: ['DE'] },
  };
  const { countries } = readSpec({ ratio: 0.01, location_spec });
  assert.equal(countries.length, 29);
  assert.ok(countries.includes('IT') && !countries.includes('DE'));
  assert.deepEqual(countries, countries.toSorted());
});

test('worldwide is every country of the population', () => {
  const geo_locations = { country_groups: ['worldwide'] };
  const spec = readSpec({ ratio: 0.01, location_spec: { geo_locations } });
  assert.deepEqual([spec.isWorldwide, spec.countries], [true, []]);
});

test('what cannot be used is told apart', () => {
  assert.equal(problemOf(null), 'spec_invalid');
  assert.equal(problemOf('{'), 'spec_invalid');
  assert.equal(problemOf({ ratio: 0.01, country: 'IT', excluded_features: [1] }), 'spec_invalid');
  assert.equal(problemOf({ type: 'like', country: 'IT' }), 'type_invalid');
  assert.equal(problemOf({ ratio: 0.011, country: 'IT' }), 'ratio_invalid');
  assert.equal(problemOf({ ratio: Number.NaN, country: 'IT' }), 'ratio_invalid');
  assert.equal(problemOf({ ratio: 0.02, starting_ratio: 0.02, country: 'IT' }), 'starting_ratio_invalid');
  assert.equal(problemOf({ ratio: 0.02 }), 'country_missing');
  assert.equal(problemOf({ ratio: 0.02, country: 'EU' }), 'country_invalid');
  assert.equal(problemOf({ page_id: 1 }), 'origin_unknown');
  assert.equal(problemOf({ ratio: 0.02, country: 'IT', is_financial_service: 'true' }), 'special_category');
  assert.equal(problemOf({ ratio: 0.02, country: 'IT', is_financial_service: false }), 'none');
});

test('it is shown in the documented order of keys, by each API in its own', () => {
  const spec = readSpec({ ratio: 0.05, starting_ratio: 0.01, country: 'IT' });
  assert.equal(
    JSON.stringify(shownSpec(spec, origin)),
    '{"type":"custom_ratio","ratio":0.05,"starting_ratio":0.01,"country":"IT","origin":[{"id":"123","name":"Fans","type":"custom_audience"}]}',
  );
  const shown = graphSpec(spec, { ...origin, isDeleted: true });
  assert.deepEqual(Object.keys(shown), [
    'country',
    'is_financial_service',
    'origin',
    'ratio',
    'starting_ratio',
    'type',
    'target_countries',
    'target_country_names',
  ]);
  assert.deepEqual(shown['origin'], [{ id: '123', name: 'Fans', type: 'custom_audience', deleted: true }]);
});
