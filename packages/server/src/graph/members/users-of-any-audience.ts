import type { AdAccount } from '../../access/index.ts';
import { requireWrite, type Visit } from '../context.ts';
import type { Params } from '../wire/index.ts';
import { readMembers } from './payload.ts';

/** Audiences that are looked through at once. */
const pageRows = 100;

/** Takes people out of every customer list of an ad account (specification 1.3). */
export async function removeFromAll(account: AdAccount, params: Params, visit: Visit): Promise<void> {
  const { context, caller } = visit;
  requireWrite(caller);
  const { rows } = readMembers(params);
  for (let after: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof context.audiences.around>> = await context.audiences.around(
      account.id,
      {
        after,
        before: null,
        rows: pageRows,
      },
    );
    for (const audience of page) {
      // One that was never filled has nobody to take out.
      if (audience.subtype !== 'CUSTOM' || audience.accepted === 0) continue;
      await context.batches.stage({
        adAccountId: account.id,
        audienceId: audience.id,
        operation: 'remove',
        session: null,
        rows,
      });
    }
    if (page.length < pageRows) return;
    after = page.at(-1)?.graphId ?? null;
  }
}
