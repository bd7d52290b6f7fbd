import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { type Example, examples } from '../../packages/server/src/edge/openapi/index.ts';
import {
  type Answer,
  type Call,
  fields,
  file,
  formOf,
  openShop,
  TestServer,
  until,
} from '../dev-env/index.ts';

const server = await TestServer.start();
after(() => server[Symbol.asyncDispose]());
/** Stands where the examples say Meta. */
const meta = await TestServer.start();
after(() => meta[Symbol.asyncDispose]());
const there = await openShop(meta);

/** What is another one at every server, by the name of its key or its look: an id of the Graph, a moment, a secret. */
const drawn = /^(\d{12,}|\d{4}-\d\d-\d\dT.*Z|[a-z0-9]{31}|[0-9a-f]{32})$/;
const moments = /^time_/;

/** Values of the examples that are others here: where Meta is and what opens it, and what this server has drawn. */
const here = new Map([
  ['https://graph.facebook.com', meta.url],
  ['EAAB', there.writerToken],
  ['542676646349772', there.graphId],
]);

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
  if (actual === here.get(expected)) return expected;
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
  if (typeof body === 'string') return { ...to, body, headers: { 'content-type': 'text/csv' } };
  const asHere = JSON.stringify(body, (_, value) => here.get(value) ?? value);
  return { ...to, body: asHere, headers: { 'content-type': 'application/json' } };
}

/** The lines of a file as they stand in the example: the order of people is another one at every server. */
function inOrderOf(expected: string, actual: string): string {
  const isSame = JSON.stringify(expected.split('\n').sort()) === JSON.stringify(actual.split('\n').sort());
  return isSame && expected.split('\n')[0] === actual.split('\n')[0] ? expected : actual;
}

async function answerOf(example: Example): Promise<unknown> {
  const answer: Answer = await server.operator.call(callOf(example));
  assert.equal(answer.status, example.status, `${example.call}: ${answer.text}`);
  if (answer.text === '') return undefined;
  if (typeof example.answer !== 'string') return asInExample(answer.json(), example.answer);
  return inOrderOf(example.answer, answer.text);
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

/**
 * Pages; what is said about a lookalike, for which a story would need a thousand people; and what is found on a machine,
 * which is not the same on any two.
 */
const without = [
  'getDocs',
  'getErrors',
  'getOpenApi',
  'get_custom_audiences_id_lookalike_report',
  'get_custom_audiences_id_lookalike_scores',
  'get_health_details',
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
        (media.length > 0 && media.every(({ example }) => example === undefined)) ||
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
