import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  type Answer,
  type Form,
  fields,
  formOf,
  openShop,
  person,
  sha256,
  TestServer,
} from '../../dev-env/index.ts';
import {
  formText,
  good,
  membersOf,
  newAudience,
  type Received,
  refusal,
  tell,
  type Values,
} from './caller.ts';

// Large bodies are read by other threads than small ones; nobody must notice.

const server = await TestServer.start({ people: 200 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const audience = await newAudience(shop);

const json = 'application/json';
const urlencoded = 'application/x-www-form-urlencoded';

const schema = ['EMAIL', 'LOOKALIKE_VALUE'];
const strangers = Array.from({ length: 1200 }, (_, index) => [sha256(`stranger ${index}`), index]);
/** Rows that are refused, but for the first. */
const odd: readonly unknown[] = [
  [sha256('stranger'), '7'],
  ['mary@example.com', 1],
  [sha256('a').slice(1), 1],
  [sha256('b'), -1],
  [sha256('c'), 1, 2],
  { 1: 5 },
  [{ email: 'x' }, 1],
  ['\u0161'.repeat(64), 1],
  ['', ''],
];

interface Body {
  readonly type: string;
  readonly body: string | Buffer;
}

/** One payload in all the forms that clients send. */
const forms: Readonly<Record<string, (payload: unknown, beside: Values) => Body>> = {
  'a JSON body': (payload, beside) => ({ type: json, body: JSON.stringify({ ...beside, payload }) }),
  'a text in a JSON body': (payload, beside) => ({
    type: json,
    body: JSON.stringify({ ...beside, payload: JSON.stringify(payload) }),
  }),
  'an urlencoded form': (payload, beside) => ({ type: urlencoded, body: formText({ ...beside, payload }) }),
  'a form that says that it is JSON': (payload, beside) => ({
    type: json,
    body: formText({ ...beside, payload }),
  }),
  'a multipart form': (payload, beside) => {
    const texts = Object.entries({ ...beside, payload }).map(([name, value]) => [
      name,
      JSON.stringify(value),
    ]);
    const form: Form = formOf(fields(Object.fromEntries(texts)));
    return { type: form.contentType, body: form.body };
  },
};

async function send(path: string, { type, body }: Body, method = 'POST'): Promise<Answer> {
  return shop.writer.call({ method, path, body, headers: { 'content-type': type } });
}

for (const [form, make] of Object.entries(forms)) {
  test(`rows of a large body count and are refused as those of a small one: ${form}`, async () => {
    const answers: Received[] = [];
    for (const rows of [odd, [...strangers, ...odd]]) {
      const session = {
        session_id: 1 + Math.floor(Math.random() * 1e9),
        batch_seq: 1,
        last_batch_flag: true,
      };
      const body = make({ schema, data: rows }, { session });
      const answer = good<Received>(await send(`/v25.0/${audience}/users`, body));
      assert.equal(answer.session_id, String(session.session_id));
      answers.push(answer);
    }
    const [small, large] = answers;
    assert.ok(small !== undefined && large !== undefined);
    assert.equal(large.num_received, small.num_received + strangers.length);
    assert.equal(small.num_invalid_entries, odd.length - 1);
    assert.equal(large.num_invalid_entries, small.num_invalid_entries);
    assert.deepEqual(large.invalid_entry_samples, small.invalid_entry_samples);
  });
}

test('cells in brackets are rows in a large body, too', async () => {
  const pairs = strangers.flatMap(([hash, value]) => [
    `payload[data][][]=${hash}`,
    `payload[data][][]=${value}`,
  ]);
  const body = ['payload[schema][]=EMAIL', 'payload[schema][]=LOOKALIKE_VALUE', ...pairs].join('&');
  assert.ok(body.length > 64 * 1024);
  const answer = good<Received>(await send(`/v25.0/${audience}/users/`, { type: urlencoded, body }));
  assert.deepEqual([answer.num_received, answer.num_invalid_entries], [strangers.length, 0]);
});

test('what is wrong with a large body is said as of a small one', async () => {
  const pad = 'x'.repeat(70_000);
  const wrong: readonly ((padding: string) => Body)[] = [
    (padding) => ({ type: json, body: `{"payload":{"schema":"EMAIL","data":["${padding}"]}` }),
    (padding) => ({ type: json, body: JSON.stringify({ padding }) }),
    (padding) => ({ type: json, body: JSON.stringify({ padding, payload: { schema: 'SHOE', data: [] } }) }),
    (padding) => ({ type: json, body: JSON.stringify({ padding, payload: { schema: 'EMAIL', data: 'x' } }) }),
    (padding) => ({ type: urlencoded, body: formText({ padding, payload: '{' }) }),
    (padding) => ({
      type: json,
      body: JSON.stringify({ padding, payload: { schema: 'EMAIL', data: Array(10_001).fill('x') } }),
    }),
    (padding) => ({
      type: json,
      body: JSON.stringify({ padding, session: 'x', payload: { schema: 'EMAIL', data: ['x'] } }),
    }),
  ];
  for (const [place, make] of wrong.entries()) {
    const [small, large] = [
      refusal(await send(`/v25.0/${audience}/users`, make(''))),
      refusal(await send(`/v25.0/${audience}/users`, make(pad))),
    ];
    assert.deepEqual(large, small, String(place));
  }
});

test('a large body may name its method and its token, and takes people out', async () => {
  const filled = await newAudience(shop);
  const people = [1, 2, 3, 4].map((number) => sha256(person(number).email));
  await tell(shop.writer, `/v25.0/${filled}/users`, { payload: { schema: 'EMAIL', data: people } });
  assert.equal(await membersOf(server.operator, filled), people.length);
  const rows = [...strangers.map(([hash]) => hash), ...people.slice(1)];
  const body = JSON.stringify({
    method: 'delete',
    access_token: shop.writerToken,
    payload: { schema: 'EMAIL', data: rows },
  });
  const path = `/v25.0/${filled}/users`;
  const answer = await server
    .as(null)
    .call({ method: 'POST', path, body, headers: { 'content-type': json } });
  assert.equal(good<Received>(answer).num_received, rows.length);
  assert.equal(await membersOf(server.operator, filled), 1);
});
