import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BatchOperation, parseBatch } from './parse.ts';

/** The operation that stands before others which it may depend on. */
function parseOne(sent: object, ...others: object[]): BatchOperation {
  const [operation] = parseBatch([sent, ...others]);
  assert.ok(operation);
  return operation;
}
const other = (name: string) => ({ method: 'GET', relative_url: 'me', name });
const refused = (value: unknown, message: RegExp) =>
  assert.throws(() => parseBatch(value), { name: 'GraphError', status: 400, message });

test('an operation is read with all that it may say', () => {
  const sent = {
    method: 'post',
    relative_url: 'v25.0/555/users?x=1',
    body: 'a=1',
    name: 'add',
    depends_on: 'first',
    omit_response_on_success: false,
    headers: ['A: b'],
    attached_files: 'file0',
    attachedFiles: 'file0',
  };
  assert.deepEqual(parseOne(sent, other('first')), {
    method: 'POST',
    relativeUrl: '/v25.0/555/users?x=1',
    body: 'a=1',
    name: 'add',
    dependsOn: ['first'],
    omitResponseOnSuccess: false,
  });
});

test('what an operation may leave out has a default', () => {
  assert.deepEqual(parseOne({ relative_url: 'me' }), {
    method: 'GET',
    relativeUrl: '/me',
    body: null,
    name: null,
    dependsOn: [],
    omitResponseOnSuccess: true,
  });
});

test('methods are read in any case', () => {
  for (const method of ['delete', 'Delete', 'DELETE']) {
    assert.equal(parseOne({ method, relative_url: 'x' }).method, 'DELETE');
  }
});

test('a relative_url has one slash before it, whether sent with none or two, and keeps version and query', () => {
  for (const [sent, meant] of [
    ['555/?fields=id', '/555/?fields=id'],
    ['/v24.0/555', '/v24.0/555'],
    ['//555', '/555'],
    ['?ids=1', '/?ids=1'],
    ['', '/'],
  ]) {
    assert.equal(parseOne({ relative_url: sent }).relativeUrl, meant);
  }
});

test('a whole link is read without its host', () => {
  for (const host of ['https://graph.facebook.com', 'http://127.0.0.1:8080']) {
    assert.equal(parseOne({ relative_url: `${host}/v25.0/1?after=x` }).relativeUrl, '/v25.0/1?after=x');
  }
});

test('a body that is an object becomes a form with nested values as JSON', () => {
  const payload = { schema: ['EMAIL'], data: [['a&b']] };
  const { body } = parseOne({
    relative_url: 'x',
    body: { payload, name: 'é "x"', on: true, n: 5, gone: null },
  });
  assert.deepEqual(Object.fromEntries(new URLSearchParams(body ?? '')), {
    payload: JSON.stringify(payload),
    name: 'é "x"',
    on: 'true',
    n: '5',
  });
});

test('an empty body is none', () => {
  for (const body of ['', null, {}]) assert.equal(parseOne({ relative_url: 'x', body }).body, null);
});

test('a raw body of the SDK for Node stays as it is', () => {
  const body = 'payload={"schema":["EMAIL"],"data":[["ab"]]}&fields=';
  assert.equal(parseOne({ method: 'DELETE', relative_url: 'x', body }).body, body);
});

test('depends_on is a name, names with commas, or a list', () => {
  const others = [other('a'), other('b')];
  for (const [sent, meant] of [
    ['a', ['a']],
    ['a, b', ['a', 'b']],
    [
      ['b', 'a'],
      ['b', 'a'],
    ],
    ['', []],
    [null, []],
  ]) {
    assert.deepEqual(parseOne({ relative_url: 'x', depends_on: sent }, ...others).dependsOn, meant);
  }
  assert.deepEqual(parseOne({ relative_url: 'x', depends_on: ['a, b'] }, other('a, b')).dependsOn, ['a, b']);
});

