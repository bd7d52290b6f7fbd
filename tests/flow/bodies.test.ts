import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  type Answer,
  createAudience,
  fields,
  file,
  formOf,
  openShop,
  rawRequest,
  settledUpload,
  sha256,
  TestServer,
  uploadsOf,
} from '../dev-env/index.ts';

const server = await TestServer.start();
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const content = `${sha256('somebody')}\n`;
let audienceId = 0;
let path = '';
before(async () => {
  audienceId = (await createAudience({ client: shop.writer, accountId: shop.accountId, content })).audienceId;
  path = `/custom_audiences/${audienceId}`;
});

function codeOf(answer: Answer): string {
  return answer.json<{ error: { code: string } }>().error.code;
}

async function putBody(body: Buffer | string, contentType: string): Promise<Answer> {
  return shop.writer.call({ method: 'PUT', path, body, headers: { 'content-type': contentType } });
}

for (const type of ['text/plain', 'text/csv', 'application/octet-stream', 'multipart/mixed; boundary=a']) {
  test(`a file sent as ${type} is refused with 415`, async () => {
    const answer = await putBody(content, type);
    assert.equal(answer.status, 415, answer.text);
    assert.equal(codeOf(answer), 'unsupported_media_type');
    assert.match(answer.text, /multipart\/form-data/);
  });
}

test('a file sent as JSON is no JSON', async () => {
  const answer = await putBody(content, 'application/json');
  assert.equal(answer.status, 400, answer.text);
});

test('a file sent without a content type is refused with 415', async () => {
  const answer = await shop.writer.call({ method: 'PUT', path, body: content });
  assert.equal(answer.status, 415, answer.text);
});

for (const type of ['text/plain', 'application/xml', 'multipart/form-data; boundary=a']) {
  test(`JSON sent as ${type} is refused with 415`, async () => {
    const answer = await server.operator.postJson('/fb_ad_accounts', { name: 'A' }, { 'content-type': type });
    assert.equal(answer.status, 415, answer.text);
    assert.match(answer.text, /application\/json/);
  });
}

for (const method of ['PUT', 'POST']) {
  test(`a ${method} without a body and without a length is refused with 411`, async () => {
    const target = method === 'PUT' ? path : '/custom_audiences';
    const text = await rawRequest(
      server.url,
      `${method} ${target} HTTP/1.1\r\nHost: kindred\r\nAuthorization: Bearer ${shop.writerToken}\r\n` +
        'Content-Type: multipart/form-data; boundary=a\r\nConnection: close\r\n\r\n',
    );
    assert.match(text, /^HTTP\/1\.1 411 /);
    assert.match(text, /"code":"length_required"/);
  });
}

for (const [name, body] of Object.entries({
  'that breaks off': '{"name":"A"',
  'of a single word': 'name',
  'with a comma too many': '{"name":"A",}',
  'of a zero byte': '\0',
})) {
  test(`JSON ${name} is refused with 400`, async () => {
    for (const target of ['/fb_ad_accounts', '/tokens']) {
      const answer = await server.operator.call({
        method: 'POST',
        path: target,
        body,
        headers: { 'content-type': 'application/json' },
      });
      assert.equal(answer.status, 400, answer.text);
      assert.equal(codeOf(answer), 'malformed_request');
    }
  });
}

test('JSON of more than a mebibyte is refused with 413', async () => {
  const answer = await server.operator.postJson('/fb_ad_accounts', { name: 'n'.repeat(1_100_000) });
  assert.equal(answer.status, 413);
  assert.equal(codeOf(answer), 'body_too_large');
});

const boundary = 'the-boundary';
const whole = formOf([...fields({ user_type: 'email_hash' }), file(content)], boundary).body;
const wholeText = whole.toString('utf8');

const malformed: Readonly<Record<string, Buffer | string>> = {
  'without its closing boundary': wholeText.replace(`--${boundary}--\r\n`, ''),
  'that ends in the middle of the file': whole.subarray(0, whole.length - 40),
  'that ends in the head of the file': wholeText.slice(0, wholeText.indexOf('filename')),
  'of something else': 'this is no form at all',
  'that is empty': '',
  'with two files': formOf([file(content), file(content)], boundary).body,
  'with a field that is too long': formOf(
    [...fields({ user_type: 'x'.repeat(70_000) }), file(content)],
    boundary,
  ).body,
  'with too many fields': formOf(
    [...Array.from({ length: 70 }, (_, index) => ({ name: `f${index}`, value: 'x' })), file(content)],
    boundary,
  ).body,
};

