import { type Calls, callPlaces, type ErrorBody } from '@kindred/contract';
import { exchange, type Fetch, open, type Sending } from './exchange.ts';
import { Refused, StrangeAnswer } from './failure.ts';

export type CallId = keyof Calls;

/** What a call is given, as far as it takes it. */
export type Given<Id extends CallId> = (Calls[Id]['path'] extends null
  ? { readonly path?: undefined }
  : { readonly path: Calls[Id]['path'] }) & {
  readonly query?: Partial<Record<string, string | number | undefined>> | undefined;
  readonly body?: Calls[Id]['body'] | undefined;
} & CallOptions;

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** A request that is sent again with its key counts once. For calls that take a file. */
  readonly idempotencyKey?: string | undefined;
}

export interface Answer<Id extends CallId> {
  readonly body: Calls[Id]['answer'];
  readonly headers: Headers;
}

export interface CallerOptions {
  /** Where the server is, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly token: string;
  readonly fetch?: Fetch | undefined;
}

/** The Audience and Operator APIs, call by call. Every call throws Refused or Unreachable where it does not succeed. */
export class Caller {
  readonly url: string;
  readonly #token: string;
  readonly #fetch: Fetch;

  constructor({ url, token, fetch }: CallerOptions) {
    this.url = url.replace(/\/+$/, '');
    this.#token = token;
    this.#fetch = fetch ?? ((input, init) => globalThis.fetch(input, init));
  }

  async call<Id extends CallId>(id: Id, given: Given<Id>): Promise<Calls[Id]['answer']> {
    return (await this.answer(id, given)).body;
  }

  /** The answer with its headers. */
  async answer<Id extends CallId>(id: Id, given: Given<Id>): Promise<Answer<Id>> {
    const sending = this.#sending(id, given);
    const { status, headers, text } = await exchange(sending, this.#fetch);
    if (status < 200 || status > 299) throw refusal(status, text);
    if (text === '') return { body: null as Calls[Id]['answer'], headers };
    const isJson = (headers.get('content-type') ?? '').includes('json');
    const body = isJson ? parsed(text) : text;
    if (isJson && (typeof body !== 'object' || body === null)) throw strange(sending.url);
    return { body: body as Calls[Id]['answer'], headers };
  }

  /** An answer that is too long to be held. */
  async stream<Id extends CallId>(id: Id, given: Given<Id>): Promise<ReadableStream<Uint8Array>> {
    const sending = this.#sending(id, given);
    const response = await open(sending, this.#fetch);
    if (!response.ok) throw refusal(response.status, await response.text());
    if (response.body === null) throw strange(sending.url);
    return response.body as ReadableStream<Uint8Array>;
  }

  #sending<Id extends CallId>(id: Id, given: Given<Id>): Sending {
    const [method, place] = callPlaces[id];
    const values: Readonly<Record<string, unknown>> = given.path ?? {};
    const path = place.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
    const url = new URL(this.url + path);
    for (const [name, value] of Object.entries(given.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const { body, headers } = bodyOf(given.body ?? null);
    const key = given.idempotencyKey;
    return {
      ...{ method, url, body, signal: given.signal },
      headers: {
        ...{ accept: 'application/json, */*', authorization: `Bearer ${this.#token}` },
        ...headers,
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
    };
  }
}

/** Bytes go as they are, objects with a file as a form, others as JSON. */
function bodyOf(
  body: unknown,
): Pick<Sending, 'body'> & { readonly headers: Readonly<Record<string, string>> } {
  if (body === null) return { body: undefined, headers: {} };
  if (body instanceof Blob) return { body, headers: { 'content-type': 'application/octet-stream' } };
  const fields = Object.entries(body as Record<string, unknown>).filter(([, value]) => value !== undefined);
  const files = fields.filter(([, value]) => value instanceof Blob);
  if (files.length === 0) {
    return {
      body: JSON.stringify(Object.fromEntries(fields)),
      headers: { 'content-type': 'application/json' },
    };
  }
  const form = new FormData();
  // The file stands last, so that the server knows what its lines are before the first one arrives.
  for (const [name, value] of fields) if (!(value instanceof Blob)) form.set(name, String(value));
  for (const [name, value] of files) form.set(name, value as Blob);
  return { body: form, headers: {} };
}

function refusal(status: number, text: string): Refused {
  const error = (parsed(text) as Partial<ErrorBody> | null)?.error;
  return new Refused(status, typeof error?.message === 'string' ? error : null);
}

function strange(url: URL): StrangeAnswer {
  return new StrangeAnswer(`The answer of ${url.origin} is not one of Kindred's. Is the address right?`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
