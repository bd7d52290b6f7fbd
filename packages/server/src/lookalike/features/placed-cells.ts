import { quoted } from '../../column/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';

const statement = sqlIn(import.meta.url);

const maskBits = 64;

/**
 * Where the cells of people are found. To look a name up in a map costs the engine 300 ns, because it searches and copies.
 * But hardly anybody has features in another order than others do, so the place of a cell is known by which features come
 * before it, which are bits to be counted: 50 ns. Where most cells are numbers, all are parsed where they lie, too.
 */
export class PlacedCells {
  readonly #placeOf: ReadonlyMap<string, number>;
  readonly #order: readonly string[];
  readonly #areParsed: boolean;
  /** What was asked for: columns by their expressions, so that the text of each stands once. */
  readonly #columns = new Map<string, string>();

  /** `order`: how features mostly lie, which need not be all there are. `areParsed`: whether most cells are numbers. */
  constructor(order: readonly string[], { areParsed }: { readonly areParsed: boolean }) {
    this.#order = order;
    this.#placeOf = new Map(order.map((name, place) => [name, place]));
    this.#areParsed = areParsed;
  }

  /** The column with the cell as it is; empty for a missing one. */
  text(name: string): string {
    const place = this.#placeOf.get(name);
    return this.#column('text', place === undefined ? inMap(name) : `cells[${this.#found(place)}]`);
  }

  /** The column with the number that a cell means; nan for a missing one and for what is no number. */
  number(name: string): string {
    const place = this.#placeOf.get(name);
    if (place !== undefined && this.#areParsed)
      return this.#column('number', `numbers[1 + ${this.#found(place)}]`);
    return this.#column('number', `ifNull(toFloat64OrNull(${this.text(name)}), nan)`);
  }

  /** The people with all columns that were asked for. */
  people(): string {
    const columns = [...this.#columns].map(([expression, name]) => `,\n  ${expression} AS ${name}`).join('');
    const placed = this.#order.length === 0 ? 'people FINAL' : this.#placed();
    return statement('people-cells', { columns, placed });
  }

  #column(kind: 'text' | 'number', expression: string): string {
    const name = this.#columns.get(expression) ?? `${kind}_${this.#columns.size}`;
    this.#columns.set(expression, name);
    return name;
  }

  #placed(): string {
    const masks = Array.from({ length: Math.ceil(this.#order.length / maskBits) }, (_, mask) => {
      const [first, last] = [mask * maskBits + 1, (mask + 1) * maskBits];
      const bit = `bitShiftLeft(toUInt64(place BETWEEN ${first} AND ${last}), bitAnd(place - 1, ${maskBits - 1}))`;
      return `,\n  arraySum(place -> ${bit}, known_places) AS mask_${mask}`;
    });
    const type = this.#order.length < 256 ? 'UInt8' : 'UInt16';
    const places = [...this.#order.keys()].map((place) => place + 1);
    const placed = statement('placed-people', {
      names: `[${this.#order.map(quoted).join(',')}]`,
      places: `CAST([${places.join(',')}], 'Array(${type})')`,
      unknown: `to${type}(0)`,
      masks: masks.join(''),
    });
    return `(\n${placed})`;
  }

  /** Which of the person's cells is that of a feature, counted from 1; 0 if there is none. */
  #found(place: number): string {
    const [mask, bit] = [Math.floor(place / maskBits), place % maskBits];
    const below = (1n << BigInt(bit)) - 1n;
    const before = [
      ...Array.from({ length: mask }, (_, full) => `bitCount(mask_${full})`),
      `bitCount(bitAnd(mask_${mask}, toUInt64(${below})))`,
    ].join(' + ');
    return `bitTest(mask_${mask}, ${bit}) * if(is_ordered, 1 + ${before}, indexOf(loose_places, ${place + 1}))`;
  }
}

const inMap = (name: string) => `features[${quoted(name)}]`;
