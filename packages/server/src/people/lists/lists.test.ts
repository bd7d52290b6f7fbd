import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { countryNames } from './countries.ts';
import { phonePlans } from './phone-plans.ts';
import { stateNames } from './us-states.ts';

const countries = countryNames();
const countryOf = (name: string) => countries.country_codes[countries.country_names.indexOf(name)];

test('countries are understood by letters, names and the hash of their letters', () => {
  const digest = createHash('sha256').update('de').digest('hex');
  for (const name of ['de', 'deu', 'germany', digest]) assert.equal(countryOf(name), 'de');
  for (const name of ['us', 'usa', 'united states', 'united states of america'])
    assert.equal(countryOf(name), 'us');
  for (const name of ['gb', 'gbr', 'uk', 'united kingdom', 'england']) assert.equal(countryOf(name), 'gb');
});

test('every country of ISO 3166-1 has its letters once', () => {
  assert.equal(new Set(countries.country_codes).size, 250);
  assert.equal(new Set(countries.country_names).size, countries.country_names.length);
  assert.ok(countries.country_codes.every((code) => /^[a-z]{2}$/.test(code)));
});

test('phone plans run side by side', () => {
  const plans = phonePlans();
  assert.ok(Object.values(plans).every((list) => list.length === plans.plan_countries.length));
  const planOf = (country: string) => {
    const at = plans.plan_countries.indexOf(country);
    return [plans.plan_codes[at], plans.plan_trunks[at], plans.plan_mobile_lengths[at]?.toString(2)];
  };
  assert.deepEqual(planOf('de'), ['49', '0', '110000000000']);
  assert.deepEqual(planOf('us'), ['1', '1', '10000000000']);
  assert.deepEqual(planOf('hu'), ['36', '06', '1000000000']);
  assert.deepEqual(planOf('it'), ['39', '', '11000000000']);
});

test('the states of the US have two letters each', () => {
  const { state_names: names, state_codes: codes } = stateNames();
  assert.equal(names.length, 52);
  assert.ok(codes.every((code) => /^[a-z]{2}$/.test(code)));
  assert.equal(codes[names.indexOf('newyork')], 'ny');
});
