import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loggedPath } from './logged-path.ts';

test('local ids are logged, and no other value of a path', () => {
  const pattern = '/custom_audiences/:id/uploads/:uploadId';
  assert.equal(
    loggedPath(pattern, { id: '85', uploadId: '1234567' }),
    '/custom_audiences/85/uploads/1234567',
  );
  assert.equal(loggedPath(pattern, { id: '15559876543', uploadId: 'mary@example.com' }), pattern);
});

test('of the Graph API only its own words are logged', () => {
  for (const [path, logged] of [
    ['v2.0/act_22/customaudiences', '/v2.0/:id/customaudiences'],
    ['530000000000001/users', '/:id/users'],
    ['v2.0/me/adaccounts', '/v2.0/me/adaccounts'],
    ['mary@example.com', '/:id'],
    ['v555987.6543', '/:id'],
    ['a/b/c/d/e/f/g', '/:id/:id/:id/:id/:id'],
  ] as const) {
    assert.equal(loggedPath('/*', { '*': path }), logged);
  }
});

test('of an unknown path nothing is logged', () => {
  assert.equal(loggedPath(undefined, {}), '(unknown)');
});
