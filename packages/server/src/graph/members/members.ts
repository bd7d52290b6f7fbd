import type { RejectReason } from '@kindred/contract';
import type { PreparedRows } from '../../intake/index.ts';

/** People of one request, read and checked. */
export interface Members {
  readonly schema: readonly string[];
  readonly rows: PreparedRows;
  /** The first of the refused rows, as they came: clients look them up by their JSON text. */
  readonly refused: readonly { readonly text: string; readonly reason: RejectReason }[];
}
