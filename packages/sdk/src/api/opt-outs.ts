import type { Calls, OptOut } from '@kindred/contract';
import type { Caller, CallOptions } from '../wire/index.ts';

/** People who must not be in any audience. For operators. */
export class OptOuts {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  async create(file: Calls['post_opt_outs']['body'], options: CallOptions = {}): Promise<OptOut> {
    return (await this.#caller.call('post_opt_outs', { ...options, body: file })).opt_out;
  }

  list(query: { readonly page?: number } = {}): Promise<Calls['get_opt_outs']['answer']> {
    return this.#caller.call('get_opt_outs', { query });
  }

  async get(id: string | number): Promise<OptOut> {
    return (await this.#caller.call('get_opt_outs_id', { path: { id: String(id) } })).opt_out;
  }
}
