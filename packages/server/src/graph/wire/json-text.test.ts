import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { graphJson, parseJson } from './json-text.ts';

test('answers are written as json_encode of PHP writes them', () => {
  assert.equal(
    graphJson({
      url: 'https://a/b',
      name: 'Zoë \u{1f600}\u2028',
      n: 9.67,
      ok: true,
      none: null,
      samples: {},
    }),
    '{"url":"https:\\/\\/a\\/b","name":"Zo\\u00eb \\ud83d\\ude00\\u2028","n":9.67,"ok":true,"none":null,"samples":{}}',
  );
  assert.equal(graphJson('\b\f\n\r\t"\\\u001f\u007f\u0080'), '"\\b\\f\\n\\r\\t\\"\\\\\\u001f\u007f\\u0080"');
  assert.equal(graphJson(undefined), 'null');
});

test('a key is escaped in an answer like a value', () => {
  assert.equal(graphJson({ '["é/"]': 1 }), '{"[\\"\\u00e9\\/\\"]":1}');
});

test('an answer is ASCII and means the value that was written', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.boolean(), (value, pretty) => {
      const text = graphJson(value, pretty);
      assert.match(text, /^[\n\x20-\x7f]*$/);
      assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('a bigint is a bare integer in an answer', () => {
  assert.equal(graphJson({ id: 23849182047670582n, list: [1n] }), '{"id":23849182047670582,"list":[1]}');
  const round: unknown[] = [];
  round.push(round);
  assert.throws(() => graphJson(round), TypeError);
});

test('a pretty answer is indented by three spaces', () => {
  assert.equal(
    graphJson({ data: [{ id: '1' }], url: '/é', none: [] }, true),
    '{\n   "data": [\n      {\n         "id": "1"\n      }\n   ],\n   "url": "\\/\\u00e9",\n   "none": []\n}',
  );
});

test('an answer of ten thousand rows keeps its bytes', () => {
  const rows = Array.from({ length: 10_000 }, (_, index) => ({ id: `${index}`, name: 'a/é'.repeat(20) }));
  const bytes = Buffer.from(graphJson(rows));
  const wanted = Buffer.from(JSON.stringify(rows).replaceAll('/', '\\/').replaceAll('é', '\\u00e9'));
  assert.deepEqual(createHash('sha1').update(bytes).digest(), createHash('sha1').update(wanted).digest());
});

test('an integer that a double would round arrives as its digits', () => {
  assert.deepEqual(
    parseJson('{"session_id":12345678901234567890,"n":[-9007199254740993, 12345678901234567168]}'),
    {
      session_id: '12345678901234567890',
      n: ['-9007199254740993', '12345678901234567168'],
    },
  );
  assert.equal(parseJson('9007199254740993'), '9007199254740993');
  assert.equal(parseJson(`1${'0'.repeat(400)}`), `1${'0'.repeat(400)}`);
});

test('a number that a double holds stays a number', () => {
  assert.deepEqual(
    parseJson('[1, 9007199254740992,1234567890123456,1234567890123456.5,1e20,"12345678901234567890"]'),
    [1, 9007199254740992, 1234567890123456, 1234567890123456.5, 1e20, '12345678901234567890'],
  );
});

test('JSON without long integers is parsed as JSON.parse parses it', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      assert.deepEqual(parseJson(text), JSON.parse(text));
    }),
  );
});

test('a key named __proto__ changes no prototype', () => {
  for (const text of [
    '{"__proto__":{"admin":true}}',
    '{"__proto__":{"admin":true},"n":12345678901234567890}',
  ]) {
    const value = parseJson(text) as { readonly admin?: unknown };
    assert.equal(Object.getPrototypeOf(value), Object.prototype);
    assert.equal(value.admin, undefined);
  }
  assert.equal(({} as { readonly admin?: unknown }).admin, undefined);
});

test('what is not JSON or too deep is a syntax error', () => {
  const deep = 1_000_000;
  const closed = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  for (const text of [
    '',
    '{',
    "{'a':1}",
    '[1234567890123456789',
    '['.repeat(deep),
    closed(deep),
    closed(513),
  ]) {
    assert.throws(() => parseJson(text), SyntaxError);
  }
  const longInside = `${'['.repeat(deep)}1234567890123456789${']'.repeat(deep)}`;
  assert.throws(() => parseJson(longInside), SyntaxError);
  assert.ok(Array.isArray(parseJson(closed(512))));
});
