import type { AdAccount } from '../../access/index.ts';
import type { Audience } from '../../audience/index.ts';
import type { PreparedRows } from '../../intake/index.ts';
import { AudienceGone, ReplaceChanged } from '../../stage/index.ts';
import { requireWrite, type Visit } from '../context.ts';
import { GraphError, type Params } from '../wire/index.ts';
import { readMembers } from './payload.ts';

/** Audiences that are looked through at once. */
const pageRows = 100;

/**
 * Takes people out of every customer list of an ad account (specification 1.3). Where a replace is under way they
 * would come back with it, so then the call is refused once all other lists are done; it may be made again.
 */
export async function removeFromAll(account: AdAccount, params: Params, visit: Visit): Promise<void> {
  const { context, caller } = visit;
  requireWrite(caller);
  const { rows } = readMembers(params);
  let isRunning = false;
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
      const isFilled = audience.accepted > 0 || audience.isReplacing;
      if (audience.subtype === 'CUSTOM' && isFilled && !(await remove(audience, rows, visit)))
        isRunning = true;
    }
    if (page.length < pageRows) break;
    after = page.at(-1)?.graphId ?? null;
  }
  if (isRunning) throw GraphError.of('update_running');
}

/** False when a replace is under way. An audience that was deleted meanwhile has nobody any more. */
async function remove(audience: Audience, rows: PreparedRows, { context }: Visit): Promise<boolean> {
  const { id: audienceId, adAccountId } = audience;
  try {
    await context.batches.stage({ adAccountId, audienceId, operation: 'remove', session: null, rows });
    return true;
  } catch (error) {
    if (error instanceof AudienceGone) return true;
    if (error instanceof ReplaceChanged) return false;
    throw error;
  }
}
