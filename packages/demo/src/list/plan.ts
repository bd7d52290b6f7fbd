import type { RejectReason } from '@kindred/contract';

/** The share of the good lines that belong to people of the population. */
export const knownShare = 0.625;

const blankShare = 0.0025;
const duplicateShare = 0.015;

export type BadLine =
  | 'clear_email'
  | 'clear_phone'
  | 'md5'
  | 'sha1'
  | 'short_hash'
  | 'long_hash'
  | 'base64'
  | 'empty_hash'
  | 'header';

interface BadKind {
  readonly share: number;
  /** What the server must say about it. */
  readonly reason: RejectReason;
}

export const badKinds: Readonly<Record<BadLine, BadKind>> = {
  header: { share: 0, reason: 'not_a_hash' },
  clear_email: { share: 0.0025, reason: 'email_not_hashed' },
  clear_phone: { share: 0.001, reason: 'phone_not_hashed' },
  md5: { share: 0.0015, reason: 'md5_hash' },
  sha1: { share: 0.0006, reason: 'sha1_hash' },
  short_hash: { share: 0.0005, reason: 'hash_length' },
  long_hash: { share: 0.0002, reason: 'hash_length' },
  base64: { share: 0.0007, reason: 'base64_hash' },
  empty_hash: { share: 0.0005, reason: 'hash_of_empty' },
};

/** How many lines of each sort a file has; they add up to its lines. */
export interface ListPlan {
  readonly lines: number;
  readonly blank: number;
  readonly duplicates: number;
  readonly bad: Readonly<Record<BadLine, number>>;
  /** Different good lines of people in the population, and of strangers. */
  readonly known: number;
  readonly strangers: number;
}

export function planList(lines: number): ListPlan {
  const countOf = (share: number) => Math.max(1, Math.round(lines * share));
  const bad = Object.fromEntries(
    Object.entries(badKinds).map(([kind, { share }]) => [kind, countOf(share)]),
  ) as Record<BadLine, number>;
  const blank = countOf(blankShare);
  const duplicates = countOf(duplicateShare);
  const good = lines - blank - duplicates - badTotal(bad);
  const known = Math.round(good * knownShare);
  return { lines, blank, duplicates, bad, known, strangers: good - known };
}

export function badTotal(bad: ListPlan['bad']): number {
  return Object.values(bad).reduce((sum, count) => sum + count, 0);
}

/** What the server has to find, reason by reason. */
export function rejectsOf(plan: ListPlan): Partial<Record<RejectReason, number>> {
  const counts: Partial<Record<RejectReason, number>> = {};
  for (const [kind, { reason }] of Object.entries(badKinds) as [BadLine, BadKind][]) {
    counts[reason] = (counts[reason] ?? 0) + plan.bad[kind];
  }
  return counts;
}
