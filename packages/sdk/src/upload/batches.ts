import { limits } from '@kindred/contract';
import { addTally, noTally, type Piece, rowsParted, type Tally } from '../rows/index.ts';

/** Between two rows: so many pieces are used up, and so many rows of the next one. */
export interface Place {
  readonly piece: number;
  readonly row: number;
}

/** Rows of one request. */
export interface Batch {
  /** As they stand between the brackets of a list in JSON. */
  readonly text: string;
  readonly rows: number;
  /** What was read for it since the batch before, with what could not be used. */
  readonly tally: Tally;
  /** Where the next batch begins. */
  readonly after: Place;
  readonly isLast: boolean;
  /** The line of a row, counted from 0 in this batch. */
  lineOf(row: number): number;
}

export const start: Place = { piece: 0, row: 0 };

/**
 * Cuts pieces into batches that are full but for the last one. `pieces` begin with the piece of `from`. The same list
 * gives the same batches from the same place, however often it is begun again.
 */
export async function* batchesOf(
  pieces: AsyncIterable<Piece>,
  from: Place,
  rowsMax: number = limits.graph_rows_max,
): AsyncGenerator<Batch> {
  let held: Batch | null = null;
  let open = new OpenBatch(rowsMax);
  let number = from.piece;
  let row = from.row;
  for await (const piece of pieces) {
    // What was left out of a piece that is begun was told with the batch that began it.
    if (row === 0) addTally(open.tally, piece.tally);
    let at = offsetOf(piece.text, 0, row);
    while (row < piece.rows) {
      const taken = Math.min(open.room, piece.rows - row);
      const end =
        row + taken === piece.rows ? piece.text.length + rowsParted.length : offsetOf(piece.text, at, taken);
      open.add(piece.text.slice(at, end - rowsParted.length), piece.lines.subarray(row, row + taken));
      at = end;
      row += taken;
      if (open.room > 0) continue;
      if (held !== null) yield held;
      held = open.closed(row === piece.rows ? { piece: number + 1, row: 0 } : { piece: number, row });
      open = new OpenBatch(rowsMax);
    }
    number += 1;
    row = 0;
  }
  const end = { piece: number, row: 0 };
  if (held === null || open.rows > 0) {
    if (held !== null) yield held;
    yield { ...open.closed(end), isLast: true };
  } else {
    addTally(open.tally, held.tally);
    yield { ...held, tally: open.tally, after: end, isLast: true };
  }
}

/** Where the row stands that is so many rows behind the one at `from`. */
function offsetOf(text: string, from: number, rows: number): number {
  let at = from;
  for (let row = 0; row < rows; row += 1) at = text.indexOf(rowsParted, at) + rowsParted.length;
  return at;
}

class OpenBatch {
  readonly tally: Tally = noTally();
  rows = 0;
  readonly #rowsMax: number;
  readonly #texts: string[] = [];
  readonly #lines: Uint32Array[] = [];

  constructor(rowsMax: number) {
    this.#rowsMax = rowsMax;
  }

  get room(): number {
    return this.#rowsMax - this.rows;
  }

  add(text: string, lines: Uint32Array): void {
    this.#texts.push(text);
    this.#lines.push(lines);
    this.rows += lines.length;
  }

  closed(after: Place): Batch {
    const parts = this.#lines;
    return {
      text: this.#texts.join(rowsParted),
      rows: this.rows,
      tally: this.tally,
      after,
      isLast: false,
      lineOf: (row) => {
        let before = 0;
        for (const part of parts) {
          if (row < before + part.length) return part[row - before] ?? 0;
          before += part.length;
        }
        return 0;
      },
    };
  }
}
