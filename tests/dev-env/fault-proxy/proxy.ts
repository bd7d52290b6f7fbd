import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CannedAnswer, Fault } from './fault.ts';

/** One request that passed the proxy. */
export interface Passed {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  readonly fault: Fault | null;
  /** When it came, in milliseconds of this process. */
  readonly atMs: number;
  /** Of what the client was answered; 0: nothing. */
  status: number;
}

export type Decide = (request: Omit<Passed, 'atMs' | 'fault' | 'status'>) => Fault | null;

/** Stands between a client and a server on this machine and breaks what it is told to. */
export class FaultProxy implements AsyncDisposable {
  /** Asked for every request; it may be changed at any time. */
  decide: Decide = () => null;
  /** Where requests go; a server that was started again may have another address. */
  target: string;
  readonly url: string;
  /** What passed so far, without the bodies that are not kept. */
  readonly passed: Passed[] = [];
  readonly #server: Server;
  readonly #keepsBodies: boolean;

  private constructor(target: string, server: Server, keepsBodies: boolean) {
    this.target = target;
    this.#server = server;
    this.#keepsBodies = keepsBodies;
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
    this.url = `http://127.0.0.1:${address.port}`;
    server.on('request', (incoming, outgoing) => void this.#pass(incoming, outgoing));
  }

  static async start(target: string, keepsBodies = false): Promise<FaultProxy> {
    const server = createServer({ keepAliveTimeout: 60_000 });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new FaultProxy(target, server, keepsBodies);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    try {
      const body = await bodyOf(incoming);
      const { method = 'GET', url: path = '/', headers } = incoming;
      const fault = this.decide({ method, path, headers, body });
      const kept = this.#keepsBodies ? body : Buffer.alloc(0);
      const passed: Passed = { method, path, headers, body: kept, fault, atMs: performance.now(), status: 0 };
      this.passed.push(passed);
      const answer = await this.#answerOf(passed, body);
      if (answer === null) outgoing.destroy();
      else {
        passed.status = answer.status;
        await write(answer, outgoing, fault);
      }
    } catch {
      // The client went away, or the server did: then the client sees what it would have seen without a proxy.
      outgoing.destroy();
    }
  }

  async #answerOf(passed: Passed, body: Buffer): Promise<CannedAnswer | null> {
    const { fault } = passed;
    if (fault?.kind === 'delay') await sleep(fault.waitMs);
    if (fault?.kind === 'delivered twice') await this.#forward(passed, body);
    const isReplaced = fault?.kind === 'cut' || fault?.kind === 'answer';
    const answer = !isReplaced || fault.isApplied ? await this.#forward(passed, body) : null;
    if (fault?.kind === 'cut') return null;
    return fault?.kind === 'answer' ? fault.answer : answer;
  }

  #forward({ method, path, headers }: Passed, body: Buffer): Promise<CannedAnswer> {
    const { promise, resolve, reject } = Promise.withResolvers<CannedAnswer>();
    const { connection: _, 'transfer-encoding': _chunked, ...kept } = headers;
    const sized = body.length === 0 ? kept : { ...kept, 'content-length': String(body.length) };
    const sent = request(new URL(path, this.target), { method, headers: sized }, (response) => {
      const status = response.statusCode ?? 500;
      const { connection: __, 'transfer-encoding': __chunked, ...told } = response.headers;
      const headersOut = told as Record<string, string>;
      bodyOf(response).then((answer) => resolve({ status, headers: headersOut, body: answer }), reject);
    });
    sent.on('error', reject);
    sent.end(body);
    return promise;
  }
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of message as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function write(answer: CannedAnswer, outgoing: ServerResponse, fault: Fault | null): Promise<void> {
  const body = Buffer.from(answer.body);
  const headers = { ...answer.headers, 'content-length': String(body.length) };
  outgoing.writeHead(answer.status, headers);
  if (fault?.kind === 'drip') {
    for (const byte of body) {
      if (outgoing.destroyed) return;
      outgoing.write(Buffer.of(byte));
      await sleep(fault.waitMs);
    }
  }
  const { socket } = outgoing;
  outgoing.end(fault?.kind === 'drip' ? undefined : body);
  if (fault?.kind === 'answered twice') {
    // By then the client may wait for the answer to its next request, if that goes the same way.
    await sleep(20);
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    socket?.write(`HTTP/1.1 ${answer.status} Again\r\n${lines.join('\r\n')}\r\n\r\n`);
    socket?.write(body);
  }
}
