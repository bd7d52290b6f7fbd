import { writeAudit } from '../access/index.ts';
import type { Control, Statements } from '../control/index.ts';
import { sqlIn } from '../kernel/sql-file.ts';
import { type Audience, type AudienceRow, audienceOf } from './audience.ts';
import { lockAudience } from './lock.ts';
import { unshareAll } from './sharing/index.ts';

const statement = sqlIn(import.meta.url);

export interface NewAudience {
  readonly adAccountId: number;
  readonly name: string;
  readonly subtype: string;
  readonly description: string | null;
  readonly optOutLink: string | null;
  readonly userType: string | null;
  readonly customerFileSource?: string | null;
  readonly isValueBased?: boolean;
  readonly retentionDays?: number;
  /** It lives at the platform of its ad account. */
  readonly isRelayed?: boolean;
}

/** What may be changed of an audience; what is absent stays. */
export interface AudienceChange {
  readonly name?: string | null;
  readonly description?: string | null;
  readonly optOutLink?: string | null;
  readonly customerFileSource?: string | null;
  readonly retentionDays?: number | null;
  readonly dataSubType?: string | null;
  /** An empty description or link takes it away, instead of being one. */
  readonly emptyIsNone?: boolean;
}

/** Adds an audience, in the caller's transaction. */
export async function insertAudience(tx: Statements, audience: NewAudience): Promise<Audience> {
  const [row] = await tx.query<AudienceRow>(statement('insert'), [
    audience.adAccountId,
    audience.name,
    audience.subtype,
    audience.description,
    audience.optOutLink,
    audience.userType,
    audience.customerFileSource ?? null,
    audience.isValueBased ?? false,
    audience.retentionDays ?? 0,
    audience.isRelayed ?? false,
  ]);
  if (row === undefined) throw new Error('an inserted audience came back without its id');
  return audienceOf(row);
}

/**
 * Hides an audience from every later answer, in the caller's transaction, which holds its lock; its rows are erased by a
 * job. Gives the segments of uploads that will never be applied now.
 */
async function hideAudience(tx: Statements, id: number): Promise<readonly number[]> {
  await tx.query(statement('delete'), [id]);
  await unshareAll(tx, id);
  const ended = await tx.query<{ segment: number }>(statement('end-uploads-of-deleted'), [id]);
  return ended.map((row) => row.segment);
}

/** What a deletion sets off. */
export interface DeletionOptions {
  readonly control: Control;
  readonly dropSegment: (segment: number) => Promise<void>;
  readonly requestErase: (audienceId: number) => Promise<void>;
}

/** `in_use`: lookalikes start from it. */
export type DeletionOutcome = 'deleted' | 'gone' | 'in_use';

/** Deletes an audience for the holder of a token: everything that the APIs do for it. */
export async function deleteAudience(
  { control, dropSegment, requestErase }: DeletionOptions,
  tokenId: number,
  audienceId: number,
): Promise<DeletionOutcome> {
  const segments = await control.transaction(async (tx) => {
    if (!(await lockAudience(tx, audienceId))) return 'gone' as const;
    if ((await tx.query(statement('lookalikes-of'), [audienceId])).length > 0) return 'in_use' as const;
    await writeAudit(tx, tokenId, 'audience.delete', String(audienceId));
    return hideAudience(tx, audienceId);
  });
  if (segments === 'in_use' || segments === 'gone') return segments;
  for (const segment of segments) await dropSegment(segment);
  await requestErase(audienceId);
  return 'deleted';
}

/** Changes what is said of an audience. False when it was deleted meanwhile. */
export async function updateAudience(tx: Statements, id: number, change: AudienceChange): Promise<boolean> {
  const rows = await tx.query(statement('update'), [
    id,
    change.name ?? null,
    change.description ?? null,
    change.optOutLink ?? null,
    change.customerFileSource ?? null,
    change.retentionDays ?? null,
    change.dataSubType ?? null,
    change.emptyIsNone ?? false,
  ]);
  return rows.length > 0;
}
