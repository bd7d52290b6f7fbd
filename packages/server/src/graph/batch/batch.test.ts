import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GraphError } from '../wire/index.ts';
import {
  type BatchOptions,
  type OperationAnswer,
  type OperationCall,
  parseBatch,
  runBatch,
} from './index.ts';

type Answerer = (call: OperationCall) => unknown;

const bare: BatchOptions = { includeHeaders: false };
const ok = (body: unknown): OperationAnswer => ({ status: 200, headers: {}, text: JSON.stringify(body) });
const bad: OperationAnswer = { status: 400, headers: {}, text: '{"error":{"code":100}}' };

/** Runs what a client sent; the items, and the calls in the order in which they ran. */
async function play(sent: readonly object[], answer: Answerer, options = bare) {
  const calls: OperationCall[] = [];
  const run = async (call: OperationCall) => {
    calls.push(call);
    return (await answer(call)) as OperationAnswer;
  };
  const items = await runBatch(parseBatch(sent), run, options);
  return { items, calls, urls: calls.map(({ relativeUrl }) => relativeUrl) };
}

const echo: Answerer = ({ relativeUrl }) =>
  relativeUrl.includes('bad') ? bad : ok({ id: relativeUrl.slice(1) });
const item = (id: string) => ({ code: 200, body: JSON.stringify({ id }) });
const badItem = { code: 400, body: bad.text };

function errorIn(found: unknown): Record<string, unknown> {
  assert.ok(typeof found === 'object' && found !== null && 'body' in found && typeof found.body === 'string');
  return JSON.parse(found.body).error;
}

test('independent operations run in order, each with method, address and body, and answer in order', async () => {
  const sent = [
    { method: 'get', relative_url: 'a?x=1' },
    { method: 'Post', relative_url: '/v25.0/b', body: 'c=d' },
  ];
  const { items, calls } = await play(sent, echo);
  assert.deepEqual(calls, [
    { method: 'GET', relativeUrl: '/a?x=1', body: null },
    { method: 'POST', relativeUrl: '/v25.0/b', body: 'c=d' },
  ]);
  assert.deepEqual(items, [item('a?x=1'), item('v25.0/b')]);
});

test('an item has headers as a list of names and values, or no such key when they are not wanted', async () => {
  const answer = () => ({ status: 201, headers: { ETag: '"x"', Pragma: 'no-cache' }, text: '{}' });
  const headers = [
    { name: 'ETag', value: '"x"' },
    { name: 'Pragma', value: 'no-cache' },
  ];
  const sent = [{ relative_url: 'a' }];
  assert.deepEqual((await play(sent, answer, { includeHeaders: true })).items, [
    { code: 201, headers, body: '{}' },
  ]);
  assert.deepEqual((await play(sent, answer)).items, [{ code: 201, body: '{}' }]);
});

test('every item of a batch with headers has their list, errors of the batch itself too', async () => {
  const throws = () => {
    throw new Error('broken');
  };
  const { items } = await play([{ relative_url: 'a' }], throws, { includeHeaders: true });
  const headers = [{ name: 'Content-Type', value: 'application/json' }];
  assert.deepEqual({ ...items[0], body: '' }, { code: 500, headers, body: '' });
});

test('an operation runs after those that it depends on, and the others keep their order', async () => {
  const sent = [
    { relative_url: 'late', depends_on: 'first,second' },
    { relative_url: 'free' },
    { relative_url: 'b', name: 'second', depends_on: ['first'] },
    { relative_url: 'a', name: 'first' },
    { relative_url: 'last' },
  ];
  const { items, urls } = await play(sent, echo);
  assert.deepEqual(urls, ['/free', '/a', '/b', '/late', '/last']);
  assert.deepEqual(items, [item('late'), item('free'), null, null, item('last')]);
});

test('a reference in address and body is filled with the result, and the response that it came from left out', async () => {
  const sent = [
    { method: 'POST', relative_url: 'act_1/customaudiences', name: 'create', body: 'name=x' },
    {
      method: 'POST',
      relative_url: '{result=create:$.id}/users',
      body: 'spec={"id":"{result=create:$.id}"}',
    },
  ];
  const { items, calls } = await play(sent, ({ relativeUrl }) =>
    ok({ id: relativeUrl === '/7/users' ? 'done' : '7' }),
  );
  assert.deepEqual(calls[1], { method: 'POST', relativeUrl: '/7/users', body: 'spec={"id":"7"}' });
  assert.deepEqual(items, [null, item('done')]);
});

test('an encoded reference of the library Koala asks for all rows by their ids', async () => {
  const sent = [
    { method: 'get', relative_url: 'me/friends?limit=5', name: 'get-friends' },
    { method: 'get', relative_url: '?ids=%7Bresult%3Dget-friends%3A%24.data.%2A.id%7D' },
  ];
  const { urls } = await play(sent, () => ok({ data: [{ id: '1' }, { id: '2' }] }));
  assert.deepEqual(urls, ['/me/friends?limit=5', '/?ids=1%2C2']);
});

test('a value goes into a JSON body as it is', async () => {
  const sent = [
    { relative_url: 'a/b', name: 'first' },
    { method: 'POST', relative_url: 'c', body: '{"name":"{result=first:$.id}"}' },
  ];
  assert.equal((await play(sent, echo)).calls[1]?.body, '{"name":"a/b"}');
});

test('an id of more digits than a double holds is put in to the last digit', async () => {
  const sent = [{ relative_url: 'a', name: 'first' }, { relative_url: '{result=first:$.id}' }];
  const answer = () => ({ status: 200, headers: {}, text: '{"id":12345678901234567891}' });
  assert.equal((await play(sent, answer)).urls[1], '/12345678901234567891');
});