for (const [name, body] of Object.entries(malformed)) {
  test(`a form ${name} is refused with 400`, async () => {
    const answer = await putBody(body, `multipart/form-data; boundary=${boundary}`);
    assert.equal(answer.status, 400, answer.text);
    assert.equal(codeOf(answer), 'malformed_request');
  });
}

test('a form whose content type names no boundary is refused with 400', async () => {
  const answer = await putBody(whole, 'multipart/form-data');
  assert.equal(answer.status, 400, answer.text);
  assert.equal(codeOf(answer), 'malformed_request');
});

test('a form whose content type names another boundary is refused with 400', async () => {
  const answer = await putBody(whole, 'multipart/form-data; boundary=another');
  assert.equal(answer.status, 400, answer.text);
});

const filed: readonly (readonly [
  name: string,
  parts: Parameters<typeof formOf>[0],
  status: number,
  code: string,
])[] = [
  ['without a file', fields({ user_type: 'email_hash' }), 400, 'parameter_missing'],
  [
    'with the file as a plain field',
    fields({ user_type: 'email_hash', file: content }),
    422,
    'parameter_invalid',
  ],
  ['with the file under another name', [{ ...file(content), name: 'upload' }], 422, 'parameter_invalid'],
];

for (const [name, parts, status, code] of filed) {
  test(`a form ${name} is refused with ${status}`, async () => {
    for (const [method, target] of [
      ['PUT', path],
      ['POST', '/custom_audiences'],
    ] as const) {
      const required = method === 'POST' ? fields({ fb_ad_account_id: shop.graphId, name: 'A' }) : [];
      const answer = await shop.writer.sendForm(method, target, [...required, ...parts]);
      assert.equal(answer.status, status, answer.text);
      assert.equal(codeOf(answer), code);
    }
  });
}

test('a file may come in chunks of any size, without a length', async () => {
  const form = formOf([...fields({ user_type: 'email_hash' }), file(content)]);
  async function* pieces() {
    for (let at = 0; at < form.body.length; at += 7) yield form.body.subarray(at, at + 7);
  }
  const answer = await shop.writer.call({
    method: 'PUT',
    path,
    body: pieces(),
    headers: { 'content-type': form.contentType },
  });
  assert.equal(answer.status, 200, answer.text);
});

for (const [method, target] of [
  ['GET', '/audiences'],
  ['POST', '/custom_audience'],
  ['GET', '/custom_audiences/1/people'],
  ['GET', '/../etc/passwd'],
] as const) {
  test(`${method} ${target} is not found`, async () => {
    const answer = await shop.writer.call({ method, path: target });
    assert.equal(answer.status, 404, answer.text);
    assert.equal(codeOf(answer), 'not_found');
  });
}

for (const [method, target, allowed] of [
  ['DELETE', '/custom_audiences', ['GET', 'POST', 'OPTIONS']],
  ['PATCH', '/custom_audiences/1', ['GET', 'PUT', 'DELETE', 'OPTIONS']],
  ['POST', '/custom_audiences/1', ['GET', 'PUT', 'DELETE', 'OPTIONS']],
  ['PUT', '/tokens', ['GET', 'POST', 'OPTIONS']],
  ['GET', '/tokens/1', ['DELETE', 'OPTIONS']],
  ['POST', '/uploads/1', ['GET', 'OPTIONS']],
] as const) {
  test(`${method} ${target} is refused with 405 and the methods that it takes`, async () => {
    const answer = await server.operator.call({ method, path: target, body: '' });
    assert.equal(answer.status, 405, answer.text);
    assert.deepEqual(new Set(String(answer.headers.allow).split(', ')), new Set(allowed));
  });
}

test('health is told without a token', async () => {
  const answer = await server.as(null).get('/health');
  assert.deepEqual([answer.status, answer.json()], [200, { status: 'ok' }]);
});

test('what was refused has left at most a record that says aborted', async () => {
  for (const { id } of await uploadsOf(server.operator, audienceId)) {
    const upload = await settledUpload(server.operator, id);
    assert.ok(['aborted', 'applied'].includes(upload.state), upload.state);
    if (upload.state === 'applied') continue;
    assert.ok(upload.error !== null && upload.error.length > 10);
    assert.equal(upload.funnel.lines, 0);
  }
});
