import type { Reason } from '@kindred/identity';

/** What became of the values of one kind. */
export interface KindCounts {
  values: number;
  hashed: number;
  refused: Partial<Record<Reason, number>>;
}

/** What became of some rows. Counts only. */
export interface Counts {
  rows: number;
  written: number;
  /** Rows without any key that is taken; nothing is written for them. */
  empty: number;
  unreadable: number;
  kinds: Partial<Record<string, KindCounts>>;
}

export function noCounts(): Counts {
  return { rows: 0, written: 0, empty: 0, unreadable: 0, kinds: {} };
}

/** The counts of a kind, which are there from now on. */
export function countsOf(counts: Counts, kind: string): KindCounts {
  const known = counts.kinds[kind] ?? { values: 0, hashed: 0, refused: {} };
  counts.kinds[kind] = known;
  return known;
}

/** Adds the counts of some rows to those of others. */
export function addCounts(sum: Counts, more: Counts): void {
  sum.rows += more.rows;
  sum.written += more.written;
  sum.empty += more.empty;
  sum.unreadable += more.unreadable;
  for (const [kind, counts] of Object.entries(more.kinds)) {
    if (counts === undefined) continue;
    const known = countsOf(sum, kind);
    known.values += counts.values;
    known.hashed += counts.hashed;
    for (const [reason, count] of Object.entries(counts.refused) as [Reason, number][]) {
      known.refused[reason] = (known.refused[reason] ?? 0) + count;
    }
  }
}
