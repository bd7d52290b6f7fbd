import { createServer } from 'node:http';

/**
 * The least that any Node server must do with such a request: read it, parse its JSON and answer. It checks, keeps
 * and matches nothing.
 */
const server = createServer((request, response) => {
  const pieces: Buffer[] = [];
  request.on('data', (piece: Buffer) => pieces.push(piece));
  request.on('end', () => {
    const text = Buffer.concat(pieces).toString('utf8');
    const isForm = request.headers['content-type'] === 'application/x-www-form-urlencoded';
    const payload = (
      isForm ? JSON.parse(decodeURIComponent(text.slice('payload='.length))) : JSON.parse(text).payload
    ) as { readonly data: readonly unknown[] };
    const body = JSON.stringify({ num_received: payload.data.length, num_invalid_entries: 0 });
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    });
    response.end(body);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(`http://127.0.0.1:${address.port}`);
});
