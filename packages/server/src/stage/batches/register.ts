import { randomBytes } from 'node:crypto';
import type { Statements } from '../../control/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import { AudienceGone, type NewBatch, ReplaceChanged, type StagedBatch } from './batch.ts';

const statement = sqlIn(import.meta.url);

/** One batch on its way into the control store. */
export interface Arrival {
  readonly batch: NewBatch;
  /** The file that its rows landed in; null when they are sealed, or when there are none. */
  readonly landed: string | null;
  /** Base64; null when there are none, or when they landed. */
  readonly sealedRows: string | null;
}

/** What became of an arrival. It is not new when the same batch came before. */
export type Registered =
  | { readonly isNew: boolean; readonly staged: StagedBatch }
  | AudienceGone
  | ReplaceChanged;

type Outcome = 'new' | 'repeated' | 'gone' | 'replace';

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
  return texts.map((sessionText, index) => {
    const row = found.get(index + 1);
    if (row === undefined) throw new Error('a batch was registered and nothing came back');
    if (row.outcome === 'gone') return new AudienceGone('the audience was deleted');
    if (row.outcome === 'replace') return new ReplaceChanged('a replace began or ended');
    return { isNew: row.outcome === 'new', staged: { sessionText, receivedTotal: row.total ?? 0 } };
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
    landed,
    received: rows.received,
    good: rows.good,
    kind: rows.kindCode,
    bytes: rows.bytes.length,
    rows: sealedRows,
    rejected: Object.fromEntries(rows.rejected),
  };
}

/** A random positive number of 63 bits, as the recorded ones. */
function inventSession(): string {
  return String((randomBytes(8).readBigUInt64BE() >> 1n) | 1n);
}
