import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jsonColumns } from './json-columns.ts';

test('columns of JSON lines are the names in the head of the file, in their order', () => {
  const head = Buffer.from('{"id":1,"b":2}\nnot json\n{"a":1,"id":2}\n{"cut":');
  assert.deepEqual(jsonColumns(head, false), ['id', 'b', 'a']);
});

test('a whole file may end without a line end', () => {
  assert.deepEqual(jsonColumns(Buffer.from('{"id":1}'), true), ['id']);
});

test('a JSON list and a file without objects are refused with what to do', () => {
  assert.throws(() => jsonColumns(Buffer.from('[{"id":1}]'), true), /one JSON object a line/);
  assert.throws(() => jsonColumns(Buffer.from('1\n2\n'), true), /no line that is a JSON object/);
});
