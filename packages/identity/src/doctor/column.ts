import type { ColumnMeaning } from '../column/column-kind.ts';
import { fits, hashShapes, type Shape, shapeOf } from './cell.ts';
import { type Finding, type FindingCode, finding } from './finding.ts';
import type { TestHashes } from './test-values.ts';

/** Values of a column that are remembered, as numbers, to tell repeats: memory is bounded, whatever the file. */
const rememberedMax = 50_000;
const repeatedShareMax = 0.2;
const rowsForRepeatsMin = 100;
const rowsForConstantMin = 20;

/** Kinds whose values tell people apart, so that the same one again and again is a mistake. */
const telling = new Set(['EXTERN_ID', 'UID', 'EMAIL', 'PHONE', 'MADID', 'THIRD_PARTY_ID']);
const constantMatters = new Set([...telling, 'FN', 'LN']);

/** Shapes that are wrong among hashes, and what is said of them. */
const wrongHashes: readonly (readonly [Shape, FindingCode])[] = [
  ['sha256_of_empty', 'hash_of_empty'],
  ['md5', 'md5'],
  ['sha1', 'sha1'],
  ['base64', 'base64'],
  ['hex', 'hash_length'],
  ['sha256_upper', 'upper_case_hex'],
];

interface Seen {
  count: number;
  readonly line: number;
}

/** What is known of one column after some of its cells. */
export class ColumnState {
  readonly name: string;
  readonly meaning: ColumnMeaning | null;
  readonly #tests: TestHashes;
  readonly #shapes = new Map<Shape, Seen>();
  readonly #mistakes = new Map<FindingCode, Seen>();
  readonly #remembered = new Set<number>();
  #unfit: Seen | null = null;
  #repeated = 0;
  #filled = 0;
  #first = '';
  #constant = true;
  /** Right hashes of test values. */
  testsFound = 0;

  constructor(name: string, meaning: ColumnMeaning | null, tests: TestHashes) {
    this.name = name;
    this.meaning = meaning;
    this.#tests = tests;
  }

  /** Takes one cell; says whether it may stand in this column. */
  take(cell: string, line: number): Shape {
    const shape = shapeOf(cell);
    note(this.#shapes, shape, line);
    if (shape === 'blank') return shape;
    this.#filled += 1;
    if (this.#filled === 1) this.#first = cell;
    else if (this.#constant && cell !== this.#first) this.#constant = false;
    if (this.#tests.size > 0 && (shape === 'sha256' || shape === 'sha256_upper')) this.#compare(cell, line);
    if (this.meaning === null) return shape;
    if (telling.has(this.meaning.kind)) this.#remember(cell);
    if (!fits(this.meaning.kind, shape)) {
      if (this.#unfit === null) this.#unfit = { count: 1, line };
      else this.#unfit.count += 1;
    }
    return shape;
  }

  /** Takes back that cells were unfit, where the row as a whole is known to be shifted. */
  forgive(count: number): void {
    if (this.#unfit !== null) this.#unfit.count -= count;
  }

  /** How many cells have each shape, the most frequent first. */
  counts(): readonly (readonly [Shape, number])[] {
    return [...this.#shapes]
      .map(([shape, { count }]) => [shape, count] as const)
      .sort(([, a], [, b]) => b - a);
  }

  /** Whether this is a column of hashes: by its name, what the caller expects, or what most of its cells are. */
  isHashed(expected: 'hashed' | 'plain' | null): boolean {
    if (this.meaning?.hashed === true) return true;
    const hashed = this.#sum((shape) => hashShapes.has(shape));
    if (this.meaning === null) return hashed * 2 > this.#filled;
    return expected === null ? hashed * 2 > this.#filled : expected === 'hashed';
  }

  findings(expected: 'hashed' | 'plain' | null): Finding[] {
    const found: Finding[] = [];
    const say = (code: FindingCode, seen: Seen | null | undefined) => {
      if (seen != null && seen.count > 0) found.push(finding(code, this.name, seen.count, seen.line));
    };
    for (const [code, seen] of this.#mistakes) say(code, seen);
    const kind = this.meaning?.kind ?? null;
    const opaque = kind === null || kind === 'EXTERN_ID' || kind === 'THIRD_PARTY_ID';
    if (!opaque && kind !== 'UID' && kind !== 'MADID') {
      if (this.isHashed(expected)) this.#findInHashes(say, kind === 'COUNTRY');
      else this.#findInPlain(say);
    }
    if (kind !== null) say('unfit', this.#unfit);
    if (kind !== null && constantMatters.has(kind) && this.#constant && this.#filled >= rowsForConstantMin) {
      found.push(finding('constant_column', this.name, this.#filled, null));
    } else if (this.#filled >= rowsForRepeatsMin && this.#repeated > this.#filled * repeatedShareMax) {
      found.push(finding('many_repeats', this.name, this.#repeated, null));
    }
    return found;
  }

  #findInHashes(say: (code: FindingCode, seen: Seen | undefined) => void, mayBePlain: boolean): void {
    for (const [shape, code] of wrongHashes) say(code, this.#shapes.get(shape));
    const plain = [...this.#shapes].filter(([shape]) => shape !== 'blank' && !hashShapes.has(shape));
    if (mayBePlain || plain.length === 0) return;
    const line = Math.min(...plain.map(([, seen]) => seen.line));
    say('not_hashed', { count: this.#sum((shape) => shape !== 'blank' && !hashShapes.has(shape)), line });
  }

  #findInPlain(say: (code: FindingCode, seen: Seen | undefined) => void): void {
    const hashed = [...this.#shapes].filter(([shape]) => hashShapes.has(shape));
    if (hashed.length > 0) {
      const line = Math.min(...hashed.map(([, seen]) => seen.line));
      say('already_hashed', { count: this.#sum((shape) => hashShapes.has(shape)), line });
    }
    say('spreadsheet_number', this.#shapes.get('spreadsheet'));
    if (this.meaning?.kind === 'PHONE') say('phone_sign', this.#shapes.get('phone_signed'));
  }

  #sum(holds: (shape: Shape) => boolean): number {
    return [...this.#shapes].reduce((sum, [shape, { count }]) => sum + (holds(shape) ? count : 0), 0);
  }

  #compare(cell: string, line: number): void {
    const code = this.#tests.get(cell.trim().toLowerCase());
    if (code === null) this.testsFound += 1;
    else if (code !== undefined) note(this.#mistakes, code, line);
  }

  #remember(cell: string): void {
    const number = numberOf(cell);
    if (this.#remembered.has(number)) this.#repeated += 1;
    else if (this.#remembered.size < rememberedMax) this.#remembered.add(number);
  }
}

function note<Key>(seen: Map<Key, Seen>, key: Key, line: number): void {
  const known = seen.get(key);
  if (known === undefined) seen.set(key, { count: 1, line });
  else known.count += 1;
}

/** A number of 53 bits from a text: two runs of FNV-1a. Two of 50 000 texts share one in 1 of 7 million files. */
function numberOf(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x85ebca6b);
  }
  return (high >>> 11) * 0x1_0000_0000 + (low >>> 0);
}
