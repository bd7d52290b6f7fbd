/** Bytes one behind the other, in memory that is handed in, or in more of it where that is not enough. */
export class ByteSink {
  #memory: Uint8Array<ArrayBuffer>;
  #length = 0;
  readonly #encoder = new TextEncoder();

  constructor(memory: Uint8Array<ArrayBuffer>) {
    this.#memory = memory;
  }

  /** What was appended; not a copy of it. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#memory.subarray(0, this.#length);
  }

  append(bytes: Uint8Array): void {
    this.#grow(bytes.length);
    this.#memory.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  appendText(text: string): void {
    // A letter of UTF-16 takes at most three bytes of UTF-8.
    this.#grow(3 * text.length);
    this.#length += this.#encoder.encodeInto(text, this.#memory.subarray(this.#length)).written;
  }

  #grow(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#memory.length) return;
    const larger = new Uint8Array(Math.max(needed, 2 * this.#memory.length));
    larger.set(this.bytes);
    this.#memory = larger;
  }
}
