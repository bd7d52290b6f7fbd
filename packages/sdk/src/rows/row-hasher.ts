import { codeOfCountry, hashOfEmpty, type Kind, outcomeOf, type Reason } from '@kindred/identity';
import { type Column, type RowsPlan, schemaOf, sentNames } from './columns.ts';
import { hashNow } from './hash.ts';
import { addFault, type Tally } from './tally.ts';

/** Kinds of which one cell finds a person. */
const keys: ReadonlySet<string> = new Set(['EXTERN_ID', 'UID', 'EMAIL', 'PHONE', 'MADID', 'THIRD_PARTY_ID']);

/** Cells in JSON, in the order of the names that their kind is sent under. */
type Cells = readonly string[];

/** Makes the rows of requests of cells as people write them. Plain values stay within, and are in no error. */
export class RowHasher {
  readonly #plan: RowsPlan;
  readonly #schema: readonly string[];
  /** The only column of a list, which most lists have. */
  readonly #only: Column | null;
  readonly #remembered = new Map<string, Cells | Reason>();

  constructor(plan: RowsPlan) {
    this.#plan = plan;
    this.#schema = schemaOf(plan);
    const [first] = plan.columns;
    this.#only = plan.columns.length === 1 && first != null && keys.has(first.kind) ? first : null;
  }

  /** The JSON of a row, and of one more for each further value of a kind; none where nobody could be found by it. */
  rowsOf(cells: readonly string[], line: number, tally: Tally): readonly string[] {
    tally.read += 1;
    const rows = this.#only === null ? this.#several(cells, line, tally) : this.#single(cells, line, tally);
    if (rows.length === 0) {
      if (cells.every((cell) => cell.trim() === '')) tally.blank += 1;
      else tally.unusable += 1;
    }
    return rows;
  }

  /** Names and places come again and again within some thousand rows, but must not pile up. */
  forget(): void {
    this.#remembered.clear();
  }

  #single(cells: readonly string[], line: number, tally: Tally): readonly string[] {
    const made = this.#cells(this.#only as Column, cells[0] ?? '', this.#plan.country, line, tally);
    return made === null ? [] : [`[${made[0]}]`];
  }

  #several(cells: readonly string[], line: number, tally: Tally): readonly string[] {
    const country = this.#countryOf(cells);
    const row = new Map<string, string>();
    const more: string[] = [];
    for (const [index, column] of this.#plan.columns.entries()) {
      if (column === null) continue;
      const made = this.#cells(column, cells[index] ?? '', country, line, tally);
      if (made === null) continue;
      for (const [place, name] of sentNames(column.kind).entries()) {
        const cell = made[place] ?? '""';
        if (!row.has(name)) row.set(name, cell);
        else if (keys.has(name)) more.push(this.#jsonOf(new Map([[name, cell]])));
      }
    }
    const first = this.#findsSomebody(row) ? [this.#jsonOf(row)] : [];
    return [...first, ...more];
  }

  #jsonOf(row: ReadonlyMap<string, string>): string {
    return `[${this.#schema.map((name) => row.get(name) ?? '""').join(',')}]`;
  }

  #findsSomebody(row: ReadonlyMap<string, string>): boolean {
    for (const name of row.keys()) if (keys.has(name)) return true;
    return row.has('FN') && row.has('LN');
  }

  #countryOf(cells: readonly string[]): string {
    const at = this.#plan.columns.findIndex((column) => column?.kind === 'COUNTRY' && !column.hashed);
    return codeOfCountry(cells[at] ?? '') ?? this.#plan.country;
  }

  /** Null where the cell is empty or cannot be used, which is counted. */
  #cells({ kind, hashed }: Column, cell: string, country: string, line: number, tally: Tally): Cells | null {
    const text = cell.trim();
    if (text === '') return null;
    const made = kind === 'LOOKALIKE_VALUE' ? worthOf(text) : this.#made(kind, hashed, text, country);
    if (typeof made !== 'string') return made;
    addFault(tally, { line, kind, fault: made });
    return null;
  }

  #made(kind: Kind, hashed: boolean, text: string, country: string): Cells | Reason {
    if (hashed) return hashOf(text) ?? (text.toLowerCase() === hashOfEmpty ? 'hash_of_empty' : 'not_a_hash');
    if (keys.has(kind)) return this.#told(kind, text, country);
    const place = `${kind} ${country} ${text}`;
    const known = this.#remembered.get(place);
    if (known !== undefined) return known;
    const made = this.#told(kind, text, country);
    this.#remembered.set(place, made);
    return made;
  }

  #told(kind: Kind, text: string, country: string): Cells | Reason {
    const told = outcomeOf(kind, text, { profile: 'meta', country, dateOrder: this.#plan.dateOrder });
    if (told === 'already_hashed') return hashOf(text) ?? told;
    if (typeof told === 'string') return told;
    const forms = kind === 'DOB' ? partsOf(told.canonical) : [told.canonical];
    return told.hashed
      ? forms.map((form) => `"${hashNow(form)}"`)
      : forms.map((form) => JSON.stringify(form));
  }
}

/** A cell that is a hash is handed on in small letters. */
function hashOf(text: string): Cells | null {
  if (text.length !== 64 || !/^[0-9a-f]{64}$/i.test(text)) return null;
  const small = text.toLowerCase();
  return small === hashOfEmpty ? null : [`"${small}"`];
}

function worthOf(text: string): Cells | Reason {
  return /^[0-9]+(\.[0-9]+)?$/.test(text) ? [JSON.stringify(Number(text))] : 'not_a_value';
}

/** Year, month and day of a date in its canonical form. */
function partsOf(date: string): readonly string[] {
  return [date.slice(0, 4), date.slice(4, 6), date.slice(6)];
}
