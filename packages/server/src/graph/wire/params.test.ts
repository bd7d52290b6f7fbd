import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { GraphError } from './error.ts';
import { parseUrlEncoded } from './form.ts';
import { formValues, jsonValues, Params } from './params.ts';

function form(text: string): Params {
  return Params.of(formValues(parseUrlEncoded(text)));
}

function json(body: unknown): Params {
  return Params.of(jsonValues(body));
}

function refusal(message: string): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof GraphError);
    assert.equal(error.message, `(#100) ${message}`);
    return error.row.code === 100;
  };
}

test('of parameters in several places the last place wins', () => {
  const params = Params.of(
    formValues([
      ['a', '1'],
      ['b', '2'],
    ]),
    jsonValues({ b: 3 }),
  );
  assert.deepEqual([params.text('a'), params.text('b'), params.names()], ['1', '3', ['a', 'b']]);
});

test('a JSON body that is no object has no parameters', () => {
  for (const body of [null, undefined, [], 'x', 1]) assert.deepEqual(json(body).names(), []);
});

test('a JSON null is as absent as a name that was not sent', () => {
  const params = json({ a: null });
  assert.equal(params.has('a'), false);
  for (const name of ['a', 'b', '__proto__']) {
    assert.equal(params.raw(name), null);
    assert.equal(params.text(name), null);
    assert.equal(params.integer(name), null);
    assert.equal(params.number(name), null);
    assert.equal(params.bool(name), null);
    assert.equal(params.json(name), null);
    assert.equal(params.list(name), null);
  }
});

test('an empty value is an empty text, false, and absent as anything else', () => {
  for (const params of [form('a='), form('a=""'), json({ a: '' })]) {
    assert.equal(params.has('a'), true);
    assert.equal(params.text('a'), '');
    assert.equal(params.bool('a'), false);
    assert.equal(params.integer('a'), null);
    assert.equal(params.number('a'), null);
    assert.equal(params.list('a'), null);
  }
  assert.equal(form('a=').json('a'), null);
});

test('JSON quotes are taken off in forms, never in a JSON body', () => {
  assert.equal(form('subtype="CUSTOM"').text('subtype'), 'CUSTOM');
  assert.equal(form('name="My \\"new\\" \\u00e9"').text('name'), 'My "new" é');
  assert.equal(form('name="a" or "b"').text('name'), '"a" or "b"');
  assert.equal(form('name="').text('name'), '"');
  assert.equal(json({ name: '"CUSTOM"' }).text('name'), '"CUSTOM"');
});

test('numbers and booleans become text, structures do not', () => {
  assert.equal(json({ id: 12 }).text('id'), '12');
  assert.equal(json({ id: true }).text('id'), 'true');
  assert.equal(form('rule={"a":1}').text('rule'), '{"a":1}');
  for (const params of [json({ id: {} }), json({ id: [] }), form('id[a]=1'), form('id[toString]=1')]) {
    assert.throws(() => params.text('id'), refusal('Param id must be a string'));
  }
});

test('integers are whole, and within what a double holds', () => {
  for (const params of [form('n=12'), form('n="12"'), json({ n: 12 }), json({ n: '12' })]) {
    assert.equal(params.integer('n'), 12);
  }
  assert.equal(form('n=-1').integer('n'), -1);
  const wrong = [form('n=12.0'), form('n=x'), form('n=9007199254740993'), form('n=1e3'), form('n[]=1')];
  for (const params of [...wrong, json({ n: 1.5 }), json({ n: true }), json({ n: [1] })]) {
    assert.throws(() => params.integer('n'), refusal('Param n must be an integer'));
  }
});

test('numbers may have a fraction and an exponent', () => {
  assert.equal(form('n=0.01').number('n'), 0.01);
  assert.equal(form('n="1e-2"').number('n'), 0.01);
  assert.equal(json({ n: 0.01 }).number('n'), 0.01);
  for (const params of [form('n=NaN'), form('n=0x10'), form('n=1e999'), json({ n: false })]) {
    assert.throws(() => params.number('n'), refusal('Param n must be a number'));
  }
});

