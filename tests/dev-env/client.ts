import { type Answer, type Call, exchange, type Headers } from './exchange.ts';
import { formOf, type Part } from './form.ts';

/** Where requests go; the address changes when a server is started anew. */
export interface Address {
  readonly url: string;
}

/** A caller of the HTTP API with its token. */
export class Client {
  readonly #address: Address;
  readonly #token: string | null;

  constructor(address: Address, token: string | null) {
    this.#address = address;
    this.#token = token;
  }

  /** Headers given here win over those of the token. */
  call(call: Call): Promise<Answer> {
    const authorization: Headers = this.#token === null ? {} : { authorization: `Bearer ${this.#token}` };
    return exchange(this.#address.url, { ...call, headers: { ...authorization, ...call.headers } });
  }

  get(path: string, headers: Headers = {}): Promise<Answer> {
    return this.call({ method: 'GET', path, headers });
  }

  delete(path: string): Promise<Answer> {
    return this.call({ method: 'DELETE', path });
  }

  postJson(path: string, value: unknown, headers: Headers = {}): Promise<Answer> {
    const body = JSON.stringify(value);
    return this.call({
      method: 'POST',
      path,
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
  }

  /** Sends a multipart form whole. */
  sendForm(
    method: 'POST' | 'PUT',
    path: string,
    parts: readonly Part[],
    headers: Headers = {},
  ): Promise<Answer> {
    const form = formOf(parts);
    return this.call({
      method,
      path,
      body: form.body,
      headers: { 'content-type': form.contentType, ...headers },
    });
  }
}
