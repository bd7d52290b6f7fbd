import type { Binned } from './questions.ts';

/** What is known of one column: slopes and curvatures by leaf and bin, and how many questions the leaves had answered. */
interface Kept {
  readonly sums: Float64Array;
  level: number;
}

/**
 * Sums of slopes and curvatures of a tree's rows, by leaf and bin of a column. When a question parts every leaf, only the
 * smaller of its two sides is looked at; the other is what is left of the leaf.
 */
export class Histograms {
  readonly #leafOf: Uint8Array;
  readonly #packed: Float64Array;
  readonly #leavesMax: number;
  /** Arrays that trees before have used, by their length. */
  readonly #free = new Map<number, Float64Array[]>();
  readonly #kept = new Map<Binned, Kept>();
  #rows: Int32Array = new Int32Array(0);
  /** Places, among the rows, of the smaller side of a question, and whether these answered it with yes. */
  #side: Int32Array = new Int32Array(0);
  #sideOf = -1;
  #isYes = true;

  /** `leafOf`: by row of the sample; `packed`: slope and curvature of each row of the tree, side by side. */
  constructor(leafOf: Uint8Array, packed: Float64Array, depth: number) {
    this.#leafOf = leafOf;
    this.#packed = packed;
    this.#leavesMax = 2 ** (depth - 1);
  }

  /** A new tree, of which nobody has answered anything. */
  begin(rows: Int32Array): void {
    this.#rows = rows;
    this.#sideOf = -1;
    for (const { sums } of this.#kept.values()) this.#freeOf(sums.length).push(sums);
    this.#kept.clear();
  }

  /** By leaf and bin of a column, when `level` questions were answered: slope and curvature side by side. */
  of(column: Binned, level: number): Float64Array {
    const size = 2 * column.binCount;
    const kept = this.#kept.get(column);
    if (kept !== undefined && kept.level === level) return kept.sums.subarray(0, size << level);
    if (kept !== undefined && kept.level === level - 1) {
      if (this.#sideOf !== level - 1) this.#findSide(level - 1);
      this.#halve(kept.sums, column, level);
      kept.level = level;
      return kept.sums.subarray(0, size << level);
    }
    const sums =
      kept?.sums ?? this.#freeOf(size * this.#leavesMax).pop() ?? new Float64Array(size * this.#leavesMax);
    this.#kept.set(column, { sums, level });
    return this.#countAll(sums.subarray(0, size << level), column);
  }

  /** The answers to question `level` stand in bit `level` of the leaves. */
  #findSide(level: number): void {
    const [rows, leafOf] = [this.#rows, this.#leafOf];
    let yes = 0;
    for (let i = 0; i < rows.length; i++) yes += ((leafOf[rows[i] as number] as number) >> level) & 1;
    this.#isYes = 2 * yes <= rows.length;
    // Every place is written, and kept or written over: nobody can foretell the answers, and a branch would try to.
    const side = new Int32Array(rows.length + 1);
    const flip = this.#isYes ? 0 : 1;
    let end = 0;
    for (let i = 0; i < rows.length; i++) {
      side[end] = i;
      end += (((leafOf[rows[i] as number] as number) >> level) & 1) ^ flip;
    }
    this.#side = side.subarray(0, end);
    this.#sideOf = level;
  }

  #freeOf(length: number): Float64Array[] {
    const free = this.#free.get(length) ?? [];
    this.#free.set(length, free);
    return free;
  }

  #countAll(sums: Float64Array, { bins, binCount }: Binned): Float64Array {
    const [rows, leafOf, packed] = [this.#rows, this.#leafOf, this.#packed];
    const size = 2 * binCount;
    sums.fill(0);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      const at = (leafOf[row] as number) * size + 2 * (bins[row] as number);
      sums[at] = (sums[at] as number) + (packed[2 * i] as number);
      sums[at + 1] = (sums[at + 1] as number) + (packed[2 * i + 1] as number);
    }
    return sums;
  }

  /** Whoever answered with yes stands in the second half, at the place that the leaf had in the first. */
  #halve(sums: Float64Array, { bins, binCount }: Binned, level: number): void {
    const [rows, leafOf, packed, side] = [this.#rows, this.#leafOf, this.#packed, this.#side];
    const size = 2 * binCount;
    const half = size << (level - 1);
    const shift = this.#isYes ? 0 : half;
    sums.fill(0, half, 2 * half);
    for (let k = 0; k < side.length; k++) {
      const i = side[k] as number;
      const row = rows[i] as number;
      const at = shift + (leafOf[row] as number) * size + 2 * (bins[row] as number);
      sums[at] = (sums[at] as number) + (packed[2 * i] as number);
      sums[at + 1] = (sums[at + 1] as number) + (packed[2 * i + 1] as number);
    }
    for (let at = 0; at < half; at++) {
      const counted = sums[half + at] as number;
      const rest = (sums[at] as number) - counted;
      sums[at] = this.#isYes ? rest : counted;
      sums[half + at] = this.#isYes ? counted : rest;
    }
  }
}
