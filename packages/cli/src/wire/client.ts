import type { IncomingHttpHeaders } from 'node:http';
import type { ErrorBody } from '@kindred/contract';
import { Refused } from '../failure.ts';
import { type Body, jsonBody } from './body.ts';
import { download, exchange, type Received, type Sending } from './exchange.ts';

/** A good answer. `json` is null where the body is empty. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly json: unknown;
}

export type Query = readonly (readonly [name: string, value: string])[];

export interface Upload {
  readonly body: Body;
  readonly query?: Query;
  readonly onBytes?: (byteCount: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/** The public HTTP API with one token. Every call throws Refused or Unreachable where it does not succeed. */
export interface Client {
  readonly url: string;
  get(path: string, query?: Query): Promise<Answer>;
  /** The bytes of an answer that is no JSON, or too long to be held. */
  download(path: string): AsyncIterable<Buffer>;
  post(path: string, value: unknown): Promise<Answer>;
  put(path: string, value: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
  upload(method: 'POST' | 'PUT', path: string, upload: Upload): Promise<Answer>;
}

export interface ClientOptions {
  /** Where the server is, such as `http://127.0.0.1:8080`; a path in it is kept. */
  readonly url: string;
  readonly token: string;
  /** Breaks off whatever is under way, and refuses what comes later. */
  readonly signal?: AbortSignal | undefined;
}

export function createClient(options: ClientOptions): Client {
  const base = options.url.replace(/\/+$/, '');
  const sendingOf = (method: string, path: string, query: Query, upload?: Upload): Sending => ({
    method,
    url: addressOf(base, path, query),
    headers: { accept: 'application/json', authorization: `Bearer ${options.token}` },
    body: upload?.body ?? null,
    onBytes: upload?.onBytes,
    signal: upload?.signal ?? options.signal,
  });
  const call = async (method: string, path: string, query: Query = [], upload?: Upload): Promise<Answer> =>
    answerOf(await exchange(sendingOf(method, path, query, upload)));
  return {
    url: base,
    get: (path, query) => call('GET', path, query),
    download: (path) => download(sendingOf('GET', path, []), (received) => void answerOf(received)),
    post: (path, value) => call('POST', path, [], { body: jsonBody(value) }),
    put: (path, value) => call('PUT', path, [], { body: jsonBody(value) }),
    delete: (path) => call('DELETE', path),
    upload: (method, path, upload) => call(method, path, upload.query, upload),
  };
}

function addressOf(base: string, path: string, query: Query): URL {
  const url = new URL(base + path);
  for (const [name, value] of query) url.searchParams.append(name, value);
  return url;
}

/** Throws Refused for every status that is not a success. */
export function answerOf(received: Received): Answer {
  const json = parsed(received.text);
  if (received.status < 200 || received.status > 299) throw new Refused(received.status, errorIn(json));
  return { status: received.status, headers: received.headers, json };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function errorIn(json: unknown): ErrorBody['error'] | null {
  const error = (json as Partial<ErrorBody> | null)?.error;
  return typeof error?.message === 'string' ? error : null;
}
