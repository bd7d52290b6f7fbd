/**
 * Memory for pieces, which goes round between reading, the threads and writing. Made anew for each piece it has to be
 * cleared, and collected: a third of the time that a list of addresses takes.
 */
export class Stock {
  readonly #free: ArrayBuffer[] = [];

  /** At least so many bytes, with anything in them. */
  take(bytesMin: number): Uint8Array<ArrayBuffer> {
    const place = this.#free.findIndex((each) => each.byteLength >= bytesMin);
    const [found] = place === -1 ? [] : this.#free.splice(place, 1);
    return new Uint8Array(found ?? new ArrayBuffer(bytesMin));
  }

  /** What is given may be written over. */
  give(bytes: Uint8Array<ArrayBuffer>): void {
    this.#free.push(bytes.buffer);
  }
}
