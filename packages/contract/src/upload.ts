import type { KeyKind } from './key-kind.ts';
import type { RejectReason } from './reject.ts';
import type { RelayReport } from './relay.ts';

/** mirror: the file is the whole list, as with replace, and only what differs from the last one is sent. */
export const operations = ['add', 'remove', 'replace', 'mirror'] as const;
export type Operation = (typeof operations)[number];

/** What a session of requests can do. A mirror wants the whole file at once. */
export type SessionOperation = Exclude<Operation, 'mirror'>;

export function isOperation(text: string): text is Operation {
  return (operations as readonly string[]).includes(text);
}

/**
 * receiving: bytes arrive · staged: durable, the caller was answered · applying: being matched ·
 * applied: in the audience · aborted: the request ended early, nothing of it counts · failed: see `error` ·
 * planned: only asked about, and what its counts say did not happen.
 */
export type UploadState = 'receiving' | 'staged' | 'applying' | 'applied' | 'aborted' | 'failed' | 'planned';

/**
 * What became of every line. Always:
 * lines = blank + rejected + duplicates + suppressed + accepted, rejected = sum of rejected_by_reason,
 * matched = sum of matched_by_kind ≤ accepted. Counts of people in the population are exact for operators
 * and rounded for everybody else (null below the floor), so that nobody can be probed one by one; lines of people
 * who opted out are `suppressed` for operators, and among the `accepted` for everybody else.
 */
export interface Funnel {
  readonly lines: number;
  readonly blank: number;
  readonly rejected: number;
  readonly rejected_by_reason: Partial<Record<RejectReason, number>>;
  readonly duplicates: number | null;
  readonly suppressed: number | null;
  readonly accepted: number | null;
  readonly matched: number | null;
  readonly matched_by_kind: Partial<Record<KeyKind, number | null>>;
  readonly newly_added: number | null;
  readonly removed: number | null;
}

export interface RejectSample {
  /** Line of the uploaded file, counted from 1. */
  readonly line: number;
  readonly reason: RejectReason;
  /** The shape of the value: letters as x, digits as 9. Never the value. */
  readonly sample: string;
}

export interface UploadReport {
  readonly id: number;
  /** Null for the file of an audience that was never made, because the file broke off. */
  readonly audience_id: number | null;
  readonly operation: Operation;
  readonly state: UploadState;
  /** 0 to 1: half for receiving and staging, half for matching. */
  readonly progress: number;
  readonly user_type: string | null;
  readonly schema: readonly string[] | null;
  readonly bytes: number;
  readonly created_at: string;
  readonly staged_at: string | null;
  readonly applied_at: string | null;
  readonly funnel: Funnel;
  /** True when counts of people were rounded for the caller's role. */
  readonly rounded: boolean;
  readonly rejected_samples: readonly RejectSample[];
  /** A sentence for a person: why nothing matched, why nothing was taken. */
  readonly notes: readonly string[];
  readonly error: string | null;
  /** Of an audience that lives at a platform: what became of the accepted rows there. Absent for others. */
  readonly relay?: RelayReport;
}