test('a reference is a dependency, wherever it stands and however often', () => {
  const others = ['a', 'b', 'c', 'd'].map(other);
  const sent = {
    relative_url: '{result=a:$.id}/x?y=%7Bresult%3Db%3A%24.id%7D',
    body: { spec: { id: '{result=c:$.id}', again: '{result=a:$.id}' } },
    depends_on: ['d', 'a'],
  };
  assert.deepEqual(parseOne(sent, ...others).dependsOn, ['d', 'a', 'b', 'c']);
});

test('omit_response_on_success is true unless it is false in any writing', () => {
  for (const sent of [false, 'false', 'FALSE', '0', 0]) {
    assert.equal(
      parseOne({ relative_url: 'x', omit_response_on_success: sent }).omitResponseOnSuccess,
      false,
    );
  }
  for (const sent of [true, 'true', null, undefined, 1]) {
    assert.equal(parseOne({ relative_url: 'x', omit_response_on_success: sent }).omitResponseOnSuccess, true);
  }
});

test('a name that is no text or number is none', () => {
  for (const name of ['', null, true, { a: 1 }])
    assert.equal(parseOne({ relative_url: 'x', name }).name, null);
  assert.equal(parseOne({ relative_url: 'x', name: 5 }).name, '5');
});

test('what is not a list of objects with a relative_url is refused', () => {
  for (const value of [null, undefined, 'me', {}, 5]) {
    refused(value, /^\(#100\) batch parameter must be a JSON array$/);
  }
  refused([5], /^\(#100\) batch\[0\] must be an object/);
  refused([[]], /^\(#100\) batch\[0\] must be an object/);
  refused([null], /^\(#100\) batch\[0\] must be an object/);
  refused([{ relative_url: 'x' }, { method: 'GET' }], /^\(#100\) batch\[1\]\.relative_url must be a string/);
  refused([{ relative_url: 5 }], /relative_url must be a string/);
  refused([{ relative_url: 'x', method: 5 }], /batch\[0\]\.method must be/);
  refused([{ relative_url: 'x', body: [1] }], /batch\[0\]\.body must be/);
  refused([{ relative_url: 'x', body: 5 }], /batch\[0\]\.body must be/);
  refused([{ relative_url: 'x', depends_on: 5 }], /batch\[0\]\.depends_on must be/);
  refused([{ relative_url: 'x', depends_on: [5] }], /batch\[0\]\.depends_on must be/);
});

test('fifty operations are taken and fifty-one refused, in the words that clients have seen', () => {
  const many = (count: number) => Array.from({ length: count }, () => ({ relative_url: 'me' }));
  assert.equal(parseBatch(many(50)).length, 50);
  refused(many(51), /^Too many requests in batch message\. Maximum batch size is 50$/);
  assert.deepEqual(parseBatch([]), []);
});

test('an operation refers to results at most 500 times', () => {
  const sent = (count: number) => [
    { relative_url: 'x', body: `a=${'{result=a:$.id}'.repeat(count)}` },
    other('a'),
  ];
  assert.equal(parseBatch(sent(500)).length, 2);
  refused(sent(501), /more than 500 times/);
});

test('two operations of one name are refused only when another needs the name', () => {
  assert.equal(parseBatch([other('a'), other('a')]).length, 2);
  const needing = { ...other('b'), depends_on: 'a' };
  refused([other('a'), other('a'), needing], /^\(#100\) Two operations of the batch have the name 'a'/);
});

test('operations in a circle are refused, be it a circle of one', () => {
  const to = (name: string, depends: string) => ({ ...other(name), depends_on: depends });
  refused([to('a', 'b'), to('b', 'c'), { ...other('c'), relative_url: '{result=a:$.id}' }], /in a circle/);
  refused([to('a', 'a')], /in a circle/);
});

test('a name that no operation has fails the whole call, without the code that says a token is bad', () => {
  for (const sent of [{ relative_url: '{result=nope:$.id}' }, { relative_url: 'x', depends_on: 'nope' }]) {
    assert.throws(
      () => parseBatch([sent]),
      (error: { row?: { code?: number }; status?: number; message?: string }) =>
        error.row?.code === 100 && error.status === 400 && /'nope'/.test(error.message ?? ''),
    );
  }
});
