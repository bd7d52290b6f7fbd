import { addTally, noTally, rowsParted, samplesMax, type Tally } from '../rows/index.ts';
import type { Batch } from './batches.ts';

/** A row that the server refused. */
export interface Refusal {
  /** Null where the answer names a row in a way in which it was not sent. */
  readonly line: number | null;
  readonly reason: string;
}

/** What became of the rows of a list, as far as they were answered. */
export interface Sums {
  readonly tally: Tally;
  /** Rows that were sent and answered. */
  sent: number;
  /** Of these, the ones that the server could not use, and the first of them. */
  refused: number;
  refusals: Refusal[];
  /** Rows that the server counted twice, because nobody knew whether they had arrived. Their people count once. */
  repeated: number;
}

/** What the server said of one batch. */
export interface BatchAnswer {
  readonly num_received: number;
  readonly num_invalid_entries: number;
  readonly invalid_entry_samples?: Readonly<Record<string, string>> | readonly unknown[];
}

export function noSums(): Sums {
  return { tally: noTally(), sent: 0, refused: 0, refusals: [], repeated: 0 };
}

export function addBatch(sums: Sums, batch: Batch, answer: BatchAnswer): void {
  addTally(sums.tally, batch.tally);
  sums.sent += batch.rows;
  sums.refused += answer.num_invalid_entries;
  if (answer.num_invalid_entries > 0) {
    sums.refusals.push(...refusalsOf(batch, answer).slice(0, samplesMax - sums.refusals.length));
  }
}

/** Answers name refused rows by their JSON, which is how they were sent. */
function refusalsOf(batch: Batch, { invalid_entry_samples: samples = {} }: BatchAnswer): readonly Refusal[] {
  if (Array.isArray(samples)) return samples.map((reason) => ({ line: null, reason: String(reason) }));
  const reasons = new Map(Object.entries(samples as Readonly<Record<string, string>>));
  const seen = new Set<string>();
  const found = batch.text.split(rowsParted).flatMap((text, row): Refusal[] => {
    const reason = reasons.get(text);
    if (reason === undefined) return [];
    seen.add(text);
    return [{ line: batch.lineOf(row), reason }];
  });
  const unknown = [...reasons].filter(([text]) => !seen.has(text));
  return [...found, ...unknown.map(([, reason]) => ({ line: null, reason }))];
}
