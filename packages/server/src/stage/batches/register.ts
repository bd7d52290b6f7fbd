import { randomBytes } from 'node:crypto';
import type { Statements } from '../../control/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import { AudienceGone, type NewBatch, ReplaceChanged, type StagedBatch } from './batch.ts';

const statement = sqlIn(import.meta.url);

/** Where rows of a batch lie in the column store already. */
export interface Landed {
  readonly uploadId: number;
  readonly segment: number;
  readonly chunk: number;
}

/** One batch on its way into the control store: landed in the column store, or with its rows sealed. */
export interface Arrival {
  readonly batch: NewBatch;
  readonly landed: Landed | null;
  /** Base64; null when there are none, or when they landed. */
  readonly sealedRows: string | null;
}

/** What became of an arrival. 'late': the upload that it landed in is being applied; it must land again. */
export type Registered = StagedBatch | AudienceGone | ReplaceChanged | 'late';

type Outcome = 'new' | 'repeated' | 'late' | 'gone' | 'replace';

/**
 * A place in the column store for the rows of a batch; null for one that was answered before. Throws AudienceGone or
 * ReplaceChanged.
 */
export async function reserve(store: Statements, batch: NewBatch): Promise<Landed | null> {
  const [place] = await store.query<{
    outcome: Outcome;
    upload: number;
    segment: number;
    chunk: number;
  }>(statement('reserve'), [
    batch.audienceId,
    batch.operation,
    batch.session?.id ?? null,
    batch.rows.kindCode,
    batch.session?.batchSeq?.toString() ?? null,
  ]);
  if (place === undefined) throw new Error('a place was asked for and none came back');
  const refusal = refusalOf(place.outcome);
  if (refusal !== null) throw refusal;
  if (place.outcome === 'repeated') return null;
  return { uploadId: place.upload, segment: place.segment, chunk: place.chunk };
}

function refusalOf(outcome: Outcome): AudienceGone | ReplaceChanged | null {
  if (outcome === 'gone') return new AudienceGone('the audience was deleted');
  return outcome === 'replace' ? new ReplaceChanged('a replace began or ended') : null;
}

/** Makes batches count, all in one statement. Gives what became of them in the same order. */
export async function register(
  store: Statements,
  arrivals: readonly Arrival[],
): Promise<readonly Registered[]> {
  const texts = arrivals.map(({ batch }) => batch.session?.text ?? inventSession());
  const rows = await store.query<{ place: number; outcome: Outcome; total: number | null }>(
    statement('register'),
    [JSON.stringify(arrivals.map((arrival, index) => recordOf(arrival, texts[index] ?? '')))],
  );
  const found = new Map(rows.map((row) => [row.place, row]));
  return arrivals.map((_, index) => {
    const row = found.get(index + 1);
    if (row === undefined || row.outcome === 'late') return 'late';
    const refusal = refusalOf(row.outcome);
    if (refusal !== null) return refusal;
    return {
      sessionText: texts[index] ?? '',
      receivedTotal: row.total ?? 0,
    };
  });
}

/** An arrival with the names that kindred.register_batches expects. */
function recordOf({ batch, landed, sealedRows }: Arrival, sessionText: string): unknown {
  const { rows, session } = batch;
  return {
    audience: batch.audienceId,
    account: batch.adAccountId,
    operation: batch.operation,
    session: session?.id ?? null,
    session_text: sessionText,
    batch_seq: session?.batchSeq?.toString() ?? null,
    is_last: session?.isLast ?? false,
    upload: landed?.uploadId ?? null,
    chunk: landed?.chunk ?? null,
    received: rows.received,
    good: rows.good,
    kind: rows.kindCode,
    bytes: rows.lines.length,
    rows: sealedRows,
    rejected: Object.fromEntries(rows.rejected),
  };
}

/** A random positive number of 63 bits, as the recorded ones. */
function inventSession(): string {
  return String((randomBytes(8).readBigUInt64BE() >> 1n) | 1n);
}
