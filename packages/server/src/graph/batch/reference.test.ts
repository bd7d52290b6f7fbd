import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codingOfBody, fillReferences, referencesIn } from './reference.ts';

const responses = new Map<string, unknown>([
  ['a', { id: '12', name: 'Tom & "Jerry" 50%+', count: 7, on: true, spec: { x: [1] }, broken: '\ud800' }],
  ['rows', { data: [{ id: '1' }, { id: '2' }] }],
  ['my op, two', { id: '9' }],
]);
const fill = (text: string, coding: 'percent' | 'plain' = 'percent') =>
  fillReferences(text, coding, responses);

test('a reference in a URL becomes the value, without quotes', () => {
  assert.equal(fill('/{result=a:$.id}/users?x={result=a:$.count}&y={result=a:$.on}'), '/12/users?x=7&y=true');
});

test('a percent-encoded reference is one too, in full, in part, and in small letters', () => {
  assert.equal(fill(`/?ids=${encodeURIComponent('{result=rows:$.data.*.id}')}`), '/?ids=1%2C2');
  assert.equal(fill('/?ids=%7Bresult%3Drows%3A%24.data.%2A.id%7D&f=id'), '/?ids=1%2C2&f=id');
  assert.equal(fill('/%7bresult=a:$.id%7d'), '/12');
  assert.equal(fill('/%7Bresult%3Dmy+op%2C+two%3A%24.id%7D/{result=my op, two:$.id}'), '/9/9');
});

test('several values are joined with commas', () => {
  assert.equal(fill('{"ids":"{result=rows:$.data.*.id}"}', 'plain'), '{"ids":"1,2"}');
});

test('an object is put in as JSON text', () => {
  assert.equal(fill('spec={result=a:$.spec}'), `spec=${encodeURIComponent('{"x":[1]}')}`);
  assert.equal(fill('{"spec":{result=a:$.spec}}', 'plain'), '{"spec":{"x":[1]}}');
});

test('a value of a form is percent-encoded, so that it cannot end its field', () => {
  const name = new URLSearchParams(fill('name={result=a:$.name}&x=1')).get('name');
  assert.equal(name, 'Tom & "Jerry" 50%+');
});

test('a value within a JSON string is escaped like one, in raw and in encoded text', () => {
  const spec = '{"z":"\\"","name":"{result=a:$.name}"}';
  const meant = { z: '"', name: 'Tom & "Jerry" 50%+' };
  assert.deepEqual(JSON.parse(fill(spec, 'plain')), meant);
  for (const form of [`a="&spec=${spec}&b=1`, `a=1&spec=${encodeURIComponent(spec)}&b=1`]) {
    assert.deepEqual(JSON.parse(new URLSearchParams(fill(form)).get('spec') ?? ''), meant, form);
  }
});

test('text around references stays as it was sent', () => {
  const raw = 'payload={"schema":["EMAIL"],"data":["a+b%zz"]}&fields=';
  assert.equal(fill(`${raw}&id={result=a:$.id}`), `${raw}&id=12`);
});

test('braces without a name and a path are no reference', () => {
  for (const text of [
    '{result=a}',
    '{result=:$.id}',
    '{result=a:id}',
    '{results=a:$.id}',
    '{result=a:$.id',
    '{}',
  ]) {
    assert.equal(fill(text), text);
    assert.deepEqual(referencesIn(text, 'percent'), []);
  }
});

test('what a reference put in is not searched for references again', () => {
  const sly = new Map([['sly', { name: '{result=a:$.id}' }]]);
  assert.equal(fillReferences('{"x":"{result=sly:$.name}"}', 'plain', sly), '{"x":"{result=a:$.id}"}');
});

test('half of a surrogate pair does not stop a text from being filled', () => {
  assert.equal(fill('name={result=a:$.broken}'), 'name=%EF%BF%BD');
});

test('a path that finds nothing and one that cannot be read are refused as a parameter, each in its own words', () => {
  assert.throws(() => fill('/{result=a:$.nope}'), {
    name: 'GraphError',
    message: /^\(#100\).*finds nothing/,
  });
  assert.throws(() => fill('/{result=a:$..id}'), {
    name: 'GraphError',
    message: /^\(#100\).*cannot be read/,
  });
});

test('references cannot make a text grow without bound', () => {
  const large = new Map([['a', { text: 'x'.repeat(600_000) }]]);
  assert.equal(fillReferences('x={result=a:$.text}', 'percent', large).length, 600_002);
  assert.throws(
    () => fillReferences('x={result=a:$.text}{result=a:$.text}', 'percent', large),
    /finds too much/,
  );
});

test('megabytes of beginnings without an end are read once', () => {
  assert.deepEqual(referencesIn('{result='.repeat(500_000), 'percent'), []);
  assert.deepEqual(referencesIn(`{result=${'a'.repeat(4_000_000)}`, 'percent'), []);
});

test('a body that begins like JSON is text as it stands, any other a form', () => {
  assert.equal(codingOfBody(' {"a":1}'), 'plain');
  assert.equal(codingOfBody('[1]'), 'plain');
  assert.equal(codingOfBody('a={"b":1}'), 'percent');
});
