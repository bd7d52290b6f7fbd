import { exchange, type Fetch, type Received, type Sending } from '../wire/exchange.ts';
import { StrangeAnswer } from '../wire/failure.ts';
import { type GraphFault, GraphRefusal } from './graph-refusal.ts';
import { proofOf } from './proof.ts';

export interface GraphOptions {
  /** The root with its version: `http://127.0.0.1:8080/v24.0`, or `https://graph.facebook.com/v24.0`. */
  readonly url: string;
  readonly token: string;
  /** The secret of the token's app, where the app asks for proofs. It never leaves this machine. */
  readonly appSecret?: string | undefined;
  /**
   * Whether a batch that comes again under its session and number is recognised and counted once, as Kindred does.
   * Left out: everywhere but at Meta.
   */
  readonly knowsBatches?: boolean | undefined;
  readonly fetch?: Fetch | undefined;
}

export type Params = Readonly<Record<string, string | number | undefined>>;

export interface GraphAnswer<Body> {
  readonly body: Body;
  readonly headers: Headers;
}

/** A page of an edge. */
export interface GraphPage<Item> {
  readonly items: readonly Item[];
  /** Where the next one begins; null behind the last. */
  readonly after: string | null;
}

/** The Graph API, of Kindred or of Meta: it is told by its address only. */
export class Graph {
  readonly url: string;
  readonly knowsBatches: boolean;
  readonly #token: string;
  readonly #proof: string | null;
  readonly #fetch: Fetch;

  constructor({ url, token, appSecret, knowsBatches, fetch }: GraphOptions) {
    this.url = url.replace(/\/+$/, '');
    this.knowsBatches = knowsBatches ?? !/(^|\.)facebook\.com$/.test(new URL(url).hostname);
    this.#token = token;
    this.#proof = appSecret === undefined || appSecret === '' ? null : proofOf(token, appSecret);
    this.#fetch = fetch ?? ((input, init) => globalThis.fetch(input, init));
  }

  /** Throws GraphRefusal where the answer is an error, Unreachable where there is none. */
  async get<Body>(path: string, params: Params = {}, signal?: AbortSignal): Promise<Body> {
    const url = this.#address(path, params);
    return (await this.#call<Body>({ method: 'GET', url, headers: {}, signal })).body;
  }

  async *pages<Item>(path: string, params: Params = {}, signal?: AbortSignal): AsyncGenerator<Item> {
    let after: string | null = '';
    while (after !== null) {
      const page: GraphPage<Item> = pageOf(
        await this.get(path, after === '' ? params : { ...params, after }, signal),
      );
      yield* page.items;
      after = page.after;
    }
  }

  /** Parameters that are JSON texts already. Meta takes those of a DELETE only as a form, those of a POST in any way. */
  async send<Body>(
    method: 'POST' | 'DELETE',
    path: string,
    texts: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<GraphAnswer<Body>> {
    const { contentType, body } = method === 'POST' ? jsonOf(texts) : formOf(texts);
    const headers = { 'content-type': contentType };
    return this.#call({ method, url: this.#address(path, {}), headers, body, signal });
  }

  #address(path: string, params: Params): URL {
    const url = new URL(`${this.url}/${path}`);
    for (const [name, value] of Object.entries(params)) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    if (this.#proof !== null) url.searchParams.set('appsecret_proof', this.#proof);
    return url;
  }

  async #call<Body>(sending: Sending): Promise<GraphAnswer<Body>> {
    const headers = { ...sending.headers, authorization: `Bearer ${this.#token}` };
    const received = await exchange({ ...sending, headers }, this.#fetch);
    const json = parsed(received.text);
    if (received.status < 200 || received.status > 299) {
      throw new GraphRefusal(received.status, received.headers, faultIn(json));
    }
    return { body: bodyOf<Body>(json, received, sending.url), headers: received.headers };
  }
}

function jsonOf(texts: Readonly<Record<string, string>>) {
  const body = `{${Object.entries(texts)
    .map(([name, text]) => `"${name}":${text}`)
    .join(',')}}`;
  return { contentType: 'application/json', body };
}

function formOf(texts: Readonly<Record<string, string>>) {
  const boundary = `kindred-${crypto.randomUUID()}`;
  const parts = Object.entries(texts).map(
    ([name, text]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`,
  );
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: `${parts.join('')}--${boundary}--\r\n`,
  };
}

function pageOf<Item>(json: {
  readonly data?: readonly Item[];
  readonly paging?: { readonly next?: string; readonly cursors?: { readonly after?: string } };
}): GraphPage<Item> {
  const { data: items, paging } = json;
  if (!Array.isArray(items)) throw new StrangeAnswer('The answer is no list of the Graph API.');
  return { items, after: paging?.next === undefined ? null : (paging.cursors?.after ?? null) };
}

function bodyOf<Body>(json: unknown, { status }: Received, url: URL): Body {
  if (typeof json === 'object' && json !== null) return json as Body;
  throw new StrangeAnswer(
    `${url.origin} answered with HTTP status ${status}, and not as the Graph API does. Is the address right?`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function faultIn(json: unknown): GraphFault | null {
  const fault = (json as { error?: Partial<GraphFault> } | null)?.error;
  return typeof fault?.code === 'number' && typeof fault.message === 'string' ? (fault as GraphFault) : null;
}
