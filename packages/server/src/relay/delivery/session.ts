import { randomBytes } from 'node:crypto';
import type { Control } from '../../control/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import type { Relay } from '../outbox/index.ts';

const statement = sqlIn(import.meta.url);

/** Sessions end by themselves after 90 minutes. Adds and removes change to another one before that. */
const sessionMsMax = 75 * 60_000;

/** The session of a platform under which the batches of a relay go. */
export class Session {
  readonly #control: Control;
  readonly #relay: Relay;
  #id: string | null = null;
  #begunMs = 0;

  constructor(control: Control, relay: Relay) {
    this.#control = control;
    this.#relay = relay;
  }

  /** Of adds and removes: one that is not too old. */
  current(): string {
    const isOld = Date.now() - this.#begunMs > sessionMsMax;
    return this.#id === null || isOld ? this.begin() : this.#id;
  }

  /** Of a replace: the one that it was begun under; null when so much time has passed since, or it was not begun. */
  async ofReplace(windowMs: number): Promise<string | null> {
    if (this.#id === null) await this.#find();
    return Date.now() - this.#begunMs < windowMs ? this.#id : null;
  }

  /** The platform takes nothing more under this one. */
  forget(): void {
    this.#id = null;
  }

  /** Another one. */
  begin(): string {
    const id = (randomBytes(8).readBigUInt64BE() >> 1n || 1n).toString();
    this.#id = id;
    this.#begunMs = Date.now();
    return id;
  }

  /** One that was begun, or may have been. */
  resume(id: string, begunAt: Date): void {
    this.#id = id;
    this.#begunMs = begunAt.getTime();
  }

  async #find(): Promise<void> {
    const [row] = await this.#control.query<{ session_id: string; begun_at: Date }>(
      statement('replace-session'),
      [this.#relay.id],
    );
    if (row !== undefined) this.resume(row.session_id, row.begun_at);
  }
}
