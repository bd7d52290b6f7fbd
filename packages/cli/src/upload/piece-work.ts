import { recordsOf } from '@kindred/identity';
import { type Piece, PieceMaker, RowHasher, type RowsPlan } from '@kindred/sdk';
import type { PoolWork } from '../list/pool.ts';
import { objectOf, textOf } from '../list/rows/objects.ts';
import type { RecordText } from './cut.ts';

/** How the records of a list become rows. Made of plain values, because threads are told it. */
export interface ListPlan {
  readonly format: 'delimited' | 'ndjson';
  readonly delimiter: string;
  /** Where the columns of `rows` stand in a record; in an object of NDJSON, under which names. */
  readonly places: readonly number[];
  readonly names: readonly string[];
  readonly rows: RowsPlan;
}

export const pieceWork: PoolWork<ListPlan, RecordText, Piece> = {
  child: new URL('piece.child.ts', import.meta.url),
  here: (plan) => (records) => pieceOf(records, plan),
};

/** Text of whole records → rows that are ready to be sent. Plain values live no longer than this call. */
export function pieceOf(records: RecordText, plan: ListPlan): Piece {
  const made = new PieceMaker(new RowHasher(plan.rows));
  if (plan.format === 'ndjson') addObjects(made, records, plan);
  else addRecords(made, records, plan);
  return made.piece();
}

function addRecords(made: PieceMaker, { text, line: firstLine }: RecordText, plan: ListPlan): void {
  for (const { line, cells } of recordsOf(text, plan.delimiter, firstLine)) {
    made.add(
      plan.places.map((place) => cells[place] ?? ''),
      line,
    );
  }
}

function addObjects(made: PieceMaker, { text, line: firstLine }: RecordText, { names }: ListPlan): void {
  const lines = text.split('\n');
  // Behind the last line end nothing begins.
  if (lines.at(-1) === '') lines.pop();
  for (const [index, line] of lines.entries()) {
    const object = line.trim() === '' ? {} : objectOf(line);
    if (object === null) made.addUnreadable(firstLine + index);
    else
      made.add(
        names.map((name) => textOf(object[name])),
        firstLine + index,
      );
  }
}
