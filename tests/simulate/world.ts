import { EventEmitter, once } from 'node:events';
import type { TestServer } from '../dev-env/index.ts';

/** What happens to requests, for whoever waits for a good moment to kill. */
interface Happenings {
  readonly sending: [];
  readonly sent: [];
  readonly answered: [];
  readonly up: [];
}

/** The server that comes and goes, as clients see it. */
export class World {
  readonly server: TestServer;
  readonly happenings = new EventEmitter<Happenings>().setMaxListeners(100);
  #isUp = false;

  constructor(server: TestServer) {
    this.server = server;
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  /** Starts the server and waits until it listens. */
  async rise(): Promise<void> {
    await this.server.start();
    this.#isUp = true;
    this.happenings.emit('up');
  }

  /** Kills the server. */
  async fall(): Promise<void> {
    this.#isUp = false;
    await this.server.kill();
  }

  /** For clients the server never comes back. */
  end(): void {
    this.#isUp = false;
  }

  async untilUp(): Promise<void> {
    while (!this.#isUp) await once(this.happenings, 'up');
  }
}
