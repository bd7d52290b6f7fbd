import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { GraphError } from './error.ts';
import { type Field, parseFields } from './fields.ts';

function plain(name: string, fields: readonly Field[] | null = null): Field {
  return { name, fields };
}

function names(value: unknown): readonly string[] {
  return parseFields(value).map((field) => field.name);
}

function messageOf(value: unknown): string {
  try {
    parseFields(value);
  } catch (error) {
    assert.ok(error instanceof GraphError);
    assert.equal(error.status, 400);
    return error.message;
  }
  return assert.fail('nothing was refused');
}

test('fields come in the order in which they were asked', () => {
  assert.deepEqual(parseFields('name,id,size'), [plain('name'), plain('id'), plain('size')]);
  assert.deepEqual(names(' name , id\n'), ['name', 'id']);
});

test('no fields are asked by nothing, by an empty text and by an empty list', () => {
  for (const value of [null, undefined, '', '  ', '""', '[]', []]) assert.deepEqual(parseFields(value), []);
});

test('fields may be a JSON list, JSON text of a list, or stand in JSON quotes', () => {
  assert.deepEqual(names(['id', 'name']), ['id', 'name']);
  assert.deepEqual(names('["id","name"]'), ['id', 'name']);
  assert.deepEqual(names('"id,name"'), ['id', 'name']);
  assert.deepEqual(parseFields('["a{b}","c"]'), [plain('a', [plain('b')]), plain('c')]);
  assert.match(messageOf({}), /^\(#100\) Param fields must be/);
  assert.match(messageOf('[1]'), /^\(#100\) Param fields must be/);
});

test('fields are asked of nodes in braces', () => {
  assert.deepEqual(parseFields('a,b{c,d{e}},f'), [
    plain('a'),
    plain('b', [plain('c'), plain('d', [plain('e')])]),
    plain('f'),
  ]);
  assert.deepEqual(parseFields('a { b , c }'), [plain('a', [plain('b'), plain('c')])]);
  assert.deepEqual(parseFields('cover.fields(id,source),a{}'), [
    plain('cover', [plain('id'), plain('source')]),
    plain('a', []),
  ]);
});

test('an edge takes modifiers and braces', () => {
  assert.deepEqual(
    parseFields(
      'customaudiences.limit(5).after(x).filtering([{"field":"name","operator":"CONTAIN","value":"x)(\\"}"}]){id}',
    ),
    [
      {
        name: 'customaudiences',
        fields: [plain('id')],
        limit: 5,
        after: 'x',
        filtering: [{ field: 'name', operator: 'CONTAIN', value: 'x)("}' }],
      },
    ],
  );
  assert.deepEqual(parseFields('a.before( "y" ).order(id desc).summary(true).as(b),c.summary(0)'), [
    { name: 'a', fields: null, before: 'y', order: 'id desc', summary: true, as: 'b' },
    { name: 'c', fields: null, summary: false },
  ]);
});

test('a modifier that nobody knows is passed over', () => {
  assert.deepEqual(parseFields('picture.type(large),insights.time_range({"a":(1)}){x}'), [
    plain('picture'),
    plain('insights', [plain('x')]),
  ]);
});

test('a name that is asked twice counts once, with all that was asked of it', () => {
  assert.deepEqual(parseFields('a,b,a{c},a{d,c}'), [plain('a', [plain('c'), plain('d')]), plain('b')]);
  assert.deepEqual(names('a,a.as(x)'), ['a', 'a']);
  assert.deepEqual(names(['a,b', 'b']), ['a', 'b']);
});

test('commas too many are passed over', () => {
  assert.deepEqual(names(',a,,b,'), ['a', 'b']);
});

test('bad syntax is refused in the recorded words, with characters counted from 0', () => {
  const recorded = [
    ['likes.limit(1000){id},comments.limit(1000){id}{from},sharedposts{id}', '{', 46],
    ['posts?fields=comments.since(2018-05-25).until(2018-05-29)', '?', 5],
  ] as const;
  for (const [text, found, at] of recorded) {
    assert.equal(
      messageOf(text),
      `Syntax error "Expected end of string instead of "${found}"." at character ${at}: ${text}`,
    );
  }
  assert.equal(
    messageOf('a.until(2'),
    'Syntax error "Expected ")", got end of string" at character 9: a.until(2',
  );
  assert.equal(messageOf('a.b,c'), 'Syntax error "Expected "(" instead of ","." at character 3: a.b,c');
});

test('what is missing in fields is named', () => {
  const texts = {
    '}': 'Expected end of string instead of "}".',
    'a{b': 'Expected "}", got end of string',
    'a{b c}': 'Expected "}" instead of "c".',
    'a b': 'Expected end of string instead of "b".',
    '{a}': 'Expected field name instead of "{".',
    'a,!': 'Expected field name instead of "!".',
    '[a]': 'Expected field name instead of "[".',
    'a.(1)': 'Expected modifier name instead of "(".',
    'a.limit(x)': 'Expected a whole number in limit().',
    'a.filtering(x)': 'Expected JSON in filtering().',
    'a.as()': 'Expected a name in as().',
    'a.order("x)': 'Expected ")", got end of string',
  };
  for (const [text, problem] of Object.entries(texts)) {
    assert.ok(messageOf(text).startsWith(`Syntax error "${problem}" at character `), messageOf(text));
  }
});

test('a syntax error has the code and the type of the Graph API', () => {
  assert.throws(
    () => parseFields('a{'),
    (error) => error instanceof GraphError && error.key === 'fields_syntax',
  );
});

test('fields are bounded in length, depth and number', () => {
  const deep = (levels: number) => `${'a{'.repeat(levels - 1)}a${'}'.repeat(levels - 1)}`;
  assert.doesNotThrow(() => parseFields(deep(8)));
  assert.match(messageOf(deep(9)), /^Syntax error "Expected at most 8 levels\."/);
  assert.match(messageOf('a.fields('.repeat(1000)), /Expected at most 8 levels/);
  assert.doesNotThrow(() => parseFields('a,'.repeat(500)));
  assert.match(messageOf('a,'.repeat(501)), /^Syntax error "Expected at most 500 fields\."/);
  assert.match(messageOf(Array(501).fill('a')), /Expected at most 500 fields/);
  assert.match(messageOf('a'.repeat(10_001)), /^\(#100\) Param fields must have at most 10000 characters$/);
  assert.match(messageOf(`[${'['.repeat(100_000)}`), /^\(#100\)/);
  assert.ok(messageOf('?'.repeat(9000)).length < 1200);
});

test('any text is either read as fields or refused', () => {
  const piece = fc.constantFrom(
    'a',
    'b',
    ',',
    '{',
    '}',
    '.',
    'limit',
    'fields',
    '(',
    ')',
    '"',
    '\\',
    ' ',
    '5',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      try {
        assert.ok(parseFields(pieces.join('')).every((field) => field.name !== ''));
      } catch (error) {
        assert.ok(error instanceof GraphError, String(error));
      }
    }),
    { numRuns: 2000 },
  );
});
