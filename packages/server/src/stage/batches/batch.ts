import type { Operation, RejectReason } from '@kindred/contract';

/** Rows of one request, checked, with what was refused of them. */
export interface BatchRows {
  readonly received: number;
  readonly good: number;
  readonly rejected: ReadonlyMap<RejectReason, number>;
  /** The only key of each row, more by 100 where rows have values; 0 when rows have several keys. */
  readonly kindCode: number;
  /** One line for each good row, each behind a line feed: place, value and keys (see stage-keys.sql). */
  readonly lines: string;
}

export interface NewBatch {
  readonly adAccountId: number;
  readonly audienceId: number;
  readonly operation: Operation;
  /** The caller's session; null: one is invented for this request. */
  readonly session: BatchSession | null;
  readonly rows: BatchRows;
}

export interface BatchSession {
  readonly id: number;
  readonly text: string;
  /** Its place in the session, known once; null where a place may come again. */
  readonly batchSeq: number | bigint | null;
  readonly isLast: boolean;
}

/** What the caller is told: durable from here on. */
export interface StagedBatch {
  readonly sessionText: string;
  /** Rows of the session so far, or when a repeated batch came first. */
  readonly receivedTotal: number;
  readonly isRepeated: boolean;
}

/** The audience was deleted while its rows were on their way. */
export class AudienceGone extends Error {
  override readonly name = 'AudienceGone';
}

/** A replace began or ended while rows were on their way that may not come during it, or only during it. */
export class ReplaceChanged extends Error {
  override readonly name = 'ReplaceChanged';
}
