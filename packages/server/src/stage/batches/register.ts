import { randomBytes } from 'node:crypto';
import type { Control, Statements } from '../../control/index.ts';
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

/** What became of an arrival. 'late': the upload that it landed in is closed; it must land again. */
export type Registered = StagedBatch | AudienceGone | ReplaceChanged | 'late';

/** A place in the column store for the rows of a batch. Throws AudienceGone or ReplaceChanged. */
export async function reserve(control: Control, batch: NewBatch): Promise<Landed> {
  return control.transaction(async (tx) => {
    await lockAudience(tx, batch);
    const [gathering] = await tx.query<{ id: number }>(statement('gather'), [
      batch.audienceId,
      batch.operation,
      batch.session?.id ?? null,
      batch.rows.kindCode,
    ]);
    const uploadId = gathering?.id ?? 0;
    // A statement of its own: the one that opens an upload does not see it.
    const [place] = await tx.query<{ segment: number; chunk: number }>(statement('reserve'), [uploadId]);
    if (place === undefined) throw new Error('an upload that was just opened is not there');
    return { uploadId, ...place };
  });
}

/** Locks the audience, so that what is accepted has an order. */
async function lockAudience(tx: Statements, batch: NewBatch): Promise<void> {
  const [row] = await tx.query<{ replace_session: number | null }>(statement('lock-audience'), [
    batch.audienceId,
  ]);
  if (row === undefined) throw new AudienceGone('the audience was deleted');
  const allowed = batch.operation === 'replace' ? (batch.session?.id ?? null) : null;
  if (row.replace_session !== allowed) throw new ReplaceChanged('a replace began or ended');
}

type Outcome = 'new' | 'repeated' | 'late' | 'gone' | 'replace';

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
    if (row.outcome === 'gone') return new AudienceGone('the audience was deleted');
    if (row.outcome === 'replace') return new ReplaceChanged('a replace began or ended');
    return {
      sessionText: texts[index] ?? '',
      receivedTotal: row.total ?? 0,
      isRepeated: row.outcome === 'repeated',
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
    batch_seq: session?.batchSeq ?? null,
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
