import { limits } from '@kindred/contract';
import { writeAudit } from '../../access/index.ts';
import { type Audience, deleteAudience, updateAudience } from '../../audience/index.ts';
import { requireWrite, unsupported, type Visit } from '../context.ts';
import { boundedText, readChange } from '../creation/customer-list.ts';
import { GraphError, invalidParameter, type Params } from '../wire/index.ts';

/** Changes name, description and the like (specification 2.5). */
export async function changeAudience(audience: Audience, params: Params, visit: Visit): Promise<void> {
  const { caller, context } = visit;
  requireWrite(caller);
  const name = boundedText('name', params.text('name'), limits.audience_name_chars_max);
  if (name !== null && name.trim() === '') throw invalidParameter('name', 'not be empty');
  const { retentionDays, ...change } = readChange(params);
  const changed = await context.control.transaction(async (tx) => {
    await writeAudit(tx, caller.tokenId, 'audience.update', String(audience.id), {});
    const days = params.has('retention_days') ? retentionDays : null;
    return updateAudience(tx, audience.id, { ...change, name, retentionDays: days });
  });
  if (!changed) throw unsupported('POST', audience.graphId);
}

/** Deletes an audience: it is gone from every later answer, and its rows are erased (specification 2.6). */
export async function removeAudience(audience: Audience, visit: Visit): Promise<void> {
  const { caller, context } = visit;
  requireWrite(caller);
  const outcome = await deleteAudience(context, caller.tokenId, audience.id);
  if (outcome === 'in_use') throw GraphError.of('audience_has_lookalikes');
  if (outcome === 'gone') throw unsupported('DELETE', audience.graphId);
}
