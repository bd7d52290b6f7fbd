import type { Calls, Finding } from '@kindred/contract';
import type { Caller } from '../wire/index.ts';

/** The server itself. Only `details` needs a token. */
export class Server {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  health(): Promise<Calls['getHealth']['answer']> {
    return this.#caller.call('getHealth', {});
  }

  /** What `kindred doctor` shows. For operators. */
  async details(): Promise<readonly Finding[]> {
    return (await this.#caller.call('get_health_details', {})).findings;
  }

  openApi(): Promise<Calls['getOpenApi']['answer']> {
    return this.#caller.call('getOpenApi', {});
  }

  /** The page of all calls, in HTML. */
  docs(): Promise<Calls['getDocs']['answer']> {
    return this.#caller.call('getDocs', {});
  }

  /** The page of all errors, in HTML. */
  errors(): Promise<Calls['getErrors']['answer']> {
    return this.#caller.call('getErrors', {});
  }
}
