import type { FastifyReply } from 'fastify';
import { Pool } from '../../kernel/pool.ts';

/**
 * Bounds how many exports go at once; others wait here. A download lasts as long as its line takes: whoever waited for a
 * turn with an audience's lock in hand would keep uploads from it.
 */
export class ExportTurns {
  readonly #turns: Pool<number>;

  constructor(exportsMax: number) {
    this.#turns = new Pool(Array.from({ length: exportsMax }, (_, index) => index));
  }

  /** A turn lasts until the answer has ended, however it ends. */
  async take({ raw }: FastifyReply): Promise<void> {
    const turn = await this.#turns.take();
    if (raw.closed) turn[Symbol.dispose]();
    else raw.once('close', () => turn[Symbol.dispose]());
  }
}
