import type { Statements } from '../control/index.ts';
import { sqlIn } from '../kernel/sql-file.ts';

const statement = sqlIn(import.meta.url);

/**
 * Keeps an audience from being deleted, shared or made a seed by others until the transaction ends. False when it is
 * gone: whoever waited here for its deletion learns of it.
 */
export async function lockAudience(tx: Statements, audienceId: number): Promise<boolean> {
  return (await tx.query(statement('lock'), [audienceId])).length > 0;
}
