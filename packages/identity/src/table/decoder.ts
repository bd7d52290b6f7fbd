/** How the bytes of a file are text. Files are to be UTF-8; the others are told so that somebody can say it. */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;

export type Encoding = (typeof encodings)[number];

/** Tells UTF-16 by its mark, or by every second byte of plain text being zero. */
export function encodingOf(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  const looked = Math.min(head.length, 512) & ~1;
  for (let at = 0; at < looked; at += 1) if (head[at] === 0) zeros[at & 1] = (zeros[at & 1] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > looked / 5 && even < odd / 4) return 'utf-16le';
  return even > looked / 5 && odd < even / 4 ? 'utf-16be' : 'utf-8';
}

/**
 * Bytes in pieces of any size → text that ends with whole records. What is no UTF-8 becomes U+FFFD, as the standard
 * decoder has it. A byte order mark is dropped.
 */
export class RecordDecoder {
  #decoder: InstanceType<typeof TextDecoder> | null = null;
  #kept = '';
  /** Null until it is told by the first piece. */
  #encoding: Encoding | null;
  readonly #ends: (text: string) => number;

  /** `ends` says where the last whole record of a text ends. Without an encoding the first piece tells it. */
  constructor(ends: (text: string) => number, encoding: Encoding | null = null) {
    this.#ends = ends;
    this.#encoding = encoding;
  }

  get encoding(): Encoding {
    return this.#encoding ?? 'utf-8';
  }

  /** Whole records that this piece completes; '' while there are none. */
  push(bytes: Uint8Array): string {
    if (this.#decoder === null) {
      this.#encoding ??= encodingOf(bytes);
      this.#decoder = new TextDecoder(this.#encoding);
    }
    return this.#cut(this.#kept + this.#decoder.decode(bytes, { stream: true }));
  }

  /** The rest: a last record without a line end. */
  end(): string {
    const rest = this.#kept + (this.#decoder?.decode() ?? '');
    this.#kept = '';
    return rest;
  }

  #cut(text: string): string {
    const end = this.#ends(text);
    this.#kept = text.slice(end);
    return text.slice(0, end);
  }
}
