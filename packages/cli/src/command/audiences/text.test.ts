import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainView } from '../../render/index.ts';
import { audienceText, sizeText } from './text.ts';

test('a size is said as its bounds, and a floor as a floor', () => {
  const bounds = (lower: number, upper: number) =>
    sizeText({ approximate_count_lower_bound: lower, approximate_count_upper_bound: upper });
  assert.equal(bounds(59_800, 62_200), '59,800 to 62,200 people');
  assert.equal(bounds(1000, 1000), 'below 1,000 people');
  assert.equal(bounds(-1, -1), 'not known yet');
  assert.equal(sizeText({}), '');
});

test('an audience leaves out what it does not have', () => {
  const text = audienceText(
    {
      id: 85,
      name: 'Spending users',
      fb_id: '465257143575221',
      subtype: 'CUSTOM',
      description: null,
      opt_out_link: null,
      operation_status: { code: 200, description: 'Normal' },
      exact_count: 1234,
    },
    plainView,
  );
  assert.deepEqual(text.split('\n'), [
    'id            85',
    'name          Spending users',
    'fb_id         465257143575221',
    'subtype       CUSTOM',
    'exact size    1,234',
    'operation     200 Normal',
  ]);
});

test('an exact size that only a platform knows is left out, and not shown as nobody', () => {
  const text = audienceText({ id: 85, name: 'Elsewhere', fb_id: null, exact_count: null }, plainView);
  assert.deepEqual(text.split('\n'), ['id            85', 'name          Elsewhere']);
});
