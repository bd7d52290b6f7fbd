import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { Interrupted, Refused, Unreachable } from '../failure.ts';
import type { Body } from './body.ts';
import { createClient } from './client.ts';
import { multipart } from './multipart.ts';

async function listening(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ readonly url: string } & AsyncDisposable> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function endless(piece: Buffer, count: number): Body {
  async function* pieces() {
    for (let index = 0; index < count; index += 1) yield piece;
  }
  return { contentType: 'text/plain', byteCount: piece.length * count, pieces: pieces() };
}

test('a form arrives whole, with its length announced and its bytes counted', async () => {
  let announced = 0;
  let arrived = 0;
  await using server = await listening(async (request, response) => {
    announced = Number(request.headers['content-length']);
    for await (const piece of request) arrived += (piece as Buffer).length;
    response.end('{"ok":true}');
  });
  const client = createClient({ url: `${server.url}/`, token: 't' });
  let counted = 0;
  const file = { name: 'file', fileName: 'a.csv', body: endless(Buffer.alloc(100_000, 'a'), 30) };
  const answer = await client.upload('POST', '/custom_audiences', {
    body: multipart({ fields: [{ name: 'user_type', value: 'fbid' }], file }),
    onBytes: (byteCount) => {
      counted = byteCount;
    },
  });
  assert.deepEqual(answer.json, { ok: true });
  assert.equal(arrived, announced);
  assert.equal(counted, announced);
});

test('a refusal that comes before the body was sent is what the caller sees', async () => {
  const body = {
    error: { code: 'role_insufficient', message: 'No.', details: {}, docs_url: 'd', request_id: 'r' },
  };
  await using server = await listening((_request, response) => {
    response.writeHead(403, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  const client = createClient({ url: server.url, token: 't' });
  const sending = client.upload('POST', '/x', { body: endless(Buffer.alloc(1_000_000), 1_000) });
  await assert.rejects(sending, (error) => {
    assert.ok(error instanceof Refused);
    assert.equal(error.status, 403);
    assert.equal(error.answered?.request_id, 'r');
    return true;
  });
});

test('an error page of something else is refused without a made-up reason', async () => {
  await using server = await listening((_request, response) => {
    response.writeHead(502).end('<html>bad gateway</html>');
  });
  const client = createClient({ url: server.url, token: 't' });
  await assert.rejects(client.get('/tokens'), (error) => {
    assert.ok(error instanceof Refused);
    assert.equal(error.answered, null);
    assert.match(error.message, /502/);
    return true;
  });
});

test('a port where nothing listens is told apart from a refusal', async () => {
  const server = await listening(() => undefined);
  await server[Symbol.asyncDispose]();
  const client = createClient({ url: server.url, token: 't' });
  await assert.rejects(client.get('/tokens'), (error) => {
    assert.ok(error instanceof Unreachable);
    assert.match(error.message, /nothing listens there/);
    return true;
  });
});

test('a connection that breaks before the answer is unreachable', async () => {
  await using server = await listening((request) => {
    request.socket.destroy();
  });
  const client = createClient({ url: server.url, token: 't' });
  await assert.rejects(client.get('/tokens'), Unreachable);
});

test('a query keeps repeated names in their order', async () => {
  let asked = '';
  await using server = await listening((request, response) => {
    asked = request.url ?? '';
    response.end('{}');
  });
  const client = createClient({ url: server.url, token: 't' });
  await client.get('/people/imports', [
    ['email', 'mail 1'],
    ['email', 'mail&2'],
  ]);
  assert.equal(asked, '/people/imports?email=mail+1&email=mail%262');
});

test('a request that is broken off ends at once, in the midst of its body', async () => {
  await using server = await listening((request) => {
    request.resume();
  });
  const stopping = new AbortController();
  const sending = createClient({ url: server.url, token: 't' }).upload('POST', '/x', {
    body: endless(Buffer.alloc(1_000_000), 1_000_000),
    onBytes: (byteCount) => {
      if (byteCount > 20_000_000) stopping.abort();
    },
    signal: stopping.signal,
  });
  await assert.rejects(sending, /broken off/);
});

test('a request that was broken off before it began is not made, whatever its body', async () => {
  let asked = 0;
  await using server = await listening((request) => {
    asked += 1;
    request.resume();
  });
  const client = createClient({ url: server.url, token: 't', signal: AbortSignal.abort() });
  const body = endless(Buffer.alloc(10), 10);
  await assert.rejects(client.upload('POST', '/x', { body }), Interrupted);
  await assert.rejects(client.get('/x'), Interrupted);
  assert.equal(asked, 0);
});

test('a long answer is handed on piece by piece, and a refusal of it is one', async () => {
  const body = {
    error: { code: 'role_insufficient', message: 'No.', details: {}, docs_url: 'd', request_id: 'r' },
  };
  await using server = await listening((request, response) => {
    if (request.url === '/no') response.writeHead(403).end(JSON.stringify(body));
    else for (let count = 0; count < 50; count += 1) response.write(Buffer.alloc(100_000));
    response.end();
  });
  const client = createClient({ url: server.url, token: 't' });
  const received = async (path: string) => {
    let bytes = 0;
    for await (const piece of client.download(path)) bytes += piece.length;
    return bytes;
  };
  assert.equal(await received('/scores'), 5_000_000);
  await assert.rejects(received('/no'), Refused);
});