test('omit_response_on_success false keeps the response that others depend on', async () => {
  const sent = [
    { relative_url: 'a', name: 'first', omit_response_on_success: false },
    { relative_url: 'b', depends_on: 'first' },
  ];
  assert.deepEqual((await play(sent, echo)).items, [item('a'), item('b')]);
});

test('an operation with a name that nobody refers to keeps its response', async () => {
  const sent = [
    { relative_url: 'a', name: 'My audience', omit_response_on_success: true },
    { relative_url: 'b' },
  ];
  assert.deepEqual((await play(sent, echo)).items, [item('a'), item('b')]);
});

test('a failed dependency keeps its error, and all that hangs on it becomes null without running', async () => {
  const sent = [
    { relative_url: 'bad', name: 'first' },
    { relative_url: '{result=first:$.id}', name: 'second', omit_response_on_success: false },
    { relative_url: 'third', depends_on: 'second' },
    { relative_url: 'free' },
  ];
  const { items, urls } = await play(sent, echo);
  assert.deepEqual(urls, ['/bad', '/free']);
  assert.deepEqual(items, [badItem, null, null, item('free')]);
});

test('one of several dependencies that failed is enough', async () => {
  const sent = [
    { relative_url: 'good', name: 'a' },
    { relative_url: 'bad', name: 'b' },
    { relative_url: 'c', depends_on: ['a', 'b'] },
  ];
  assert.deepEqual((await play(sent, echo)).items, [null, badItem, null]);
});

test('a path that finds nothing is an error of the operation that refers, and its dependents become null', async () => {
  const sent = [
    { relative_url: 'a', name: 'first' },
    { relative_url: '{result=first:$.nope}', name: 'second' },
    { relative_url: 'c', depends_on: 'second' },
    { relative_url: 'free' },
  ];
  const { items, urls } = await play(sent, echo);
  assert.deepEqual(urls, ['/a', '/free']);
  assert.deepEqual([items[0], items[2], items[3]], [null, null, item('free')]);
  assert.equal(items[1]?.code, 400);
  const { message, ...error } = errorIn(items[1]);
  assert.match(String(message), /^\(#100\) The path of {result=first:\$\.nope} finds nothing/);
  assert.deepEqual(error, { type: 'OAuthException', code: 100, is_transient: false });
});

test('a star over an empty list finds nothing', async () => {
  const sent = [{ relative_url: 'a', name: 'first' }, { relative_url: '?ids={result=first:$.data.*.id}' }];
  const { items } = await play(sent, () => ok({ data: [] }));
  assert.equal(errorIn(items[1])['code'], 100);
});

test('nothing is found in a response that is not JSON', async () => {
  const sent = [{ relative_url: 'a', name: 'first' }, { relative_url: '{result=first:$}' }];
  const { items } = await play(sent, () => ({ status: 304, headers: {}, text: '' }));
  assert.deepEqual([items[0], errorIn(items[1])['code']], [null, 100]);
});

test('304 counts as a success', async () => {
  const sent = [
    { relative_url: 'a', name: 'first' },
    { relative_url: 'b', depends_on: 'first' },
  ];
  const { items } = await play(sent, () => ({ status: 304, headers: {}, text: '' }));
  assert.deepEqual(items, [null, { code: 304, body: '' }]);
});

test('an operation that throws becomes a temporary error that tells nothing, and its neighbours run', async () => {
  const sent = [{ relative_url: 'a' }, { relative_url: 'throws' }, { relative_url: 'b' }];
  const { items } = await play(sent, (call) => {
    if (call.relativeUrl === '/throws') throw new Error('secret of the inside');
    return echo(call);
  });
  assert.deepEqual([items[0], items[2]], [item('a'), item('b')]);
  assert.equal(items[1]?.code, 500);
  assert.deepEqual(errorIn(items[1]), {
    message: '(#2) Service temporarily unavailable',
    type: 'OAuthException',
    code: 2,
    is_transient: true,
  });
});

test('what depends on an operation that throws becomes null', async () => {
  const sent = [
    { relative_url: 'throws', name: 'first' },
    { relative_url: 'b', depends_on: 'first' },
  ];
  const { items, urls } = await play(sent, () => Promise.reject(new Error('broken')));
  assert.deepEqual([items[0]?.code, items[1], urls], [500, null, ['/throws']]);
});

test('a refusal that is thrown is answered as what it is', async () => {
  const { items } = await play([{ relative_url: 'a' }], () => {
    throw GraphError.of('rows_too_many', { rows: 10_001 });
  });
  assert.equal(items[0]?.code, 400);
  assert.deepEqual(Object.entries(errorIn(items[0])), [
    ['message', 'The number of parameters exceeded the maximum for this operation'],
    ['type', 'GraphMethodException'],
    ['code', 105],
    ['is_transient', false],
    ['error_user_title', 'Too many rows'],
    [
      'error_user_msg',
      'A request takes at most 10000 rows; this one has 10001. Send them in several requests, in one session.',
    ],
  ]);
});

test('a plain error about a token leaves is_transient out, within a batch too', async () => {
  const { items } = await play([{ relative_url: 'a' }], () => {
    throw GraphError.of('token_invalid');
  });
  assert.deepEqual(Object.keys(errorIn(items[0])), ['message', 'type', 'code']);
});

test('whoever runs a batch can say how its errors are answered', async () => {
  const answerError = (error: GraphError) => ({ status: 418, headers: {}, text: String(error.row.code) });
  const { items } = await play([{ relative_url: 'a' }], () => Promise.reject(new Error('x')), {
    ...bare,
    answerError,
  });
  assert.deepEqual(items, [{ code: 418, body: '2' }]);
});

test('a batch of no operations is answered with an empty list', async () => {
  assert.deepEqual((await play([], echo)).items, []);
});
