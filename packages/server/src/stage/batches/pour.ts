import type { KeyObject } from 'node:crypto';
import { valuedKind } from '@kindred/contract';
import type { Column, ColumnParams } from '../../column/index.ts';
import type { Control } from '../../control/index.ts';
import { setChunk } from '../../intake/index.ts';
import { unseal } from '../../kernel/seal.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import type { Landings } from './landings.ts';

const statement = sqlIn(import.meta.url);

/** Batches that are looked up at once: those that wait in the control store have at most 200 rows each. */
const batchesPerRead = 2000;

/**
 * Rows that are loaded by one statement: some 30 MB. Fewer than a block of the engine, so that they become one part, and
 * a crash leaves a batch whole or not at all.
 */
const rowsPerLoad = 400_000;

export interface PourOptions {
  readonly control: Control;
  readonly column: Column;
  readonly pepper: { readonly k0: string; readonly k1: string };
  readonly rowsKey: KeyObject;
  readonly landings: Landings;
}

/** An upload that gathered batches, closed: nothing joins it any more. */
export interface ClosedUpload {
  readonly id: number;
  readonly segment: number;
  /** The only key of each of its rows, more by 100 where they have values; 0 when they have several keys. */
  readonly kindCode: number;
}

interface WaitingBatch {
  readonly id: number;
  readonly good_rows: number;
  readonly rows_base64: string | null;
  readonly landed: string | null;
}

/** Closes what gathers for this audience, so that it is applied next. */
export async function closeGatherings(control: Control, audienceId: number): Promise<void> {
  await control.transaction(async (tx) => {
    await tx.query(statement('lock-audience'), [audienceId]);
    await tx.query(statement('close-gathering'), [audienceId]);
  });
}

/** Brings all rows of a closed upload into its segment. Running it again after a crash changes nothing. */
export async function pour(options: PourOptions, upload: ClosedUpload): Promise<void> {
  const { control, column, landings } = options;
  const stored = await column.query<{ chunk: number }>(statement('list-chunks'), { segment: upload.segment });
  const present = new Set(stored.map((row) => row.chunk));
  for (let after = 0; ; ) {
    const batches = await control.query<WaitingBatch & Record<string, unknown>>(
      statement('waiting-batches'),
      [upload.id, after, batchesPerRead],
    );
    const missing = batches.filter(({ id }) => !present.has(id));
    for (const together of loadsOf(missing)) await load(options, upload, together);
    if (batches.length < batchesPerRead) break;
    after = batches.at(-1)?.id ?? after;
  }
  const forgotten = await control.query<{ landed: string }>(statement('forget-rows'), [upload.id]);
  await landings.drop(forgotten.map(({ landed }) => landed));
}

function loadsOf(batches: readonly WaitingBatch[]): readonly (readonly WaitingBatch[])[] {
  const loads: WaitingBatch[][] = [];
  let rows = rowsPerLoad;
  for (const batch of batches) {
    rows += batch.good_rows;
    if (rows > rowsPerLoad) {
      loads.push([]);
      rows = batch.good_rows;
    }
    loads.at(-1)?.push(batch);
  }
  return loads;
}

async function load(
  options: PourOptions,
  { segment, kindCode }: ClosedUpload,
  batches: readonly WaitingBatch[],
): Promise<void> {
  const { column, pepper } = options;
  const pieces: Buffer[] = [];
  for (const batch of batches) {
    const rows = await rowsOf(options, batch);
    setChunk(rows, batch.id);
    pieces.push(rows);
  }
  const params: ColumnParams = { ...pepper, segment };
  if (kindCode === 0) await column.load(statement('pour-keys'), params, 'RowBinary', pieces);
  else {
    const kind = kindCode % valuedKind;
    await column.load(statement('pour-key'), { ...params, kind }, 'RowBinary', pieces);
  }
}

async function rowsOf({ landings, rowsKey }: PourOptions, batch: WaitingBatch): Promise<Buffer> {
  if (batch.landed !== null) return landings.rows(batch.landed);
  return unseal(Buffer.from(batch.rows_base64 ?? '', 'base64'), rowsKey);
}
