import { quoted } from '../../column/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';

const statement = sqlIn(import.meta.url);

const maskBits = 64;

/**
 * Where the numbers of people's cells are found. Looking a name up in a map costs the engine 65 ns, because it searches and
 * copies, and parsing the copy 25. So all cells are parsed where they lie, and a number is taken by its place: as many
 * features as a person has before it in one order for all, which are bits to be counted (encoding 1 M people with 71
 * features: 13 us of processor time a person with look-ups, 10.7 without).
 */
export class NumberCells {
  readonly #placeOf: ReadonlyMap<string, number>;
  readonly #order: readonly string[];

  /** `order`: how features mostly lie. Names that are not in it are looked up; without any, all are. */
  constructor(order: readonly string[]) {
    this.#order = order;
    this.#placeOf = new Map(order.map((name, place) => [name, place]));
  }

  /** The number that a cell means; nan for a missing one and for what is no number. */
  of(name: string): string {
    const place = this.#placeOf.get(name);
    if (place === undefined) return `ifNull(toFloat64OrNull(features[${quoted(name)}]), nan)`;
    const [mask, bit] = [Math.floor(place / maskBits), place % maskBits];
    const below = (1n << BigInt(bit)) - 1n;
    const before = [
      ...Array.from({ length: mask }, (_, full) => `bitCount(mask_${full})`),
      `bitCount(bitAnd(mask_${mask}, toUInt64(${below})))`,
    ];
    return `numbers[1 + bitTest(mask_${mask}, ${bit}) * (1 + ${before.join(' + ')})]`;
  }

  /** The people, with what these expressions need. */
  people(): string {
    if (this.#order.length === 0) return 'people FINAL';
    const masks = Array.from({ length: Math.ceil(this.#order.length / maskBits) }, (_, mask) => {
      const bits = this.#order.map((_name, place) =>
        Math.floor(place / maskBits) === mask ? 1n << BigInt(place % maskBits) : 0n,
      );
      return `,\n  arraySum(place -> ${listOf([0n, ...bits], 'UInt64')}[place + 1], known_places) AS mask_${mask}`;
    });
    const placed = statement('placed-people', {
      names: `[${this.#order.map(quoted).join(',')}]`,
      places: listOf(
        [...this.#order.keys()].map((place) => place + 1),
        'UInt16',
      ),
      masks: masks.join(''),
    });
    return `(\n${placed})`;
  }
}

function listOf(numbers: readonly (number | bigint)[], type: string): string {
  return `CAST([${numbers.join(',')}], 'Array(${type})')`;
}
