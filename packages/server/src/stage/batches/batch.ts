import type { Operation } from '@kindred/contract';
import type { PreparedRows } from '../../intake/index.ts';

/** Rows of one request, checked. The names of the refused ones are the caller's affair. */
export type BatchRows = Omit<PreparedRows, 'samples'>;

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
  /** What a batch that comes again is known by: its number, or its number and its rows; null where nothing knows it. */
  readonly batchSeq: number | bigint | null;
  readonly isLast: boolean;
}

/** What the caller is told: durable from here on. */
export interface StagedBatch {
  readonly sessionText: string;
  /** Rows of the session so far, or when a repeated batch came first. */
  readonly receivedTotal: number;
}

/** The audience was deleted while its rows were on their way. */
export class AudienceGone extends Error {
  override readonly name = 'AudienceGone';
}

/** A replace began or ended while rows were on their way that may not come during it, or only during it. */
export class ReplaceChanged extends Error {
  override readonly name = 'ReplaceChanged';
}
