import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** How long a batch takes to be answered. */
const answerMs = Number(process.argv[2] ?? 0);

/**
 * The least that is a Graph server: it takes every request, reads its body, and answers a batch with the number of its
 * rows, which it finds by the length of the list, because all of them are hashes. It parses and keeps nothing.
 */

/** `"64 digits",` */
const rowBytes = 67;
const dataStart = Buffer.from('"data":[');

let sessions = new Map<string, number>();
let rows = 0;
let audiences = 0;

const server = createServer((request, response) => {
  const pieces: Buffer[] = [];
  request.on('data', (piece: Buffer) => pieces.push(piece));
  request.on('end', () => answer(request, response, Buffer.concat(pieces)));
});

function answer(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  const { method = '', url = '' } = request;
  const path = url.split('?', 1)[0] ?? '';
  if (path === '/taken') {
    send(response, { rows });
    sessions = new Map();
    rows = 0;
  } else if (path.endsWith('/users')) {
    const receipt = taken(body);
    if (answerMs === 0) send(response, receipt);
    else setTimeout(() => send(response, receipt), answerMs);
  } else if (path.endsWith('/sessions')) {
    send(response, { data: [] });
  } else if (method === 'POST') {
    audiences += 1;
    send(response, { id: String(23_850_000_000_000_000n + BigInt(audiences)), success: true });
  } else {
    send(response, { id: '23850000000000001', name: 'Bench', operation_status: { code: 200 } });
  }
}

/** The answer to a batch, with the sum of its session as Meta gives it. */
function taken(body: Buffer): object {
  const from = body.indexOf(dataStart) + dataStart.length;
  const to = body.indexOf(']', from);
  const count = Math.ceil((to - from) / rowBytes);
  rows += count;
  const session = /"session_id":"?(\d+)/.exec(outside(body, from, to))?.[1] ?? '1';
  const received = (sessions.get(session) ?? 0) + count;
  sessions.set(session, received);
  return {
    ...{ audience_id: '23850000000000001', session_id: session },
    ...{ num_received: received, num_invalid_entries: 0, invalid_entry_samples: {} },
  };
}

function outside(body: Buffer, from: number, to: number): string {
  return body.toString('latin1', 0, from) + body.toString('latin1', to);
}

function send(response: ServerResponse, value: object): void {
  const body = JSON.stringify(value);
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'facebook-api-version': 'v24.0',
    'x-ad-account-usage': '{"acc_id_util_pct":0.1}',
  });
  response.end(body);
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(`http://127.0.0.1:${address.port}`);
});
