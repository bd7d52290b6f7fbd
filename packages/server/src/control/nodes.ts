import { sqlIn } from '../kernel/sql-file.ts';
import type { Control } from './control.ts';

const statement = sqlIn(import.meta.url);
const beatMs = 10_000;

/** This process in the list of those that share the store: whoever is not seen for a minute is gone. */
export class Node implements AsyncDisposable {
  readonly id: string;
  readonly #control: Control;
  #timer: NodeJS.Timeout | undefined;

  constructor(id: string, control: Control) {
    this.id = id;
    this.#control = control;
  }

  /** `alone`: no other process can use this store, so all others are forgotten at once. */
  async join(alone: boolean): Promise<void> {
    await this.#control.query(statement('see-node'), [this.id]);
    await this.#control.query(statement('forget-nodes'), [this.id, alone]);
    this.#timer = setInterval(() => {
      this.#control.query(statement('see-node'), [this.id]).catch(() => undefined);
    }, beatMs);
    this.#timer.unref();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    await this.#control.query(statement('leave-node'), [this.id]);
  }
}
