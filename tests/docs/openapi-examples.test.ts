import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { type Example, examples } from '../../packages/server/src/edge/openapi/index.ts';
import { type Answer, type Call, fields, file, formOf, TestServer, until } from '../dev-env/index.ts';

const server = await TestServer.start();
after(() => server[Symbol.asyncDispose]());

/** What is another one at every server, by the name of its key or its look: an id of the Graph, a moment, a secret. */
const drawn = /^(\d{12,}|\d{4}-\d\d-\d\dT.*Z|[a-z0-9]{31}|[0-9a-f]{32})$/;
const moments = /^time_/;

/** Values of the examples that this server has drawn otherwise. */
const here = new Map<string, string>();

/** An answer with everything that is drawn as in the example, which is remembered for the calls that follow. */
function asInExample(actual: unknown, expected: unknown, key = ''): unknown {
  if (Array.isArray(actual) && Array.isArray(expected)) {
    return actual.map((each, place) => asInExample(each, expected[place]));
  }
  if (typeof actual === 'object' && actual !== null && typeof expected === 'object' && expected !== null) {
    const known = expected as Readonly<Record<string, unknown>>;
    return Object.fromEntries(
      Object.entries(actual).map(([name, value]) => [name, asInExample(value, known[name], name)]),
    );
  }
  if (typeof actual === 'number' && typeof expected === 'number' && moments.test(key)) return expected;
  if (typeof actual !== 'string' || typeof expected !== 'string') return actual;
  if (!drawn.test(actual) || !drawn.test(expected)) return actual;
  here.set(expected, actual);
  return expected;
}

function callOf({ call, path = {}, query, body, form, file: content = '' }: Example): Call {
  const [method = '', pattern = ''] = call.split(' ');
  const address = pattern.replace(/:(\w+)/g, (_, name: string) => {
    const value = path[name] ?? '';
    return here.get(value) ?? value;
  });
  const asked = query === undefined ? address : `${address}?${new URLSearchParams(query)}`;
  const to = { method, path: asked };
  if (form !== undefined) {
    const made = formOf([...fields(form), file(content)]);
    return { ...to, body: made.body, headers: { 'content-type': made.contentType } };
  }
  if (body === undefined) return to;
  return typeof body === 'string'
    ? { ...to, body, headers: { 'content-type': 'text/csv' } }
    : { ...to, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

async function answerOf(example: Example): Promise<unknown> {
  const answer: Answer = await server.operator.call(callOf(example));
  assert.equal(answer.status, example.status, `${example.call}: ${answer.text}`);
  return answer.text === '' ? undefined : asInExample(answer.json(), example.answer);
}

/** What reads may come too early: it is asked again until the answer is that of the example. */
async function comesTo(example: Example): Promise<void> {
  const wanted = JSON.stringify(example.answer);
  let said: unknown;
  await until('the answer of the example', async () => {
    said = await answerOf(example);
    return JSON.stringify(said) === wanted;
  }).catch(() => undefined);
  assert.deepEqual(said, example.answer, example.call);
}

test('the examples of the document are what a new server answers, in their order', async () => {
  for (const example of examples) {
    if (example.call.startsWith('GET ')) await comesTo(example);
    else assert.deepEqual(await answerOf(example), example.answer, example.call);
  }
});

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly required?: boolean; readonly example?: unknown }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly example?: unknown }>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly example?: unknown }>> }>
  >;
}

/** Pages; and what is said about a lookalike, for which a story would need a thousand people. */
const without = [
  'getDocs',
  'getErrors',
  'getOpenApi',
  'get_custom_audiences_id_lookalike_report',
  'get_custom_audiences_id_lookalike_scores',
];

test('every call in the document has an example of its request and of its answer', () => {
  const text = readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8');
  const { paths } = JSON.parse(text) as { readonly paths: Record<string, Record<string, Operation>> };
  const poor = Object.values(paths)
    .flatMap((methods) => Object.values(methods))
    .filter(({ parameters = [], requestBody, responses }) => {
      const media = Object.entries(responses).flatMap(([status, { content }]) =>
        status.startsWith('2') ? Object.values(content ?? {}) : [],
      );
      const body = Object.values(requestBody?.content ?? {});
      return (
        media.some(({ example }) => example === undefined) ||
        parameters.some(({ required, example }) => required === true && example === undefined) ||
        (body.length > 0 && body.every(({ example }) => example === undefined))
      );
    });
  assert.deepEqual(
    poor.map(({ operationId }) => operationId).toSorted(),
    without.toSorted(),
    'Add a step to packages/server/src/edge/openapi/examples.json.',
  );
});
