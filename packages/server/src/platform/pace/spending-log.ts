/** When calls ended, in pieces of time, and how many are under way. */
export class SpendingLog {
  readonly #pieceMs: number;
  #underWay = 0;
  /** By the end of the piece in which they ended, oldest first. */
  readonly #ended = new Map<number, number>();

  constructor(pieceMs: number) {
    this.#pieceMs = Math.max(1, Math.ceil(pieceMs));
  }

  begin(): void {
    this.#underWay += 1;
  }

  end(nowMs: number): void {
    this.#underWay -= 1;
    this.add(nowMs, 1);
  }

  endUnspent(): void {
    this.#underWay -= 1;
  }

  add(endMs: number, calls: number): void {
    const piece = Math.ceil(endMs / this.#pieceMs) * this.#pieceMs;
    this.#ended.set(piece, (this.#ended.get(piece) ?? 0) + calls);
  }

  /** Calls that are under way, or ended after this moment. */
  count(afterMs: number): number {
    let count = this.#underWay;
    for (const [endMs, calls] of this.#ended) if (endMs > afterMs) count += calls;
    return count;
  }

  /** When the oldest of those that ended did so. */
  get oldestMs(): number {
    return this.#ended.keys().next().value ?? Number.POSITIVE_INFINITY;
  }

  forget(untilMs: number): void {
    for (const endMs of this.#ended.keys()) {
      if (endMs > untilMs) break;
      this.#ended.delete(endMs);
    }
  }

  /** Forgets so many of those that ended, as far as there are any, and says how many. */
  dropOldest(calls: number): number {
    let rest = calls;
    for (const [endMs, ended] of this.#ended) {
      if (rest <= 0) break;
      const dropped = Math.min(rest, ended);
      rest -= dropped;
      if (dropped === ended) this.#ended.delete(endMs);
      else this.#ended.set(endMs, ended - dropped);
    }
    return Math.max(0, calls) - Math.max(0, rest);
  }

  /** Calls that are under way stand as if they ended now. */
  entries(nowMs: number): readonly (readonly [endMs: number, calls: number])[] {
    const ended = [...this.#ended];
    return this.#underWay === 0 ? ended : [...ended, [nowMs, this.#underWay]];
  }
}
