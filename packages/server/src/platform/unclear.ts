import type { SessionCounts } from './platform.ts';

export interface UnclearBatch {
  readonly rowCount: number;
  /** Rows of the same session that are known to have been received. All its other batches are settled. */
  readonly receivedBefore: number;
}

/**
 * Whether a batch whose answer was lost has arrived, by what the platform counted of its session: null where that
 * does not tell, so that it has to be sent again.
 */
export function hasArrived(
  { rowCount, receivedBefore }: UnclearBatch,
  counts: SessionCounts | null,
): boolean | null {
  if (counts === null || rowCount === 0) return null;
  if (counts.received === receivedBefore + rowCount) return true;
  return counts.received === receivedBefore ? false : null;
}
