import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { GraphError } from './error.ts';
import { nestBrackets, parseUrlEncoded } from './form.ts';

test('entries of a form keep their order and their repetitions', () => {
  assert.deepEqual(parseUrlEncoded('b=1&a=x+y%20z&b=2&fields=&flag&&c=1=2'), [
    ['b', '1'],
    ['a', 'x y z'],
    ['b', '2'],
    ['fields', ''],
    ['flag', ''],
    ['c', '1=2'],
  ]);
  assert.deepEqual(parseUrlEncoded(''), []);
});

test('what URLSearchParams writes is read back', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }))),
      (entries) => {
        const text = new URLSearchParams(entries as [string, string][]).toString();
        assert.deepEqual(
          parseUrlEncoded(text),
          entries.map(([name, value]) => [name.toWellFormed(), value.toWellFormed()]),
        );
      },
    ),
  );
});

test('an unencoded body of a batch is read', () => {
  assert.deepEqual(parseUrlEncoded('payload={"schema":["EMAIL"],"data":[["é"]]}&fields='), [
    ['payload', '{"schema":["EMAIL"],"data":[["é"]]}'],
    ['fields', ''],
  ]);
});

test('what is no percent sequence stays as it is, and all others are read', () => {
  const read = (value: string) => parseUrlEncoded(`a=${value}`)[0]?.[1];
  assert.equal(read('100%'), '100%');
  assert.equal(read('100%25+%zz%4'), '100% %zz%4');
  assert.equal(read('%C3%A9%FF%E2%82%AC%41'), 'é%FF€A');
  assert.equal(
    read('%ED%A0%80 %C0%AF %F4%90%80%80 %f0%9f%98%80%'),
    '%ED%A0%80 %C0%AF %F4%90%80%80 \u{1f600}%',
  );
});

test('the tolerant reading and that of the engine agree on what both can read', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      const text = encodeURIComponent(value.toWellFormed());
      assert.equal(parseUrlEncoded(`a=${text}%`)[0]?.[1], `${value.toWellFormed()}%`);
    }),
  );
});

test('a bad percent sequence does not make a large value slow or too long to read', () => {
  const value = `${'%22'.repeat(1_000_000)}%FF`;
  assert.equal(parseUrlEncoded(`a=${value}`)[0]?.[1], `${'"'.repeat(1_000_000)}%FF`);
});

test('the entries of a form are bounded in number', () => {
  assert.equal(parseUrlEncoded('a&'.repeat(199_999)).length, 199_999);
  assert.throws(() => parseUrlEncoded('&'.repeat(12_000_000)), GraphError);
});

function nested(text: string): Record<string, unknown> {
  return Object.fromEntries(nestBrackets(parseUrlEncoded(text)));
}

test('brackets make lists and objects, as in PHP', () => {
  assert.deepEqual(nested('effective_status[]=ACTIVE&effective_status[]=PAUSED'), {
    effective_status: ['ACTIVE', 'PAUSED'],
  });
  assert.deepEqual(nested('a[k]=v&a[l][]=1&a[l][]=2'), { a: { k: 'v', l: ['1', '2'] } });
  assert.deepEqual(nested('a[0][x]=1&a[0][y]=2&a[1][x]=3'), { a: [{ x: '1', y: '2' }, { x: '3' }] });
  assert.deepEqual(nested('a[][x]=1&a[][x]=2'), { a: [{ x: '1' }, { x: '2' }] });
  assert.deepEqual(nested('a[1]=y&a[0]=x'), { a: ['x', 'y'] });
});

test('brackets without numbers make one object until a key comes again, as Ruby means them', () => {
  const filters =
    'f[][field]=name&f[][operator]=IN&f[][value][]=a&f[][value][]=b&f[][field]=id&f[][value][]=c';
  assert.deepEqual(nested(filters), {
    f: [
      { field: 'name', operator: 'IN', value: ['a', 'b'] },
      { field: 'id', value: ['c'] },
    ],
  });
  assert.deepEqual(nested('a[][x][y]=1&a[][x][z]=2&a[][x][y]=3&a[]=4&a[][x]=5'), {
    a: [{ x: { y: '1', z: '2' } }, { x: { y: '3' } }, '4', { x: '5' }],
  });
  assert.deepEqual(nested('a[][]=1&a[][]=2&a[0][0]=3'), { a: [['3', '2']] });
});

test('indexes with a gap or with leading zeros are keys of an object', () => {
  assert.deepEqual(nested('a[5]=x&a[]=y'), { a: { 5: 'x', 6: 'y' } });
  assert.deepEqual(nested('a[1]=x&a[01]=y'), { a: { '1': 'x', '01': 'y' } });
  assert.deepEqual(nested('a[999999999999]=x'), { a: { 999999999999: 'x' } });
});

test('of plain names that repeat, and of a plain name and brackets, the last wins', () => {
  assert.deepEqual(nested('a=1&a=2&b=1&b[x]=2&c[x]=1&c=2'), { a: '2', b: { x: '2' }, c: '2' });
});

test('names that are not in the form of brackets are plain', () => {
  assert.deepEqual(nested('[x]=1&a[b=2&a]=3'), { '[x]': '1', 'a[b': '2', 'a]': '3' });
});

test('names in brackets change no prototype', () => {
  const { a } = nested('a[__proto__][admin]=1&a[constructor][prototype][admin]=1&__proto__[admin]=1');
  assert.equal(Object.getPrototypeOf(a), Object.prototype);
  assert.equal(({} as { readonly admin?: unknown }).admin, undefined);
});

test('brackets are bounded in depth and in number', () => {
  const refusal = (pattern: RegExp) => (error: unknown) =>
    error instanceof GraphError && pattern.test(error.message);
  assert.doesNotThrow(() => nested(`a${'[x]'.repeat(16)}=1`));
  assert.throws(
    () => nested(`a${'[x]'.repeat(17)}=1`),
    refusal(/^\(#100\) Param a must not be nested deeper than 16 brackets$/),
  );
  assert.throws(() => nested(`a${'[x]'.repeat(1_000_000)}=1`), refusal(/nested deeper/));
  assert.doesNotThrow(() => nested('a[][]=1&'.repeat(199_999)));
  assert.throws(
    () => nested(Array.from({ length: 150_000 }, (_, index) => `a[${index}][x][y]=1`).join('&')),
    refusal(/^\(#100\) Param a must have at most 400000 entries/),
  );
});
