import { type ClientRequest, type IncomingHttpHeaders, request } from 'node:http';

export type Headers = Readonly<Record<string, string>>;

/** What is sent. A body of pieces is sent as it comes, chunked; without a body no length is told. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly headers?: Headers;
  readonly body?: Buffer | string | AsyncIterable<Buffer>;
}

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
  /** The body as JSON; what is in it the test knows. */
  readonly json: <Body>() => Body;
}

/** One request on a connection of its own. Resolves with the first answer, even before the body is sent. */
export function exchange(baseUrl: string, call: Call): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sending = request(`${baseUrl}${call.path}`, {
      method: call.method,
      agent: false,
      headers: { ...call.headers, ...lengthOf(call.body) },
    });
    sending.once('error', reject);
    sending.once('response', (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.once('error', reject);
      response.once('end', () => {
        resolve(answerOf(response.statusCode ?? 0, response.headers, Buffer.concat(pieces)));
        // An answer before the end of the body is the last word: nothing more is sent.
        sending.on('error', () => undefined).destroy();
      });
    });
    sendBody(sending, call.body).catch((error: unknown) => {
      sending.destroy();
      reject(error);
    });
  });
}

function answerOf(status: number, headers: IncomingHttpHeaders, bytes: Buffer): Answer {
  const text = bytes.toString('utf8');
  return { status, headers, bytes, text, json: <Body>() => JSON.parse(text) as Body };
}

function lengthOf(body: Call['body']): Headers {
  if (typeof body === 'string') return { 'content-length': String(Buffer.byteLength(body)) };
  return Buffer.isBuffer(body) ? { 'content-length': String(body.length) } : {};
}

async function sendBody(sending: ClientRequest, body: Call['body']): Promise<void> {
  if (body === undefined || typeof body === 'string' || Buffer.isBuffer(body)) {
    sending.end(body);
    return;
  }
  sending.flushHeaders();
  for await (const piece of body) {
    if (sending.destroyed) return;
    if (!sending.write(piece)) await drained(sending);
  }
  sending.end();
}

function drained(sending: ClientRequest): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      sending.off('drain', done).off('close', done);
      resolve();
    };
    sending.on('drain', done).on('close', done);
  });
}
