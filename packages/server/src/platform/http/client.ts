import * as http from 'node:http';
import * as https from 'node:https';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent one after another, as they are. */
  readonly body: readonly Buffer[];
  readonly signal?: AbortSignal | undefined;
}

export type HttpResult = HttpAnswer | HttpFailure;

export interface HttpAnswer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface HttpFailure {
  readonly kind: 'failure';
  /** False: not all of the request has left this machine, so it cannot have been applied. */
  readonly mayHaveArrived: boolean;
  readonly said: string;
}

export interface HttpTimes {
  /** Without a byte in either direction. */
  readonly idleMsMax: number;
  /** From begin to end: ends answers that drip. */
  readonly wholeMsMax: number;
}

const usualTimes: HttpTimes = { idleMsMax: 60_000, wholeMsMax: 180_000 };

/** The largest answer that anybody gives to a batch has a hundred rows in it: some 200 KB. */
const answerBytesMax = 4 * 1024 * 1024;

/**
 * Sends each request over a connection of its own: on one that is kept, an answer that comes twice is taken for that of the
 * next request, and a batch that was lost then counts as arrived. Node's own `http`, because a request of 700 KB takes it
 * 0.4 ms of processor time, undici's pool 0.8 ms and `fetch` 2.1 ms. Follows no redirect: a token would go with it.
 */
export class HttpClient {
  readonly #times: HttpTimes;
  readonly #agents = {
    'http:': new http.Agent({ keepAlive: false }),
    'https:': new https.Agent({ keepAlive: false }),
  };

  constructor(times: Partial<HttpTimes> = {}) {
    this.#times = { ...usualTimes, ...times };
  }

  /** Rejects only with the reason of the signal. */
  send(request: HttpRequest): Promise<HttpResult> {
    request.signal?.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<HttpResult>();
    const sent = this.#begin(request);
    const finish = (end: () => void) => {
      clearTimeout(late);
      request.signal?.removeEventListener('abort', onAbort);
      end();
    };
    const fail = (error: unknown) =>
      finish(() => resolve({ kind: 'failure', mayHaveArrived: sent.writableFinished, said: saidOf(error) }));
    const onAbort = () => {
      finish(() => reject(request.signal?.reason));
      sent.destroy();
    };
    const late = setTimeout(() => sent.destroy(new TooLate()), this.#times.wholeMsMax);
    request.signal?.addEventListener('abort', onAbort, { once: true });
    sent.setTimeout(this.#times.idleMsMax, () => sent.destroy(new TooLate()));
    sent.on('error', fail);
    sent.on('response', (response) => {
      readAll(response).then((body) => {
        const { statusCode: status = 0, headers } = response;
        finish(() => resolve({ kind: 'answer', status, headers, body }));
      }, fail);
    });
    for (const piece of request.body) sent.write(piece);
    sent.end();
    return promise;
  }

  close(): void {
    for (const agent of Object.values(this.#agents)) agent.destroy();
  }

  #begin({ method, url, headers, body }: HttpRequest): http.ClientRequest {
    const length = body.reduce((sum, piece) => sum + piece.length, 0);
    const sized = method === 'GET' ? headers : { ...headers, 'content-length': String(length) };
    const options = { method, headers: { ...sized, 'accept-encoding': 'identity' } };
    return url.protocol === 'http:'
      ? http.request(url, { ...options, agent: this.#agents['http:'] })
      : https.request(url, { ...options, agent: this.#agents['https:'] });
  }
}

class TooLate extends Error {}
class TooLong extends Error {}

async function readAll(response: http.IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > answerBytesMax) {
      response.destroy();
      throw new TooLong();
    }
    pieces.push(piece);
  }
  if (!response.complete) throw new Error('cut off');
  return Buffer.concat(pieces);
}

/** By the code of the error alone: messages name addresses, and those of certificates more. */
function saidOf(error: unknown): string {
  if (error instanceof TooLate) return 'No complete answer came in time.';
  if (error instanceof TooLong) return `The answer was longer than ${answerBytesMax} bytes.`;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = sentences[code];
  if (known !== undefined) return known;
  if (/CERT|SIGNATURE|TLS|SSL/.test(code)) {
    return `The certificate of the server was not accepted (${code}). Look at the address, and at the clock.`;
  }
  return code === '' ? 'The connection broke.' : `The connection failed (${code}).`;
}

const sentences: Readonly<Record<string, string>> = {
  ENOTFOUND: 'The name of the server is not known (ENOTFOUND). Look at the address, and at the network.',
  EAI_AGAIN: 'The name of the server could not be looked up (EAI_AGAIN). Look at the network.',
  ECONNREFUSED: 'The server takes no connections (ECONNREFUSED).',
  ECONNRESET: 'The server broke the connection (ECONNRESET).',
  ETIMEDOUT: 'The server did not answer in time (ETIMEDOUT).',
  EPROTO: 'The server does not speak HTTPS there (EPROTO). Look at the address.',
};
