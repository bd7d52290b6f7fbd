import type { Funnel, UploadReport } from '@kindred/contract';
import type { Sums, UploadSession } from '@kindred/sdk';

/** What became of a list, as `kindred upload --json` answers it. */
export interface UploadAnswer {
  readonly audience: { readonly id: string; readonly name: string };
  readonly operation: UploadReport['operation'];
  readonly resumed: boolean;
  /** Ids of its upload sessions. */
  readonly sessions: readonly string[];
  /** What was read, and what could not be used of it. */
  readonly list: Sums['tally'];
  readonly sent: number;
  readonly refused: number;
  readonly refusals: Sums['refusals'];
  readonly repeated: number;
  /** On Kindred: what became of the rows that were sent, of all their uploads together. */
  readonly uploads: readonly number[];
  readonly funnel: Funnel | null;
  readonly rounded: boolean;
  /** Elsewhere: what the sessions themselves say. */
  readonly session_counts: readonly UploadSession[];
}

/** Several reports as one: their counts are added, and what one of them does not know is left out of a sum. */
export function summed(reports: readonly UploadReport[]): UploadReport | null {
  const [newest] = reports;
  if (newest === undefined) return null;
  const failed = reports.find(({ state }) => state !== 'applied');
  return {
    ...newest,
    state: failed?.state ?? 'applied',
    error: failed?.error ?? null,
    bytes: reports.reduce((sum, { bytes }) => sum + bytes, 0),
    rounded: reports.some(({ rounded }) => rounded),
    // Their lines are those of requests. Whoever sent the list knows its own.
    rejected_samples: [],
    notes: [...new Set(reports.flatMap(({ notes }) => notes))],
    funnel: reports.map(({ funnel }) => funnel).reduce(added),
  };
}

function added(left: Funnel, right: Funnel): Funnel {
  return {
    lines: left.lines + right.lines,
    blank: left.blank + right.blank,
    rejected: left.rejected + right.rejected,
    rejected_by_reason: addedCounts(left.rejected_by_reason, right.rejected_by_reason),
    duplicates: sumOf(left.duplicates, right.duplicates),
    suppressed: sumOf(left.suppressed, right.suppressed),
    accepted: sumOf(left.accepted, right.accepted),
    matched: sumOf(left.matched, right.matched),
    matched_by_kind: addedCounts(left.matched_by_kind, right.matched_by_kind),
    newly_added: sumOf(left.newly_added, right.newly_added),
    removed: sumOf(left.removed, right.removed),
  };
}

function sumOf(left: number | null, right: number | null): number | null {
  return left === null || right === null ? (left ?? right) : left + right;
}

function addedCounts<Counts extends Readonly<Partial<Record<string, number | null>>>>(
  left: Counts,
  right: Counts,
): Counts {
  const sums: Partial<Record<string, number | null>> = { ...left };
  for (const [name, count] of Object.entries(right)) sums[name] = sumOf(sums[name] ?? null, count ?? null);
  return sums as Counts;
}
