import type { Calls, Token } from '@kindred/contract';
import type { Caller } from '../wire/index.ts';

/** Access tokens. For operators. */
export class Tokens {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  async list(): Promise<readonly Token[]> {
    return (await this.#caller.call('get_tokens', {})).tokens;
  }

  /** The text of the token is shown this once. */
  create(token: Calls['post_tokens']['body']): Promise<Calls['post_tokens']['answer']> {
    return this.#caller.call('post_tokens', { body: token });
  }

  async revoke(id: string | number): Promise<void> {
    await this.#caller.call('delete_tokens_id', { path: { id: String(id) } });
  }
}
