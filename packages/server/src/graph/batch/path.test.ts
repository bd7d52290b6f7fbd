import assert from 'node:assert/strict';
import { test } from 'node:test';
import { valuesAt } from './path.ts';

const people = { data: [{ id: '1', 'first-name': 'A' }, { name: 'B' }, { id: '3' }], 'a.b': { x: 5 } };

test('a path of names finds one value, in any way of writing them', () => {
  for (const path of ["$['a.b'].x", '$["a.b"].x', "$['a.b']['x']", " $['a.b'].x "]) {
    assert.deepEqual(valuesAt(path, people), [5], path);
  }
  assert.deepEqual(valuesAt('$.data[0].first-name', people), ['A']);
});

test('a row of a list is found by its position, in brackets, behind a dot and from the end', () => {
  for (const path of ['$.data[2].id', '$.data.2.id', '$.data[-1].id']) {
    assert.deepEqual(valuesAt(path, people), ['3'], path);
  }
});

test('a star finds every child, and what a child lacks is passed over', () => {
  assert.deepEqual(valuesAt('$.data.*.id', people), ['1', '3']);
  assert.deepEqual(valuesAt('$.data[*].id', people), ['1', '3']);
  assert.deepEqual(valuesAt('$.*.x', people), [5]);
});

test('digits are a name where an object stands', () => {
  assert.deepEqual(valuesAt('$.23.name', { 23: { name: 'A' } }), ['A']);
  assert.deepEqual(valuesAt('$[23].name', { 23: { name: 'A' } }), ['A']);
});

test('a dollar alone finds the whole document, and a list that is found stays a list', () => {
  assert.deepEqual(valuesAt('$', people), [people]);
  assert.deepEqual(valuesAt('$.data', people), [people.data]);
});

test('what is not there, null, or inherited finds nothing', () => {
  const root = { gone: null, list: [1], text: 'abc' };
  for (const path of [
    '$.x.y.z',
    '$.gone',
    '$.gone.*',
    '$.list.length',
    '$.list[1]',
    '$.text.0',
    '$.toString',
    '$.__proto__',
  ]) {
    assert.deepEqual(valuesAt(path, root), [], path);
  }
  assert.deepEqual(valuesAt('$', undefined), []);
});

test('a path of another form is told apart from one that finds nothing', () => {
  for (const path of [
    'id',
    '',
    '$id',
    '$.',
    '$..id',
    '$.data[?(@.id)]',
    '$.data[0:2]',
    '$.data[(1)]',
    '$[',
    '$.a b',
  ]) {
    assert.equal(valuesAt(path, people), null, path);
  }
});
