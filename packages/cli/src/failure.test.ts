import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exitCodeOf, Refused, TokenAbsent, Unreachable, WorkFailed, WrongUsage } from './failure.ts';

test('every kind of failure has its own exit code', () => {
  assert.equal(exitCodeOf(new Refused(422, null)), 1);
  assert.equal(exitCodeOf(new WorkFailed('The upload failed.')), 1);
  assert.equal(exitCodeOf(new WrongUsage('No such file.')), 2);
  assert.equal(exitCodeOf(new Unreachable('Nobody listens.')), 3);
  assert.equal(exitCodeOf(new Refused(401, null)), 4);
  assert.equal(exitCodeOf(new Refused(403, null)), 4);
  assert.equal(exitCodeOf(new TokenAbsent('No token.')), 4);
});

test('a failure nobody foresaw is not a success', () => {
  assert.equal(exitCodeOf(new TypeError('x is undefined')), 1);
});
