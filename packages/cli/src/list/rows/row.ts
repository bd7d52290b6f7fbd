import { codeOfCountry, hashOfEmpty, type Kind, outcomeOf, type Reason } from '@kindred/identity';
import { type Plan, type PlannedColumn, schemaNames } from '../plan.ts';
import { type Counts, countsOf, noCounts } from './counts.ts';

/** Rows → lines of hashes, one at a time. Plain values live no longer than this, and are in no error. */
export class RowWork {
  readonly counts: Counts = noCounts();
  readonly #plan: Plan;
  readonly #remembered = new Map<string, readonly string[] | Reason>();
  readonly #hash: (text: string) => string;

  constructor(plan: Plan, hash: (text: string) => string) {
    this.#plan = plan;
    this.#hash = hash;
  }

  /** The lines of one row: one, and one more for each further value of a kind. */
  row(values: readonly string[]): readonly string[] {
    const { columns, schema, only } = this.#plan;
    const country = this.#countryOf(values);
    const cells = new Map<string, string>();
    const more: (readonly [name: string, cell: string])[] = [];
    for (const [index, column] of columns.entries()) {
      for (const [name, cell] of this.#cells(column, values[index] ?? '', country)) {
        if (cells.has(name)) more.push([name, cell]);
        else cells.set(name, cell);
      }
    }
    this.counts.rows += 1;
    if (only !== null)
      return this.#counted(
        [cells, ...more.map((each) => new Map([each]))].flatMap((each) => each.get(only) ?? []),
      );
    const lines = [cells, ...more.map((each) => new Map([each]))]
      .filter(hasKey)
      .map((each) => schema.map((name) => quoted(each.get(name) ?? '')).join(','));
    return this.#counted(lines);
  }

  #counted(lines: readonly string[]): readonly string[] {
    if (lines.length === 0) this.counts.empty += 1;
    this.counts.written += lines.length;
    return lines;
  }

  #countryOf(values: readonly string[]): string {
    const at = this.#plan.columns.findIndex(({ kind, hashed }) => kind === 'COUNTRY' && !hashed);
    return codeOfCountry(values[at] ?? '') ?? this.#plan.country;
  }

  #cells(
    { kind, hashed }: PlannedColumn,
    value: string,
    country: string,
  ): readonly (readonly [string, string])[] {
    const text = value.trim();
    if (text === '') return [];
    const names = schemaNames(kind, this.#plan.profile);
    if (names.length === 0 || (this.#plan.only ?? kind) !== kind) return [];
    const counts = countsOf(this.counts, kind);
    counts.values += 1;
    const cell = this.#checkedOrMade(kind, hashed, text, country);
    if (typeof cell === 'object') {
      counts.hashed += 1;
      return names.map((name, index) => [name, cell[index] ?? ''] as const);
    }
    counts.refused[cell] = (counts.refused[cell] ?? 0) + 1;
    return [];
  }

  #checkedOrMade(
    kind: PlannedColumn['kind'],
    hashed: boolean,
    text: string,
    country: string,
  ): readonly string[] | Reason {
    if (kind === 'LOOKALIKE_VALUE') return /^[0-9]+(\.[0-9]+)?$/.test(text) ? [text] : 'not_a_value';
    return hashed ? checked(text) : this.#known(kind, text, country);
  }

  /** Names, places and dates come again and again; remembering those of one text saves half of the time. */
  #known(kind: Kind, text: string, country: string): readonly string[] | Reason {
    if (seldomRepeated.has(kind)) return this.#cell(kind, text, country);
    const place = `${kind} ${country} ${text}`;
    const known = this.#remembered.get(place);
    if (known !== undefined) return known;
    const cell = this.#cell(kind, text, country);
    this.#remembered.set(place, cell);
    return cell;
  }

  #cell(kind: Kind, text: string, country: string): readonly string[] | Reason {
    const { profile, dateOrder } = this.#plan;
    const told = outcomeOf(kind, text, { profile, country, dateOrder });
    if (typeof told === 'string') return told;
    const inParts = schemaNames(kind, profile).length > 1;
    const forms = inParts ? partsOf(told.canonical) : [told.canonical];
    return told.hashed ? forms.map((form) => this.#hash(form)) : forms;
  }
}

/** Year, month and day of a date in its canonical form. */
function partsOf(date: string): readonly string[] {
  return [date.slice(0, 4), date.slice(4, 6), date.slice(6)];
}

/** A cell that the list calls hashed is handed on in small letters, or refused. */
function checked(text: string): readonly string[] | Reason {
  const small = text.toLowerCase();
  if (small === hashOfEmpty) return 'hash_of_empty';
  return /^[0-9a-f]{64}$/.test(small) ? [small] : 'not_a_hash';
}

const keys = ['EXTERN_ID', 'UID', 'EMAIL', 'PHONE', 'MADID', 'THIRD_PARTY_ID'] as const;

const seldomRepeated: ReadonlySet<Kind> = new Set(keys);

/** Whether a row could match: by one key, or by a name. */
function hasKey(cells: ReadonlyMap<string, string>): boolean {
  return keys.some((kind) => cells.has(kind)) || (cells.has('FN') && cells.has('LN'));
}

/** A cell as it stands in a record of a delimited file. */
export function quoted(cell: string): string {
  return /[",;\t|\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
