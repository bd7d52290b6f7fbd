import { createReadStream, statSync } from 'node:fs';
import { Agent, type ClientRequest, type IncomingHttpHeaders, request } from 'node:http';
import { pipeline } from 'node:stream/promises';

export interface Answer {
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

export interface FileToSend {
  readonly path: string;
  /** Bytes before and after the file's own: the frame of a form. */
  readonly before?: Buffer;
  readonly after?: Buffer;
  readonly contentType: string;
}

/** The public HTTP API as a client of it sees it: plain requests over kept connections. */
export class Api {
  readonly #url: string;
  readonly #token: string;
  readonly #agent = new Agent({ keepAlive: true });

  constructor(options: { readonly url: string; readonly token: string }) {
    this.#url = options.url;
    this.#token = options.token;
  }

  async get(path: string): Promise<unknown> {
    const opened = this.#open('GET', path, {});
    opened.end();
    return (await answerOf(opened)).body;
  }

  postJson(path: string, value: unknown): Promise<unknown> {
    return this.#sendJson('POST', path, value);
  }

  putJson(path: string, value: unknown): Promise<unknown> {
    return this.#sendJson('PUT', path, value);
  }

  /** Sends bytes that are ready, as often as one likes. */
  async postBytes(path: string, bytes: Buffer, contentType: string): Promise<unknown> {
    const opened = this.#open('POST', path, { 'content-type': contentType, 'content-length': bytes.length });
    opened.end(bytes);
    return (await answerOf(opened)).body;
  }

  /** Streams a file from disk, a mebibyte at a time. */
  async postFile(path: string, file: FileToSend): Promise<Answer> {
    const { before = Buffer.alloc(0), after = Buffer.alloc(0) } = file;
    const opened = this.#open('POST', path, {
      'content-type': file.contentType,
      'content-length': before.length + statSync(file.path).size + after.length,
    });
    // Both at once: a refusal may come while bytes are still being sent.
    const [answer] = await Promise.all([
      answerOf(opened),
      pipeline(framed(before, file.path, after), opened),
    ]);
    return answer;
  }

  close(): void {
    this.#agent.destroy();
  }

  async #sendJson(method: string, path: string, value: unknown): Promise<unknown> {
    const opened = this.#open(method, path, { 'content-type': 'application/json' });
    opened.end(JSON.stringify(value));
    return (await answerOf(opened)).body;
  }

  #open(method: string, path: string, headers: Record<string, string | number>): ClientRequest {
    return request(`${this.#url}${path}`, {
      method,
      agent: this.#agent,
      headers: { ...headers, authorization: `Bearer ${this.#token}` },
    });
  }
}

async function* framed(before: Buffer, path: string, after: Buffer): AsyncGenerator<Buffer> {
  if (before.length > 0) yield before;
  yield* createReadStream(path, { highWaterMark: 1024 * 1024 });
  if (after.length > 0) yield after;
}

/** Throws for every status that is not a success, with what the server says about it. */
async function answerOf(opened: ClientRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    opened.once('error', reject);
    opened.once('response', (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.once('error', reject);
      response.once('end', () => {
        const text = Buffer.concat(pieces).toString('utf8');
        const status = response.statusCode ?? 0;
        if (status >= 200 && status < 300) resolve({ headers: response.headers, body: JSON.parse(text) });
        else reject(new Error(`${opened.method} ${opened.path} was answered with ${status}: ${text}`));
      });
    });
  });
}
