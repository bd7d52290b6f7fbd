import { limits } from '@kindred/contract';
import { type Audience, sizeBounds } from '../../audience/index.ts';
import { subTypeOf } from '../nodes/audience-node.ts';
import { GraphError } from '../wire/index.ts';

/** Made of rows with several keys each; any other rows have one. */
const severalKeys: ReadonlySet<string> = new Set(['MULTI_HASHES', 'EXTERNAL_IDS_MIX']);

/**
 * Refuses to add rows of one key to an audience of rows with several, or the other way round (specification 3.8).
 * `subType`: what the new rows are made of.
 */
export function refuseMixing(audience: Audience, subType: string): void {
  const before = subTypeOf(audience);
  if (before === null || severalKeys.has(before) === severalKeys.has(subType)) return;
  throw GraphError.of('sources_mixed', { before, added: subType });
}

/**
 * Refuses to take out rows that could leave fewer people than a size is ever shown to be (specification 3.9, which
 * knows no number). It looks at the shown size only, and takes every row for a member: from the exact size, or from
 * who matches, a caller could learn by refusals what sizes are rounded to hide.
 */
export function refuseFewLeft(audience: Audience, rows: number): void {
  if (rows === 0 || sizeBounds(audience).lower - rows >= limits.size_floor_people) return;
  throw GraphError.of('audience_too_small');
}
