import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type GraphErrorRow, graphErrors } from '@kindred/contract';
import { errorBody, GraphError } from './error.ts';

test('a row is sent with its values, in the recorded order of keys', () => {
  const error = GraphError.of('rows_too_many', { rows: 10_001 });
  assert.deepEqual(Object.entries(JSON.parse(JSON.stringify(errorBody(error, 'A1'))).error), [
    ['message', 'The number of parameters exceeded the maximum for this operation'],
    ['type', 'GraphMethodException'],
    ['code', 105],
    ['is_transient', false],
    ['error_user_title', 'Too many rows'],
    [
      'error_user_msg',
      'A request takes at most 10000 rows; this one has 10001. Send them in several requests, in one session.',
    ],
    ['fbtrace_id', 'A1'],
  ]);
});

test('a plain error about a token has four keys', () => {
  const body = JSON.parse(JSON.stringify(errorBody(GraphError.of('token_missing'), 'A1')));
  assert.deepEqual(Object.keys(body.error), ['message', 'type', 'code', 'fbtrace_id']);
});

test('a value that has braces itself is not filled again', () => {
  const { message } = GraphError.of('field_unknown', { field: '{kind}', kind: 'CustomAudience' });
  assert.equal(message, '(#100) Tried accessing nonexisting field ({kind}) on node type (CustomAudience)');
});

test('messages of the table that name a code name their own, and every row says what to do', () => {
  for (const [key, row] of Object.entries<GraphErrorRow>(graphErrors)) {
    const named = /^\(#(\d+)\)/.exec(row.message)?.[1];
    assert.ok(named === undefined || Number(named) === row.code, key);
    assert.ok(/\w.*[.)]$/.test(row.say), key);
    assert.equal(row.title === undefined, row.userMessage === undefined, key);
  }
});
