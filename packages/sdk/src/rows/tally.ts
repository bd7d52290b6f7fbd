import { type Reason, reasons } from '@kindred/identity';

/** Why a row, or a cell of it, could not be used. `unreadable`: the row is no list of cells and no object. */
export type Fault = Reason | 'unreadable';

/** A sentence for a person. */
export function faultText(fault: Fault): string {
  return fault === 'unreadable' ? 'The row cannot be read.' : reasons[fault];
}

/** A row with something that could not be used: where it stands and why, never what it says. */
export interface FaultSample {
  readonly line: number;
  /** What the cell should have been; empty for a whole row. */
  readonly kind: string;
  readonly fault: Fault;
}

/** What became of rows before anything was sent. */
export interface Tally {
  /** All that were read. */
  read: number;
  blank: number;
  /** Rows in which nothing finds a person: they are not sent. */
  unusable: number;
  /** Cells that were left out, by kind and fault. */
  faults: Record<string, Partial<Record<Fault, number>>>;
  /** The first of them. */
  samples: FaultSample[];
}

export const samplesMax = 100;

export function noTally(): Tally {
  return { read: 0, blank: 0, unusable: 0, faults: {}, samples: [] };
}

export function addFault(tally: Tally, sample: FaultSample): void {
  const counts = tally.faults[sample.kind] ?? {};
  tally.faults[sample.kind] = counts;
  counts[sample.fault] = (counts[sample.fault] ?? 0) + 1;
  if (tally.samples.length < samplesMax) tally.samples.push(sample);
}

/** Adds what became of some rows to what became of those before them. */
export function addTally(sum: Tally, more: Tally): void {
  sum.read += more.read;
  sum.blank += more.blank;
  sum.unusable += more.unusable;
  for (const [kind, counts] of Object.entries(more.faults)) {
    const known = sum.faults[kind] ?? {};
    sum.faults[kind] = known;
    for (const [fault, count] of Object.entries(counts) as [Fault, number][]) {
      known[fault] = (known[fault] ?? 0) + count;
    }
  }
  sum.samples.push(...more.samples.slice(0, samplesMax - sum.samples.length));
}
