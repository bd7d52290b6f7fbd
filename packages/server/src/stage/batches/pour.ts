import type { Column } from '../../column/index.ts';
import type { Control } from '../../control/index.ts';
import { unsealText } from '../../kernel/seal.ts';
import { sqlIn } from '../../kernel/sql-file.ts';

const statement = sqlIn(import.meta.url);

/** Batches that are taken out of the control store at once: each has at most 200 rows. */
const batchesPerLoad = 2000;

export interface PourOptions {
  readonly control: Control;
  readonly column: Column;
  readonly pepper: { readonly k0: string; readonly k1: string };
  readonly rowsKey: Buffer;
  readonly dropSegment: (segment: number) => Promise<void>;
}

/** An upload that gathered batches, closed: nothing joins it any more. */
export interface ClosedUpload {
  readonly id: number;
  readonly segment: number;
}

/** Closes what gathers for this audience, so that it is applied next. */
export async function closeGatherings(control: Control, audienceId: number): Promise<void> {
  await control.transaction(async (tx) => {
    await tx.query(statement('lock-audience'), [audienceId]);
    await tx.query(statement('close-gathering'), [audienceId]);
  });
}

/**
 * Brings all rows of a closed upload into the column store, and leaves out those whose request was never answered.
 * Gives the segment that holds them. Running it again after a crash changes nothing.
 */
export async function pour(options: PourOptions, upload: ClosedUpload): Promise<number> {
  const { control, column } = options;
  const stored = await column.query<{ chunk: number }>(statement('list-chunks'), { segment: upload.segment });
  const present = new Set(stored.map((row) => row.chunk));
  for (let after = 0; ; ) {
    const batches = await control.query<{ id: number; rows_base64: string }>(statement('waiting-batches'), [
      upload.id,
      after,
      batchesPerLoad,
    ]);
    const missing = batches.filter(({ id }) => !present.has(id));
    const lines = missing.map(({ id, rows_base64: rows }) =>
      linesOfChunk(unsealText(Buffer.from(rows, 'base64'), options.rowsKey), id),
    );
    if (lines.length > 0) await load(options, upload.segment, Buffer.from(lines.join('')));
    if (batches.length < batchesPerLoad) break;
    after = batches.at(-1)?.id ?? after;
  }
  const live = await control.query<{ id: number }>(statement('live-chunks'), [upload.id]);
  const registered = new Set(live.map((row) => row.id));
  const dead = [...present].filter((chunk) => !registered.has(chunk));
  const segment = dead.length === 0 ? upload.segment : await copyWithout(options, upload, dead);
  await control.query(statement('forget-rows'), [upload.id]);
  return segment;
}

/** The rows of a batch as the statement takes them: each with the chunk that they are stored under. */
function linesOfChunk(lines: string, chunk: number): string {
  return lines === '' ? '' : `${lines.replaceAll('\n', `\n${chunk}\t`).slice(1)}\n`;
}

async function load({ column, pepper }: PourOptions, segment: number, bytes: Buffer): Promise<void> {
  await column.load(statement('pour-keys'), { ...pepper, segment }, 'TabSeparated', [bytes]);
}

/** Rows that landed, but whose request broke off or was sent again before it was registered. */
async function copyWithout(
  options: PourOptions,
  upload: ClosedUpload,
  dead: readonly number[],
): Promise<number> {
  const [next] = await options.control.query<{ segment: number }>(statement('next-segment'));
  if (next === undefined) throw new Error('a sequence gave no number');
  await options.column.exec(statement('copy-chunks'), {
    segment: upload.segment,
    target: next.segment,
    dead,
  });
  // Until here the copy belongs to nobody, and a crash leaves the upload as it was.
  await options.control.query(statement('move-upload'), [upload.id, next.segment]);
  await options.dropSegment(upload.segment);
  return next.segment;
}