test('booleans are read in every form in which clients send them', () => {
  for (const text of ['true', '1', '"true"', '"1"', 'True']) assert.equal(form(`b=${text}`).bool('b'), true);
  for (const text of ['false', '0', '"false"', '']) assert.equal(form(`b=${text}`).bool('b'), false);
  for (const value of [true, 1, 'true', '1']) assert.equal(json({ b: value }).bool('b'), true);
  for (const value of [false, 0, 'false', '0']) assert.equal(json({ b: value }).bool('b'), false);
  for (const params of [form('b=yes'), form('b=2'), json({ b: [] })]) {
    assert.throws(() => params.bool('b'), refusal('Param b must be a boolean'));
  }
});

test('a structure is the same as JSON, as JSON text, in quotes and in brackets', () => {
  const payload = { schema: ['EMAIL'] };
  const text = encodeURIComponent(JSON.stringify(payload));
  const quoted = encodeURIComponent(JSON.stringify(JSON.stringify(payload)));
  for (const params of [
    json({ p: payload }),
    json({ p: JSON.stringify(payload) }),
    form(`p=${text}`),
    form(`p=${quoted}`),
    form('p[schema][]=EMAIL'),
  ]) {
    assert.deepEqual(params.json('p'), payload);
  }
});

test('a text in a JSON body is only parsed where it holds an object or a list', () => {
  for (const value of ['12', '"x"', 'x', '{x']) assert.equal(json({ p: value }).json('p'), value);
  assert.throws(() => form('p={x').json('p'), refusal('Param p must be valid JSON'));
});

test('ids of 64 bits in JSON text keep their digits', () => {
  const text = '{"session_id":12345678901234567890}';
  assert.deepEqual(form(`session=${text}`).json('session'), { session_id: '12345678901234567890' });
});

test('a list is the same as JSON, as JSON text, in brackets and between commas', () => {
  const forms = ['l=a,b', 'l=a, b,', 'l="a,b"', 'l="a","b"', 'l=["a","b"]', 'l[]=a&l[]=b', 'l[3]=a&l[7]="b"'];
  for (const text of forms) assert.deepEqual(form(text).list('l'), ['a', 'b'], text);
  for (const value of [['a', 'b'], 'a,b', '["a","b"]'])
    assert.deepEqual(json({ l: value }).list('l'), ['a', 'b']);
  assert.deepEqual(json({ l: [1, true] }).list('l'), ['1', 'true']);
  assert.deepEqual(json({ l: 5 }).list('l'), ['5']);
  assert.deepEqual(json({ l: [] }).list('l'), []);
});

test('a list of structures and an object are no list of texts', () => {
  for (const params of [
    json({ l: {} }),
    json({ l: { a: 1 } }),
    form('l={"a":1}'),
    form('l[a]=1'),
    form('l=[a]'),
  ]) {
    assert.throws(() => params.list('l'), refusal('Param l must be an array'));
  }
  assert.throws(() => json({ l: ['a', {}] }).list('l'), refusal('Param l[1] must be a string'));
  assert.throws(() => form('l[][toString]=1').list('l'), refusal('Param l[0] must be a string'));
});

test('parameters become a query again, without those that are named', () => {
  const params = Params.of(
    formValues(parseUrlEncoded('limit=2&after=x&name=a b/é&ids[]=1&q="x"')),
    jsonValues({ filtering: [{ field: 'a/b' }], none: null, on: true, n: 5 }),
  );
  assert.equal(
    params.toQuery(['limit', 'after']),
    `name=a%20b%2F%C3%A9&ids=%5B%221%22%5D&q=%22x%22&filtering=${encodeURIComponent('[{"field":"a\\/b"}]')}&on=true&n=5`,
  );
  assert.equal(json({}).toQuery([]), '');
  assert.equal(json({ a: '\ud800' }).toQuery([]), 'a=%EF%BF%BD');
});

test('a query made of parameters reads the same when it comes back', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant('"x"')), (value) => {
      const before = json({ a: value });
      assert.equal(form(before.toQuery([])).text('a'), before.text('a'));
    }),
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.constant('"x"'))), (value) => {
      const before = json({ a: value });
      assert.deepEqual(form(before.toQuery([])).list('a'), before.list('a'));
      assert.deepEqual(form(before.toQuery([])).json('a'), before.json('a'));
    }),
  );
});
