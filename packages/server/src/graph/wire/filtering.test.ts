import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GraphError } from './error.ts';
import { matches, parseFiltering } from './filtering.ts';

/** Whether a row whose only value is this one passes. */
function passes(actual: unknown, operator: string, value: unknown): boolean {
  const [filter] = parseFiltering([{ field: 'f', operator, value }]);
  assert.ok(filter !== undefined);
  return matches(filter, (path) => (path === 'f' ? actual : assert.fail(path)));
}

function refusal(value: unknown, pattern: RegExp): void {
  assert.throws(
    () => parseFiltering(value),
    (error) => {
      assert.ok(error instanceof GraphError);
      assert.match(error.message, pattern);
      return error.row.code === 100;
    },
  );
}

test('filters are read with their values as a list', () => {
  assert.deepEqual(parseFiltering([{ field: 'delivery_status.code', operator: 'in', value: [200, 300] }]), [
    { field: 'delivery_status.code', operator: 'IN', values: [200, 300] },
  ]);
  assert.deepEqual(parseFiltering([{ field: 'name', operator: 'EQUAL', value: '' }])[0]?.values, ['']);
  assert.deepEqual(parseFiltering(null), []);
  assert.deepEqual(parseFiltering([]), []);
});

test('a filter that cannot be used is refused and named', () => {
  const good = { field: 'name', operator: 'EQUAL', value: 'x' };
  refusal({}, /^\(#100\) Param filtering must be an array$/);
  refusal('name', /must be an array$/);
  refusal([good, 1], /^\(#100\) Param filtering\[1\] must be an object$/);
  refusal(
    [{ operator: 'EQUAL', value: 1 }],
    /^\(#100\) The parameter filtering\[0\]\['field'\] is required$/,
  );
  refusal([{ ...good, value: null }], /filtering\[0\]\['value'\] is required$/);
  refusal([{ ...good, field: 5 }], /filtering\[0\]\['field'\] must be a string$/);
  refusal(
    [{ ...good, operator: 'LIKE' }],
    /filtering\[0\]\['operator'\] must be one of \{EQUAL, NOT_EQUAL, /,
  );
  refusal([{ ...good, operator: 'toString' }], /must be one of/);
  refusal([{ ...good, operator: { toString: 1 } }], /must be one of/);
  refusal([{ ...good, value: { a: 1 } }], /filtering\[0\]\['value'\] must be a string, a number or a list/);
  refusal([{ ...good, operator: 'IN_RANGE' }], /must have 2 values$/);
  refusal([{ ...good, operator: 'AFTER', value: ['a', 'b'] }], /must have one value$/);
  refusal(Array(101).fill(good), /at most 100 entries$/);
});

test('equal texts are equal to the letter, numbers as numbers', () => {
  assert.ok(passes('CUSTOM', 'EQUAL', 'CUSTOM'));
  assert.ok(!passes('CUSTOM', 'EQUAL', 'custom'));
  assert.ok(passes(200, 'EQUAL', '200'));
  assert.ok(passes(200, 'EQUAL', 200));
  assert.ok(passes('200', 'EQUAL', 200));
  assert.ok(!passes('007', 'EQUAL', '7'));
  assert.ok(!passes('23849182047670582', 'EQUAL', '23849182047670583'));
  assert.ok(passes(true, 'EQUAL', 'true'));
  assert.ok(passes(true, 'EQUAL', 1));
  assert.ok(!passes(false, 'EQUAL', 'true'));
  assert.ok(passes('a', 'NOT_EQUAL', 'b'));
  assert.ok(passes(['a', 'b'], 'EQUAL', ['b', 'a']));
  assert.ok(!passes(['a', 'b'], 'EQUAL', 'a'));
});

test('orders hold for numbers, for ids of many digits and for texts', () => {
  assert.ok(passes(10, 'GREATER_THAN', '9'));
  assert.ok(!passes(9, 'GREATER_THAN', 9));
  assert.ok(passes(9, 'GREATER_THAN_OR_EQUAL', 9));
  assert.ok(passes('9', 'LESS_THAN', '10'));
  assert.ok(passes('23849182047670582', 'LESS_THAN', '23849182047670583'));
  assert.ok(passes(9.5, 'LESS_THAN_OR_EQUAL', '9.5'));
  assert.ok(passes('b', 'GREATER_THAN', 'a'));
  assert.ok(!passes('b', 'GREATER_THAN', 5));
  assert.ok(!passes(5, 'LESS_THAN', 'b'));
});

test('both bounds belong to a range', () => {
  for (const actual of [1, 2, 3]) assert.ok(passes(actual, 'IN_RANGE', [1, '3']));
  for (const actual of [0, 4]) assert.ok(passes(actual, 'NOT_IN_RANGE', [1, 3]));
  assert.ok(!passes(2, 'NOT_IN_RANGE', [1, 3]));
});

test('parts of texts do not mind upper and lower case', () => {
  assert.ok(passes('Summer ÉTÉ', 'CONTAIN', 'été'));
  assert.ok(!passes('Summer', 'CONTAIN', 'winter'));
  assert.ok(passes('Summer', 'NOT_CONTAIN', 'winter'));
  assert.ok(passes('Summer', 'STARTS_WITH', 'sum'));
  assert.ok(passes('Summer', 'ENDS_WITH', 'MER'));
  assert.ok(!passes('Summer', 'ENDS_WITH', 'sum'));
  assert.ok(passes(12345, 'STARTS_WITH', 12));
  assert.ok(passes('Summer', 'CONTAINS_ANY', ['winter', 'SUM']));
  assert.ok(!passes('Summer', 'CONTAINS_ALL', ['winter', 'SUM']));
  assert.ok(passes('Summer', 'CONTAINS_ALL', ['mer', 'SUM']));
  assert.ok(!passes('Summer', 'NOT_CONTAINS_ANY', ['winter', 'SUM']));
});

test('a list contains its entries, not parts of them', () => {
  assert.ok(passes(['High', 'low'], 'CONTAIN', 'high'));
  assert.ok(!passes(['high', 'low'], 'CONTAIN', 'hi'));
  assert.ok(passes(['a', 'b'], 'CONTAINS_ALL', ['a', 'b']));
  assert.ok(passes(['a', 'b'], 'ANY', ['b', 'c']));
  assert.ok(!passes(['a', 'b'], 'ALL', ['b', 'c']));
  assert.ok(passes(['a', 'b', 'c'], 'ALL', ['b', 'c']));
  assert.ok(passes(['a', 'b'], 'NONE', ['c']));
  assert.ok(!passes(['a', 'b'], 'NONE', ['b']));
});

test('a value is one of several', () => {
  assert.ok(passes('LOOKALIKE', 'IN', ['CUSTOM', 'LOOKALIKE']));
  assert.ok(passes('LOOKALIKE', 'IN', 'LOOKALIKE'));
  assert.ok(passes(441, 'IN', ['441']));
  assert.ok(!passes('LOOKALIKE', 'IN', []));
  assert.ok(passes('APP', 'NOT_IN', ['CUSTOM', 'LOOKALIKE']));
});

test('times are compared however they are written', () => {
  assert.ok(passes(1609786943, 'AFTER', '2021-01-04T19:02:22+0000'));
  assert.ok(!passes(1609786943, 'AFTER', '2021-01-04T19:02:23+0000'));
  assert.ok(passes(1609786943, 'ON_OR_AFTER', '2021-01-04T20:02:23+01:00'));
  assert.ok(passes('2021-01-04', 'BEFORE', '1609786943'));
  assert.ok(passes(5, 'ON_OR_BEFORE', 5));
  assert.ok(!passes('yesterday', 'BEFORE', '2021-01-04'));
});

test('a row without a value passes only what denies something', () => {
  for (const operator of [
    'EQUAL',
    'IN',
    'CONTAIN',
    'CONTAINS_ALL',
    'ALL',
    'ANY',
    'STARTS_WITH',
    'GREATER_THAN',
  ]) {
    for (const actual of [undefined, null, []]) assert.ok(!passes(actual, operator, 'x'), operator);
  }
  assert.ok(!passes(undefined, 'ALL', []));
  for (const operator of ['NOT_EQUAL', 'NOT_IN', 'NONE', 'NOT_CONTAIN', 'NOT_CONTAINS_ANY']) {
    assert.ok(passes(undefined, operator, 'x'), operator);
  }
});
