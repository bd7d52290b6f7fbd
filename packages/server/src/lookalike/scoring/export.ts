import type { ColumnReader } from '../../column/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';

const statement = sqlIn(import.meta.url);

/** People who are read at once: what is held does not grow with the population. */
const slicePeople = 50_000;

/** The scores of models as lines of CSV, slice by slice. Ids are those of the operator. */
export async function* scoreLines(column: ColumnReader, models: readonly number[]): AsyncGenerator<string> {
  yield 'id,score\n';
  for (const model of models) {
    for (let after = 0n; ; ) {
      const slice = { model, after, most: slicePeople };
      const [end] = await column.query<{ last: string; people: string }>(statement('slice-end'), slice);
      if (end === undefined || Number(end.people) === 0) break;
      const last = BigInt(end.last);
      const rows = await column.query<{ id: string; score: number }>(statement('read-scores'), {
        ...slice,
        last,
      });
      yield rows.map(({ id, score }) => `${cell(id)},${score}\n`).join('');
      after = last;
    }
  }
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
