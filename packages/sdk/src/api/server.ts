import type { Calls } from '@kindred/contract';
import type { Caller } from '../wire/index.ts';

/** The server itself; no token is needed for this. */
export class Server {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  health(): Promise<Calls['getHealth']['answer']> {
    return this.#caller.call('getHealth', {});
  }

  openApi(): Promise<Calls['getOpenApi']['answer']> {
    return this.#caller.call('getOpenApi', {});
  }

  /** The page of all errors, in HTML. */
  errors(): Promise<Calls['getErrors']['answer']> {
    return this.#caller.call('getErrors', {});
  }
}
