import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loggableError } from './loggable-error.ts';

test('of an error of the column engine only its number and name are logged', () => {
  const error = Object.assign(
    new Error("Code: 27. DB::Exception: Cannot parse input near 'mary@example.com'. (CANNOT_PARSE_INPUT)"),
    { code: 'CHDB_QUERY', clickhouseCode: 27 },
  );
  const logged = loggableError(error);
  assert.equal(logged.code, 27);
  assert.equal(logged.message, 'CANNOT_PARSE_INPUT');
  assert.ok(!JSON.stringify(logged).includes('mary'));
});

test('of other errors the first line is logged, and where they were thrown', () => {
  const logged = loggableError(new TypeError('x is not a function\nsecond line'));
  assert.equal(logged.type, 'TypeError');
  assert.equal(logged.message, 'x is not a function');
  assert.ok(logged.at[0]?.startsWith('at '));
});

test('what was thrown without being an error is logged by its type only', () => {
  assert.deepEqual(loggableError('mary@example.com'), { type: 'string', code: null, message: '', at: [] });
});
