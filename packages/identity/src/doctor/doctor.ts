import { type ColumnMeaning, columnMeaning } from '../column/column-kind.ts';
import type { RecordRow } from '../table/records.ts';
import { fits, hashShapes, type Shape, shapeOf } from './cell.ts';
import { ColumnState } from './column.ts';
import { type Finding, type FindingCode, finding } from './finding.ts';
import type { TestHashes } from './test-values.ts';

export interface DoctorOptions {
  /** What identifiers should be; null: whatever most cells of a column are. */
  readonly expected?: 'hashed' | 'plain' | null;
  /** Hashes of values that the uploader knows: `testHashes`. */
  readonly tests?: TestHashes;
  /** What columns are, beside what their names say. */
  readonly meanings?: ReadonlyMap<string, ColumnMeaning | null>;
}

/** The picture of one column: how many cells look how. Never a value. */
export interface ColumnPicture {
  readonly name: string;
  readonly kind: string | null;
  readonly hashed: boolean;
  readonly shapes: Readonly<Partial<Record<Shape, number>>>;
}

export interface Diagnosis {
  readonly rows: number;
  readonly columns: readonly ColumnPicture[];
  readonly findings: readonly Finding[];
  /** Rightly hashed test values that were met. */
  readonly tests_found: number;
}

/** Delimiters that people use beside those that are understood. */
const otherDelimiters = /[:^~]|\s{2,}| /;

/** Kinds that are sent as they are, or may be, so that they say nothing about the others. */
const alwaysPlain = new Set(['EXTERN_ID', 'THIRD_PARTY_ID', 'UID', 'MADID', 'COUNTRY']);

/** Looks at the rows of a file as they pass by, keeps numbers only, and says at the end what is wrong with them. */
export class Doctor {
  readonly #options: DoctorOptions;
  readonly #rowFaults = new Map<FindingCode, { count: number; line: number }>();
  #columns: readonly ColumnState[] = [];
  #rows = 0;
  #begun = false;

  constructor(options: DoctorOptions = {}) {
    this.#options = options;
  }

  row({ line, cells }: RecordRow): void {
    if (cells.length === 1 && cells[0]?.trim() === '') return;
    if (!this.#begun) {
      this.#begun = true;
      if (this.#begin(cells, line)) return;
    }
    this.#rows += 1;
    if (cells.some((cell) => cell.includes('\ufffd'))) this.#fault('not_utf8', line);
    if (cells.length !== this.#columns.length) {
      this.#fault(this.#isOtherwiseParted(cells) ? 'wrong_delimiter' : 'cell_count', line);
      return;
    }
    const shapes = cells.map((cell, index) => this.#columns[index]?.take(cell, line) ?? 'blank');
    if (this.#isShifted(shapes)) {
      this.#fault('columns_shifted', line);
      for (const [index, column] of this.#columns.entries())
        column.forgive(this.#misfit(index, shapes[index]));
    }
  }

  diagnosis(): Diagnosis {
    const expected = this.#options.expected ?? this.#prevailing();
    const found = [...this.#rowFaults].map(([code, { count, line }]) => finding(code, null, count, line));
    if (this.#rows === 0) found.push(finding('empty_file', null, 0, null));
    const findings = [...found, ...this.#columns.flatMap((column) => column.findings(expected))];
    return {
      rows: this.#rows,
      columns: this.#columns.map((column) => ({
        name: column.name,
        kind: column.meaning?.kind ?? null,
        hashed: column.isHashed(expected),
        shapes: Object.fromEntries(column.counts()),
      })),
      findings: [...findings.filter(isError), ...findings.filter((each) => !isError(each))],
      tests_found: this.#columns.reduce((sum, column) => sum + column.testsFound, 0),
    };
  }

  /** Hashed or plain: what most columns are that may be either; a list half in clear counts as hashed. */
  #prevailing(): 'hashed' | 'plain' {
    const either = this.#columns.filter(({ meaning }) => meaning !== null && !alwaysPlain.has(meaning.kind));
    const hashed = either.filter((column) => column.isHashed(null)).length;
    return hashed > 0 && hashed * 2 >= either.length ? 'hashed' : 'plain';
  }

  /** Looks at the first row; true when it is a header and nobody's row. */
  #begin(cells: readonly string[], line: number): boolean {
    const names = cells.map((cell) => cell.trim());
    const said = this.#options.meanings ?? new Map<string, ColumnMeaning | null>();
    const meanings = names.map((name) => (said.has(name) ? (said.get(name) ?? null) : columnMeaning(name)));
    // Of a row of words that means nothing it is not sure that it is no person, so it is not shown.
    const isNamedRow = meanings.some((meaning) => meaning !== null);
    const isHeader = isNamedRow || names.every((name) => shapeOf(name) === 'text');
    if (
      isHeader &&
      names.length === 1 &&
      (names[0] ?? '').split(otherDelimiters).filter(isNamed).length > 1
    ) {
      this.#fault('wrong_delimiter', line);
    }
    if (!isHeader && names.length > 1) this.#fault('header_missing', line);
    if (isHeader && names.length === 1) this.#fault('header_in_list', line);
    const tests = this.#options.tests ?? new Map();
    this.#columns = names.map((name, index) => {
      const guessed = isHeader ? (meanings[index] ?? null) : guess(name);
      return new ColumnState(isNamedRow ? name : `column ${index + 1}`, guessed, tests);
    });
    return isHeader;
  }

  /** One cell that another delimiter parts into as many as there are columns. */
  #isOtherwiseParted(cells: readonly string[]): boolean {
    const [only = ''] = cells;
    return (
      cells.length === 1 &&
      [',', ';', '\t', '|', ':'].some((each) => only.split(each).length === this.#columns.length)
    );
  }

  /** Cells that do not fit where they stand, and all fit one column to the left or to the right. */
  #isShifted(shapes: readonly Shape[]): boolean {
    if (!shapes.some((shape, index) => this.#misfit(index, shape) === 1)) return false;
    return [-1, 1].some((step) => {
      let known = 0;
      const all = this.#columns.every((column, index) => {
        const shape = shapes[index + step];
        if (shape === undefined || column.meaning === null) return true;
        if (shape !== 'blank') known += 1;
        // A country is two letters; what is hashed elsewhere in the column has to be so here, too.
        return fits(column.meaning.kind, shape);
      });
      return all && known > 0;
    });
  }

  #misfit(index: number, shape: Shape | undefined): number {
    const kind = this.#columns[index]?.meaning?.kind;
    return kind === undefined || shape === undefined || fits(kind, shape) ? 0 : 1;
  }

  #fault(code: FindingCode, line: number): void {
    const known = this.#rowFaults.get(code);
    if (known === undefined) this.#rowFaults.set(code, { count: 1, line });
    else known.count += 1;
  }
}

/** What a column without a name is, told by its first cell. */
function guess(cell: string): ColumnMeaning | null {
  const shape = shapeOf(cell);
  if (shape === 'email' || hashShapes.has(shape)) return { kind: 'EMAIL', hashed: false };
  if (shape === 'phone' || shape === 'phone_signed') return { kind: 'PHONE', hashed: false };
  return shape === 'device' ? { kind: 'MADID', hashed: false } : null;
}

const isNamed = (name: string): boolean => columnMeaning(name) !== null;
const isError = ({ severity }: Finding): boolean => severity === 'error';
