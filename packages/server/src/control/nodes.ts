import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

  /**
   * `alone`: no other process can use this store, so all others are forgotten at once. Else only the last one
   * that had this data directory, which is locked: that one is gone, and need not be waited for.
   */
  async join(alone: boolean, dataDir: string): Promise<void> {
    const path = join(dataDir, 'node');
    const predecessor = existsSync(path) ? readFileSync(path, 'utf8') : null;
    await this.#control.query(statement('see-node'), [this.id]);
    await this.#control.query(statement('forget-nodes'), [this.id, alone, predecessor]);
    writeFileSync(path, this.id);
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
