import type { SqlRow } from '../control/index.ts';
import type { SharePermission } from './sharing/index.ts';

/** How an audience came to the ad account that it is seen from, which does not own it. */
export interface Reception {
  readonly id: number;
  /** The account that it is seen from. */
  readonly adAccountId: number;
  readonly permissions: SharePermission;
}

/** A named set of people of one ad account. */
export interface Audience {
  readonly id: number;
  readonly graphId: string;
  readonly adAccountId: number;
  readonly name: string;
  readonly subtype: string;
  readonly description: string | null;
  readonly optOutLink: string | null;
  readonly userType: string | null;
  readonly memberCount: number;
  /** Uploads accepted, and of these applied. Different: people are still being found. */
  readonly accepted: number;
  readonly applied: number;
  /** Lines that could be used, of all applied uploads. */
  readonly goodRows: number;
  readonly lastRejectedPercent: number | null;
  readonly lastMatchedPercent: number | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly contentUpdatedAt: Date | null;
  readonly customerFileSource: string | null;
  readonly isValueBased: boolean;
  readonly retentionDays: number;
  /** What its rows are made of, in Meta's words (specification 2.1). */
  readonly dataSubType: string;
  /** A replace is under way. */
  readonly isReplacing: boolean;
  /** The last replace was cut off by its time, or could not be applied. */
  readonly replaceFailed: boolean;
  /** Of a lookalike, how far it is built; null for any other audience. */
  readonly lookalikeState: LookalikeState | null;
  /** Null for an audience that lives here. */
  readonly relayed: Relayed | null;
  /** Null where it was asked for as an audience of its own account. */
  readonly reception: Reception | null;
}

/** An audience as its platform showed it last. */
export interface Remote {
  readonly operation: { readonly code: number; readonly text: string };
  readonly delivery: { readonly code: number; readonly text: string };
  readonly size: { readonly lower: number; readonly upper: number } | null;
  readonly isReplacing: boolean;
}

/** Where an audience lives that is not here. */
export interface Relayed {
  /** Its id there; null until it exists. */
  readonly remoteId: string | null;
  /** Null until it was read. */
  readonly remote: Remote | null;
  readonly wasRead: boolean;
  /** Why it could not be made there. */
  readonly said: string | null;
}

/** building: not built yet; ready; failed: could not be built; stale: built, and the last refresh failed. */
export type LookalikeState = 'building' | 'ready' | 'failed' | 'stale';

export interface AudienceRow extends SqlRow {
  readonly id: number;
  readonly graph_id: string;
  readonly ad_account_id: number;
  readonly name: string;
  readonly subtype: string;
  readonly description: string | null;
  readonly opt_out_link: string | null;
  readonly user_type: string | null;
  readonly member_count: number;
  readonly accepted: number;
  readonly applied: number;
  readonly good_rows: number;
  readonly last_rejected_percent: number | null;
  readonly last_matched_percent: number | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly content_updated_at: Date | null;
  readonly customer_file_source: string | null;
  readonly is_value_based: boolean;
  readonly retention_days: number;
  readonly data_sub_type: string;
  readonly replace_session: number | null;
  readonly replace_failed: boolean;
  readonly lookalike_state: LookalikeState | null;
  readonly is_relayed: boolean;
  readonly remote_id: string | null;
  readonly remote: Remote | null;
  readonly remote_read_at: Date | null;
  readonly remote_said: string | null;
  /** Only in what is read for who may have the audience shared. */
  readonly share_id?: number | null;
  readonly share_account_id?: number | null;
  readonly share_permissions?: SharePermission | null;
}

export function audienceOf(row: AudienceRow): Audience {
  return {
    id: row.id,
    graphId: row.graph_id,
    adAccountId: row.ad_account_id,
    name: row.name,
    subtype: row.subtype,
    description: row.description,
    optOutLink: row.opt_out_link,
    userType: row.user_type,
    memberCount: row.member_count,
    accepted: row.accepted,
    applied: row.applied,
    goodRows: row.good_rows,
    lastRejectedPercent: row.last_rejected_percent,
    lastMatchedPercent: row.last_matched_percent,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    contentUpdatedAt: row.content_updated_at,
    customerFileSource: row.customer_file_source,
    isValueBased: row.is_value_based,
    retentionDays: row.retention_days,
    dataSubType: row.data_sub_type,
    isReplacing: row.replace_session !== null,
    replaceFailed: row.replace_failed,
    lookalikeState: row.lookalike_state,
    relayed: row.is_relayed
      ? {
          remoteId: row.remote_id,
          remote: row.remote,
          wasRead: row.remote_read_at !== null,
          said: row.remote_said,
        }
      : null,
    reception: receptionOf(row),
  };
}

/** The id by which the Graph API of where it lives knows an audience; null until it exists there. */
export function shownGraphId({ graphId, relayed }: Pick<Audience, 'graphId' | 'relayed'>): string | null {
  return relayed === null ? graphId : relayed.remoteId;
}

function receptionOf(row: AudienceRow): Reception | null {
  const {
    share_id: id = null,
    share_account_id: adAccountId = null,
    share_permissions: permissions = null,
  } = row;
  return id === null || adAccountId === null || permissions === null
    ? null
    : { id, adAccountId, permissions };
}
