import { randomBytes } from 'node:crypto';
import type { Control } from '../../control/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import type { OpenBatch, Outbox, Relay } from '../outbox/index.ts';

const statement = sqlIn(import.meta.url);

/** Sessions end by themselves after 90 minutes. Adds and removes change to another one before that. */
const sessionMsMax = 75 * 60_000;

/** How often a replace may begin anew. */
const replacesMax = 3;

/** The session of a platform under which the batches of a relay go. */
export class Session {
  readonly #control: Control;
  readonly #outbox: Outbox;
  readonly #relay: Relay;
  #id: string | null = null;
  #begunMs = 0;

  constructor(control: Control, outbox: Outbox, relay: Relay) {
    this.#control = control;
    this.#outbox = outbox;
    this.#relay = relay;
  }

  /** Of adds and removes: one that is not too old. */
  current(): string {
    if (this.#id === null || Date.now() - this.#begunMs > sessionMsMax) this.#begin();
    return this.#id ?? '';
  }

  /** The platform takes nothing more under this one. */
  forget(): void {
    this.#id = null;
  }

  /**
   * Of a replace: the one that it has begun under, if there is time left; else it begins anew, with all of its batches.
   * Null when it did so too often.
   */
  async ofReplace(batches: readonly OpenBatch[], windowMs: number): Promise<'same' | 'anew' | null> {
    const isBegun = batches.every(({ seq }) => seq !== 1);
    if (isBegun && this.#id === null) await this.#find();
    const isInTime = this.#id !== null && Date.now() - this.#begunMs < windowMs;
    if (isBegun && isInTime) return 'same';
    this.#begin();
    if (!isBegun) return 'same';
    if ((await this.#outbox.beginSession(this.#relay.id)) > replacesMax) return null;
    await this.#outbox.restart(this.#relay.id);
    return 'anew';
  }

  async #find(): Promise<void> {
    const [row] = await this.#control.query<{ session_id: string; begun_at: Date }>(
      statement('replace-session'),
      [this.#relay.id],
    );
    if (row === undefined) return;
    this.#id = row.session_id;
    this.#begunMs = row.begun_at.getTime();
  }

  #begin(): void {
    this.#id = (randomBytes(8).readBigUInt64BE() >> 1n || 1n).toString();
    this.#begunMs = Date.now();
  }
}
