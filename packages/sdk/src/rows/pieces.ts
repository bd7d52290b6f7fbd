import type { RowsPlan } from './columns.ts';
import { RowHasher } from './row-hasher.ts';
import { addFault, noTally, type Tally } from './tally.ts';

/** Rows that are ready to be sent, in the order of their list. Where pieces begin depends on the list alone. */
export interface Piece {
  /** The JSON of each row, parted by a comma and a line feed: so they can be parted again without being parsed. */
  readonly text: string;
  readonly rows: number;
  /** Where each row came from. */
  readonly lines: Uint32Array;
  readonly tally: Tally;
}

export const rowsParted = ',\n';

/** One row as callers have it: the only cell, or a cell for each column. Null and undefined are empty cells. */
export type Row = string | readonly (string | number | null | undefined)[];

const rowsOfPiece = 10_000;

/** Gathers the rows of one piece. */
export class PieceMaker {
  readonly tally: Tally = noTally();
  readonly #rows: string[] = [];
  readonly #lines: number[] = [];
  readonly #hasher: RowHasher;

  constructor(hasher: RowHasher) {
    this.#hasher = hasher;
  }

  add(cells: readonly string[], line: number): void {
    for (const row of this.#hasher.rowsOf(cells, line, this.tally)) {
      this.#rows.push(row);
      this.#lines.push(line);
    }
  }

  addUnreadable(line: number): void {
    this.tally.read += 1;
    this.tally.unusable += 1;
    addFault(this.tally, { line, kind: '', fault: 'unreadable' });
  }

  piece(): Piece {
    this.#hasher.forget();
    return {
      text: this.#rows.join(rowsParted),
      rows: this.#rows.length,
      lines: Uint32Array.from(this.#lines),
      tally: this.tally,
    };
  }
}

/** Pieces of rows that come one by one; those before `skip` are read and left out. Lines are counted from 1. */
export async function* piecesOfRows(
  rows: AsyncIterable<Row> | Iterable<Row>,
  plan: RowsPlan,
  skip: number,
): AsyncGenerator<Piece> {
  const hasher = new RowHasher(plan);
  let made = new PieceMaker(hasher);
  let read = 0;
  for await (const row of rows) {
    read += 1;
    if (read <= skip * rowsOfPiece) continue;
    if (typeof row === 'string') made.add([row], read);
    else if (Array.isArray(row) && row.length <= plan.columns.length) made.add(row.map(textOf), read);
    else made.addUnreadable(read);
    if (read % rowsOfPiece > 0) continue;
    yield made.piece();
    made = new PieceMaker(hasher);
  }
  if (made.tally.read > 0) yield made.piece();
}

function textOf(cell: string | number | null | undefined): string {
  return cell === null || cell === undefined ? '' : String(cell);
}

export function payloadText(schema: readonly string[], rows: string): string {
  return `{"schema":${JSON.stringify(schema)},"data":[${rows}]}`;
}
