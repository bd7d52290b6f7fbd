import type { Column } from '../../column/index.ts';
import type { Statements } from '../../control/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import type { Relay } from '../outbox/index.ts';

const statement = sqlIn(import.meta.url);

/** Batches whose keys are looked for by one statement, which holds them in memory: up to half a million rows. */
const seqsMax = 50;

export interface ForgottenPeople {
  readonly audiences: readonly number[];
  /** In whose batches they are. */
  readonly relay: number;
  readonly seqs: readonly number[];
  /** Of the opt-out: whatever was brought by later relays is there again. */
  readonly by: number;
  /** Of the batches, only whose opt-outs count now. */
  readonly isOnlyUp: boolean;
}

/** From here on these people are not taken for there: a plan does not count them, and a mirror brings them again. */
export async function noteForgotten(
  column: Column,
  { audiences, relay, seqs, by, isOnlyUp }: ForgottenPeople,
): Promise<void> {
  const keys = statement('keys-of-batches');
  const gone = isOnlyUp ? statement('keys-up', { keys }) : keys;
  for (let first = 0; first < seqs.length; first += seqsMax) {
    const params = { audiences, relay, by, seqs: seqs.slice(first, first + seqsMax) };
    await column.exec(statement('forget-keys', { gone }), params);
    await column.exec(statement('forget-rows', { gone }), params);
  }
}

/**
 * Of what an upload brought, people may have opted out while it was on its way: they were left out, or are taken out by
 * an opt-out that was noted before they were.
 */
export async function leaveOutForgotten(
  { control, column }: { readonly control: Statements; readonly column: Column },
  { id, adAccountId }: Relay,
  { audience, brought }: { readonly audience: number; readonly brought: readonly number[] },
): Promise<void> {
  if (brought.length === 0) return;
  const [newest] = await control.query<{ id: number | null }>(statement('newest-after'), [adAccountId, id]);
  const by = newest?.id ?? null;
  if (by === null) return;
  await noteForgotten(column, { audiences: [audience], relay: id, seqs: brought, by, isOnlyUp: true });
}
