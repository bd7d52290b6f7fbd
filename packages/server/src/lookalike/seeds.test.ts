import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seedsFor } from './seeds.ts';
import { readSpec } from './spec/index.ts';

const populated = ['it', 'de', 'fr', ''];

function from(seeds: Readonly<Record<string, number>>, spec: object) {
  return seedsFor(readSpec({ ratio: 0.01, ...spec }), new Map(Object.entries(seeds)), populated, 100).map(
    ({ country, isInternational, seedsByCountry }) => [
      country,
      isInternational,
      [...seedsByCountry.values()],
    ],
  );
}

test('a country learns from its own seeds where there are enough', () => {
  assert.deepEqual(from({ it: 100, de: 900 }, { country: 'IT' }), [['IT', false, [100]]]);
});

test('a country with too few makes the seed too small, unless another one may count', () => {
  assert.deepEqual(from({ it: 99, de: 900 }, { country: 'IT' }), []);
  const allowed = { country: 'IT', allow_international_seeds: true };
  assert.deepEqual(from({ it: 99, de: 900 }, allowed), [['IT', true, [99, 900]]]);
  assert.deepEqual(from({ it: 99, de: 99 }, allowed), []);
});

test('of several countries one with enough carries the others', () => {
  const places = { location_spec: { geo_locations: { countries: ['DE', 'IT'] } } };
  assert.deepEqual(from({ it: 10, de: 900 }, places), [
    ['DE', false, [900]],
    ['IT', true, [10, 900]],
  ]);
});

test('where nobody lives nobody is looked for', () => {
  assert.deepEqual(from({ it: 500 }, { country: 'US', allow_international_seeds: true }), []);
  const worldwide = { location_spec: { geo_locations: { country_groups: ['worldwide'] } } };
  const found = from({ it: 500 }, worldwide).map(([country]) => country);
  assert.deepEqual(found, ['IT', 'DE', 'FR']);
});
