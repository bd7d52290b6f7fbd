import type { App, Calls } from '@kindred/contract';
import type { Caller } from '../wire/index.ts';

/** Programs that call the Graph API, with a secret by which they prove who they are. For operators. */
export class Apps {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  async list(): Promise<readonly App[]> {
    return (await this.#caller.call('get_apps', {})).apps;
  }

  /** The secret is shown this once. */
  create(app: Calls['post_apps']['body']): Promise<Calls['post_apps']['answer']> {
    return this.#caller.call('post_apps', { body: app });
  }

  async update(id: string, settings: Calls['put_apps_id']['body']): Promise<App> {
    return (await this.#caller.call('put_apps_id', { path: { id }, body: settings })).app;
  }

  /** The new secret is shown this once; the old one is worth nothing from now on. */
  rotateSecret(id: string): Promise<Calls['post_apps_id_secret']['answer']> {
    return this.#caller.call('post_apps_id_secret', { path: { id } });
  }

  /** Revokes its tokens, too. */
  async delete(id: string): Promise<void> {
    await this.#caller.call('delete_apps_id', { path: { id } });
  }
}
