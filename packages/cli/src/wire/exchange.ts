import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { pipeline } from 'node:stream/promises';
import { Failure, Interrupted, Unreachable, WrongUsage } from '../failure.ts';
import type { Body } from './body.ts';

export interface Sending {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body | null;
  /** Called with the bytes handed to the socket so far. */
  readonly onBytes?: ((byteCount: number) => void) | undefined;
  /** Breaks the request off. */
  readonly signal?: AbortSignal | undefined;
}

export interface Received {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

/**
 * One request and its answer. A refusal may come before the last byte was sent: then the rest is not sent.
 * Throws Unreachable when no answer comes, WrongUsage when the body cannot be read.
 */
export async function exchange(sending: Sending): Promise<Received> {
  const request = openRequest(sending);
  const answer = answerTo(request);
  const sent = send(request, sending).catch(() => undefined);
  try {
    const response = await answer;
    return { status: response.statusCode ?? 0, headers: response.headers, text: await textOf(response) };
  } catch (error) {
    throw unreachable(error, sending.url);
  } finally {
    if (!request.writableFinished) request.destroy();
    await sent;
  }
}

/** An answer of any length, piece by piece. One that is no success is given to `refuse`, which throws. */
export async function* download(
  sending: Sending,
  refuse: (received: Received) => void,
): AsyncGenerator<Buffer> {
  const request = openRequest(sending);
  const answer = answerTo(request);
  const sent = send(request, sending).catch(() => undefined);
  try {
    const response = await answer;
    const { statusCode: status = 0, headers } = response;
    if (status < 200 || status > 299) refuse({ status, headers, text: await textOf(response) });
    for await (const piece of response) yield piece as Buffer;
  } catch (error) {
    throw error instanceof Failure ? error : unreachable(error, sending.url);
  } finally {
    request.destroy();
    await sent;
  }
}

function answerTo(request: http.ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', resolve);
    request.on('error', reject);
  });
}

function openRequest(sending: Sending): http.ClientRequest {
  const headers: Record<string, string | number> = { ...sending.headers };
  if (sending.body !== null) {
    headers['content-type'] = sending.body.contentType;
    if (sending.body.byteCount !== null) headers['content-length'] = sending.body.byteCount;
  }
  const { request } = sending.url.protocol === 'https:' ? https : http;
  const { method, signal } = sending;
  // A request that is broken off before it begins would never take its body, and never say so.
  if (signal?.aborted === true) throw brokenOff();
  return request(sending.url, { method, headers, ...(signal === undefined ? {} : { signal }) });
}

async function send(request: http.ClientRequest, sending: Sending): Promise<void> {
  if (sending.body === null) {
    request.end();
    return;
  }
  await pipeline(counted(sending.body.pieces, sending.onBytes), request);
}

async function* counted(pieces: AsyncIterable<Buffer>, onBytes: Sending['onBytes']): AsyncGenerator<Buffer> {
  let byteCount = 0;
  for await (const piece of pieces) {
    yield piece;
    byteCount += piece.length;
    onBytes?.(byteCount);
  }
}

async function textOf(response: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of response) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED:
    'nothing listens there. Start the server with `kindred serve`, or give its address with --url',
  ENOTFOUND: 'there is no host of this name',
  EAI_AGAIN: 'the name of the host could not be looked up',
  ECONNRESET: 'the connection was closed before the answer came',
  EPIPE: 'the connection was closed while bytes were being sent',
  ETIMEDOUT: 'the host did not answer in time',
};

function unreachable(error: unknown, url: URL): Error {
  if (error instanceof WrongUsage) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ABORT_ERR') return brokenOff();
  const reason = reasons[code ?? ''] ?? message;
  return new Unreachable(`The server at ${url.origin} was not reached: ${reason}.`, { cause: error });
}

function brokenOff(): Interrupted {
  return new Interrupted('The request was broken off.');
}
