/**
 * A value that names a person, in plain text. It is kept where neither a template, a log, JSON nor a copy between
 * threads can see it: all of them say `[plain]` or nothing. Whoever needs the text has to ask for it by `reveal`,
 * and a search for that word finds all places where it happens.
 */
export class Plain {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return shown;
  }

  toJSON(): string {
    return shown;
  }

  /** What `util.inspect` and `console.log` of Node print. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return shown;
  }
}

const shown = '[plain]';
