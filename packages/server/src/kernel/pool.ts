/** A thing that is somebody's until it is given back. */
export interface Lent<Thing> extends Disposable {
  readonly thing: Thing;
}

/** Hands out a fixed set of things; whoever finds none waits in line. */
export class Pool<Thing> {
  readonly #free: Thing[];
  readonly #waiting: ((thing: Thing) => void)[] = [];

  constructor(things: readonly Thing[]) {
    this.#free = [...things];
  }

  async use<Result>(work: (thing: Thing) => Promise<Result>): Promise<Result> {
    using lent = await this.take();
    return await work(lent.thing);
  }

  /** For who needs it longer than one call lasts. */
  async take(): Promise<Lent<Thing>> {
    const thing = this.#free.pop() ?? (await new Promise<Thing>((resolve) => this.#waiting.push(resolve)));
    return { thing, [Symbol.dispose]: () => this.#giveBack(thing) };
  }

  #giveBack(thing: Thing): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(thing);
    else next(thing);
  }
}
