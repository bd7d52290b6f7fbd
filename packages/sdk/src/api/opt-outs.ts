import type { Calls, OptOut, OptOutCheck } from '@kindred/contract';
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

  /** From now on uploads find the people of the file again. It is listed with the opt-outs. */
  async lift(file: Calls['post_opt_outs_lifts']['body'], options: CallOptions = {}): Promise<OptOut> {
    return (await this.#caller.call('post_opt_outs_lifts', { ...options, body: file })).opt_out;
  }

  /** How many keys of a file are suppressed; nothing is changed. */
  async check(file: Calls['post_opt_outs_checks']['body'], options: CallOptions = {}): Promise<OptOutCheck> {
    return (await this.#caller.call('post_opt_outs_checks', { ...options, body: file })).check;
  }

  list(query: { readonly page?: number } = {}): Promise<Calls['get_opt_outs']['answer']> {
    return this.#caller.call('get_opt_outs', { query });
  }

  async get(id: string | number): Promise<OptOut> {
    return (await this.#caller.call('get_opt_outs_id', { path: { id: String(id) } })).opt_out;
  }
}
