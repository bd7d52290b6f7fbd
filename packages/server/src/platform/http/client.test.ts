import assert from 'node:assert/strict';
import { createServer, type Socket } from 'node:net';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { HttpClient } from './client.ts';

/** Answers the first request that comes twice, the second time a little later, and breaks the connection at any other. */
const answer = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nab';
let requests = 0;
const server = createServer((socket: Socket) => {
  socket.on('error', () => undefined);
  socket.on('data', async (bytes) => {
    if (!bytes.toString().startsWith('POST')) return;
    requests += 1;
    const isFirst = requests === 1;
    if (isFirst) socket.write(answer);
    await sleep(isFirst ? 20 : 40);
    if (isFirst) socket.write(answer);
    else socket.destroy();
  });
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
after(() => server.close());

test('an answer that comes twice is not taken for that of the next request', async () => {
  const address = server.address();
  assert.ok(address !== null && typeof address !== 'string');
  const client = new HttpClient();
  after(() => client.close());
  const send = () => {
    const url = new URL(`http://127.0.0.1:${address.port}/`);
    return client.send({ method: 'POST', url, headers: {}, body: [Buffer.from('rows')] });
  };
  assert.equal((await send()).kind, 'answer');
  const next = await send();
  assert.deepEqual([next.kind, next.kind === 'failure' && next.mayHaveArrived], ['failure', true]);
});
