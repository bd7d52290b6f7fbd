import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { fields, formOf, openShop, rawRequest, TestServer } from '../dev-env/index.ts';
import { appliedReports } from './people.ts';
import { type Audience, callerOf, newAudience } from './sdk.ts';

const server = await TestServer.start({ people: 100 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const { account } = callerOf(server, shop);

/** The body of the documented request, to the letter. */
const printedBody =
  'payload=%7B%22schema%22%3A%5B%22EMAIL%22%2C%22LOOKALIKE_VALUE%22%5D%2C%22data%22%3A%5B%5B%22' +
  '9b431636bd164765d63c573c346708846af4f68fe3701a77a3bdd7e7e5166254%22%2C44.5%5D%2C%5B%22' +
  '8cc62c145cd0c6dc444168eaeb1b61b351f9b1809a579cc9b4c9e9d7213a39ee%22%2C140%5D%2C%5B%22' +
  '4eaf70b1f7a797962b9d2a533f122c8039012b31e0a52b34a426729319cb792a%22%2C0%5D%2C%5B%22' +
  '98df8d46f118f8bef552b0ec0a3d729466a912577830212a844b73960777ac56%22%2C0.9%5D%5D%7D';

/** The payload as the samples for PHP, JavaScript, Android and iOS hand it in: one line of JSON text. */
const printedText = decodeURIComponent(printedBody.slice('payload='.length));
const payload = JSON.parse(printedText) as Readonly<Record<string, [string, number][]>>;

/** The payload as the sample for curl has it, over many lines. */
const printedLines = `{
"schema": [
"EMAIL",
"LOOKALIKE_VALUE"
],
"data": [
[
"9b431636bd164765d63c573c346708846af4f68fe3701a77a3bdd7e7e5166254",
44.5
],
[
"8cc62c145cd0c6dc444168eaeb1b61b351f9b1809a579cc9b4c9e9d7213a39ee",
140
],
[
"4eaf70b1f7a797962b9d2a533f122c8039012b31e0a52b34a426729319cb792a",
0
],
[
"98df8d46f118f8bef552b0ec0a3d729466a912577830212a844b73960777ac56",
0.9
]
]
}`;

const token = shop.writerToken;
const typed = (type: string) => ({ 'content-type': type });
const urlEncoded = 'application/x-www-form-urlencoded';

interface Sent {
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Record<string, string>;
  readonly query?: string;
}

function multipart(values: Readonly<Record<string, string>>): Sent {
  const form = formOf(fields(values));
  return { body: new Uint8Array(form.body), headers: typed(form.contentType) };
}

/** Ways to send the documented people; each has the token where its client puts it. */
const forms: Readonly<Record<string, Sent>> = {
  'the documented body': {
    body: printedBody,
    headers: { ...typed(urlEncoded), authorization: `Bearer ${token}` },
  },
  'the documented body without a type': {
    body: new TextEncoder().encode(`${printedBody}&access_token=${token}`),
  },
  'the form of the curl sample': multipart({ payload: printedLines, access_token: token }),
  'a form of one line': multipart({ payload: printedText, access_token: token }),
  'a form in quotes': multipart({ payload: JSON.stringify(printedText), access_token: `"${token}"` }),
  'a form that was encoded over many lines': {
    body: new URLSearchParams({ payload: printedLines, access_token: token }).toString(),
    headers: typed(`${urlEncoded}; charset=UTF-8`),
  },
  'brackets of PHP': {
    body: [
      'payload[schema][]=EMAIL&payload[schema][]=LOOKALIKE_VALUE',
      ...(payload['data'] ?? []).map(
        ([hash, value], index) => `payload[data][${index}][]=${hash}&payload[data][${index}][]=${value}`,
      ),
    ].join('&'),
    headers: { ...typed(urlEncoded), authorization: `OAuth ${token}` },
  },
  'JSON with the payload as an object': {
    body: JSON.stringify({ payload, access_token: token }),
    headers: typed('application/json'),
  },
  'JSON with the payload as a text': {
    body: JSON.stringify({ payload: printedText }),
    headers: { ...typed('application/json; charset=utf-8'), authorization: `Bearer ${token}` },
  },
  'an address and no body': { query: `${printedBody}&access_token=${token}` },
};

const counts = { num_received: 4, num_invalid_entries: 0, invalid_entry_samples: {} };

async function send(
  method: string,
  path: string,
  { body, headers, query }: Sent,
): Promise<{ readonly status: number; readonly told: Record<string, unknown> }> {
  const answer = await fetch(`${server.url}${path}${query === undefined ? '' : `?${query}`}`, {
    method,
    ...(body === undefined ? {} : { body }),
    ...(headers === undefined ? {} : { headers }),
  });
  return { status: answer.status, told: (await answer.json()) as Record<string, unknown> };
}

function assertCounts(audience: Audience, { status, told }: Awaited<ReturnType<typeof send>>): void {
  const { session_id: session, ...rest } = told;
  assert.equal(status, 200, JSON.stringify(told));
  assert.match(String(session), /^[1-9]\d{0,18}$/);
  assert.deepEqual(rest, { audience_id: audience.id, ...counts });
}

const audiences: Audience[] = [];

for (const [name, sent] of Object.entries(forms)) {
  test(`the documented people are counted the same when they come as ${name}`, async () => {
    const audience = await newAudience(account, { is_value_based: true });
    assertCounts(audience, await send('POST', `/v21.0/${audience.id}/users`, sent));
    assertCounts(audience, await send('POST', `/${audience.id}/users/`, sent));
    assertCounts(audience, await send('DELETE', `/v25.0/${audience.id}/users`, sent));
    audiences.push(audience);
  });
}

test('whatever form the documented people came in, as many lines of them are applied', async () => {
  assert.equal(audiences.length, Object.keys(forms).length);
  for (const audience of audiences) {
    const reports = await appliedReports(server, shop, audience);
    const linesOf = (wanted: string) =>
      reports.reduce(
        (sum, { operation, funnel }) => sum + (operation === wanted ? (funnel.lines ?? 0) : 0),
        0,
      );
    assert.deepEqual([linesOf('add'), linesOf('remove'), linesOf('replace')], [8, 4, 0]);
  }
});

test('a parameter turns a POST into a DELETE, wherever it stands', async () => {
  const audience = await newAudience(account);
  const path = `/v24.0/${audience.id}/users`;
  const ways: readonly Sent[] = [
    multipart({ payload: printedText, access_token: token, method: 'DELETE' }),
    multipart({ payload: printedText, access_token: token, method: '"delete"' }),
    { body: `${printedBody}&method=delete&access_token=${token}`, headers: typed(urlEncoded) },
    { query: `method=delete&access_token=${token}`, body: printedBody, headers: typed(urlEncoded) },
    {
      body: JSON.stringify({ payload, method: 'DELETE', access_token: token }),
      headers: typed('application/json'),
    },
  ];
  for (const way of ways) assertCounts(audience, await send('POST', path, way));
  const reports = await appliedReports(server, shop, audience);
  assert.ok(reports.every(({ operation }) => operation === 'remove'));
});

test('the documented request as it is printed, byte by byte, is answered with its counts', async () => {
  const audience = await newAudience(account);
  const answer = await rawRequest(
    server.url,
    [
      `POST /v21.0/${audience.id}/users HTTP/1.1`,
      'Host: graph.facebook.com',
      'Connection: close',
      `Authorization: Bearer ${token}`,
      `Content-Length: ${printedBody.length}`,
      '',
      printedBody,
    ].join('\r\n'),
  );
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  assert.match(head, /^HTTP\/1\.1 200 OK\r\n/);
  assert.match(head, /\r\nfacebook-api-version: v21\.0\r\n/i);
  assert.match(head, /\r\ncontent-type: application\/json\r\n/i);
  assert.match(head, new RegExp(`\r\ncontent-length: ${body.length}\r\n`, 'i'));
  assert.match(
    body,
    new RegExp(
      `^\\{"audience_id":"${audience.id}","session_id":"\\d+","num_received":4,"num_invalid_entries":0,` +
        '"invalid_entry_samples":\\{\\}\\}$',
    ),
  );
});

test('a client that waits to be told to go on before it sends its form is told so', async () => {
  const audience = await newAudience(account);
  const form = formOf(fields({ payload: printedLines, access_token: token }));
  const head = [
    `POST /v21.0/${audience.id}/users HTTP/1.1`,
    'Host: graph.facebook.com',
    'Connection: close',
    'Expect: 100-continue',
    'Accept-Encoding: *',
    `Content-Type: ${form.contentType}`,
    `Content-Length: ${form.body.length}`,
    '',
    '',
  ].join('\r\n');
  const answer = await rawRequest(server.url, Buffer.concat([Buffer.from(head), form.body]));
  assert.match(answer, /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
  assert.match(answer, /"num_received":4,"num_invalid_entries":0,"invalid_entry_samples":\{\}\}$/);
});
