import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Call, curlArguments, curlText } from './call.ts';
import { carryOut, requestFromHere } from './carry-out.ts';
import { readReply, replyText } from './reply.ts';

const target = { url: 'http://127.0.0.1:8080', token: '4w8yyeszjwt5vvnvodjaamabfcx0ybp' };
const create: Call = {
  method: 'POST',
  path: '/custom_audiences',
  fields: [
    ['fb_ad_account_id', '32'],
    ['name', 'Spending users'],
  ],
  file: 'spending_users.csv',
};

test('a call is printed in the form of the API documents', () => {
  assert.equal(
    curlText(create, target, 'made/here'),
    `curl "http://127.0.0.1:8080/custom_audiences" -X POST \\
  -H "Accept: application/json" \\
  -H "Authorization: OAuth 4w8yyeszjwt5vvnvodjaamabfcx0ybp" \\
  -F 'fb_ad_account_id=32' \\
  -F 'name=Spending users' \\
  -F 'file=@made/here/spending_users.csv;type=text/plain'`,
  );
});

test('a quote in a value does not end the argument of the shell', () => {
  const call: Call = { ...create, fields: [['name', "Ann's list"]], file: null };
  assert.match(curlText(call, target, ''), /-F 'name=Ann'\\''s list'/);
  assert.ok(curlArguments(call, target).includes("name=Ann's list"));
});

test('an interim answer is passed over', () => {
  const reply = readReply(
    'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nX-Upload-Id: 7\r\nLocation: /a:b\r\n\r\n{"id":1}',
  );
  assert.equal(reply.status, 201);
  assert.equal(reply.headers.get('x-upload-id'), '7');
  assert.equal(reply.headers.get('location'), '/a:b');
  assert.equal(replyText(reply), 'HTTP/1.1 201 Created\n{\n  "id": 1\n}');
});

test('what is not an HTTP answer is an error', () => {
  assert.throws(() => readReply('curl: (7) Failed'), /not an HTTP answer/);
});

test('the same request arrives with curl and without it', async () => {
  const seen: { readonly head: string; readonly body: string }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += piece;
    const { method, url, headers } = request;
    const boundary = /boundary=(.+)$/.exec(headers['content-type'] ?? '')?.[1] ?? '?';
    seen.push({
      head: [method, url, headers.authorization, headers.accept].join(' '),
      body: body.replaceAll(boundary, 'BOUNDARY').replace(/-+BOUNDARY/g, '--BOUNDARY'),
    });
    response.end('{"ok":true}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const directory = mkdtempSync(join(tmpdir(), 'kindred-call-'));
  try {
    writeFileSync(join(directory, 'spending_users.csv'), 'abc\n');
    const here = { ...target, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
    const first = await carryOut(create, here, directory);
    const second = await requestFromHere(create, here, directory);
    assert.equal(first.body, '{"ok":true}');
    assert.equal(second.body, first.body);
    assert.equal(second.statusLine, first.statusLine);
    assert.deepEqual(seen[0], seen[1]);
  } finally {
    rmSync(directory, { recursive: true });
    server.close();
  }
});
