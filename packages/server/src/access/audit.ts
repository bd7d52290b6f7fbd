import type { Statements } from '../control/index.ts';
import { sqlIn } from '../kernel/sql-file.ts';

const statement = sqlIn(import.meta.url);

/** Writes down who did what to what. Details hold ids and numbers, never row data. */
export async function writeAudit(
  tx: Statements,
  tokenId: number,
  action: string,
  subject: string,
  detail: Readonly<Record<string, string | number>> = {},
): Promise<void> {
  await tx.query(statement('write-audit'), [tokenId, action, subject, JSON.stringify(detail)]);
}
