/** Remembers values for a moment, so that what is asked a thousand times a second is looked up once. */
export class Recent<Value> {
  readonly #freshMs: number;
  readonly #entriesMax: number;
  readonly #entries = new Map<string, { readonly value: Value; readonly untilMs: number }>();

  constructor(freshMs: number, entriesMax: number) {
    this.#freshMs = freshMs;
    this.#entriesMax = entriesMax;
  }

  /** Null when it is not known, or was not asked for of late. */
  get(key: string): Value | null {
    const entry = this.#entries.get(key);
    return entry === undefined || entry.untilMs <= performance.now() ? null : entry.value;
  }

  set(key: string, value: Value): void {
    if (this.#entries.size >= this.#entriesMax) this.#entries.clear();
    this.#entries.set(key, { value, untilMs: performance.now() + this.#freshMs });
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }
}
