import { limits } from '@kindred/contract';
import type { SessionMark } from './keep/checkpoint.ts';

/** New batches go into another session this long before the end of theirs. */
const marginMs = 10 * 60_000;
const lifeMs = limits.session_minutes_max * 60_000;

/** The sessions of one upload. Each is written down before its first batch is sent. */
export class SessionBook {
  readonly #marks: SessionMark[];
  readonly #now: () => number;
  readonly #write: (marks: readonly SessionMark[]) => Promise<void>;
  #beginning: Promise<void> | null = null;

  constructor(
    marks: readonly SessionMark[],
    now: () => number,
    write: (marks: readonly SessionMark[]) => Promise<void>,
  ) {
    this.#marks = [...marks];
    this.#now = now;
    this.#write = write;
  }

  get marks(): readonly SessionMark[] {
    return this.#marks;
  }

  /** Where a batch goes that was never sent before. */
  get newest(): number {
    const last = this.#marks.at(-1);
    const isOld = last !== undefined && this.#now() - last.begunMs > lifeMs - marginMs;
    return isOld ? this.#marks.length : Math.max(0, this.#marks.length - 1);
  }

  hasEnded(place: number): boolean {
    const mark = this.#marks[place];
    return mark !== undefined && this.#now() - mark.begunMs > lifeMs;
  }

  /** The session in this place; the one behind the last is begun. */
  async at(place: number): Promise<SessionMark> {
    while (this.#marks.length <= place) {
      this.#beginning ??= this.#begin();
      await this.#beginning;
    }
    return this.#marks[place] as SessionMark;
  }

  async #begin(): Promise<void> {
    const mark = { id: newSessionId(), begunMs: this.#now() };
    await this.#write([...this.#marks, mark]);
    this.#marks.push(mark);
    this.#beginning = null;
  }
}

/** A random positive 63-bit number, never 0. */
function newSessionId(): string {
  const [id = 0n] = crypto.getRandomValues(new BigUint64Array(1));
  return String((id >> 1n) | 1n);
}
