import type { ImportReject } from '@kindred/contract';
import type { ImportFormat } from './mapping/query.ts';

/**
 * receiving: bytes arrive · staged: durable, the caller was answered · applying: being written to the
 * population · applied: done · aborted: the request ended early · failed: see `error`. Of an import that was
 * aborted or failed nothing counts but its record.
 */
export type ImportState = 'receiving' | 'staged' | 'applying' | 'applied' | 'aborted' | 'failed';

export interface ImportSample {
  /** Line of the file, counted from 1; of a Parquet file the row. */
  readonly line: number;
  /** Null: the row was rejected. Else what in it was: EMAIL, FN, FEATURE … */
  readonly identifier: string | null;
  readonly reason: ImportReject;
  /** The shape of the value: letters as x, digits as 9. Never the value. */
  readonly sample: string;
}

export interface RejectedIdentifiers {
  readonly identifier: string;
  readonly reason: ImportReject;
  readonly count: number;
}

/** Which columns were taken for what. */
export interface MappingReport {
  readonly identifiers: Readonly<Record<string, readonly string[]>>;
  readonly hashed: readonly string[];
  readonly features: readonly string[];
  readonly ignored: readonly string[];
}

/**
 * What became of a population file. Always: lines = blank + rejected + accepted, and once planned
 * people.seen = added + updated + unchanged ≤ accepted.
 */
export interface ImportReport {
  readonly id: number;
  readonly state: ImportState;
  /** Of the applying, 0 to 1; its figures count from `apply_started_at`. */
  readonly progress: number;
  readonly format: ImportFormat | null;
  readonly file_name: string | null;
  readonly hashed: boolean;
  readonly phone_country: string | null;
  readonly mapping: MappingReport | null;
  /** As received, so packed if the file is packed. */
  readonly bytes: number;
  readonly bytes_expected: number | null;
  readonly lines: number;
  readonly blank: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly rejected_by_reason: Partial<Record<ImportReject, number>>;
  /** Of people that were taken without them. */
  readonly rejected_identifiers: readonly RejectedIdentifiers[];
  readonly rejected_samples: readonly ImportSample[];
  /** Null until planned. */
  readonly people: {
    readonly seen: number;
    readonly added: number;
    readonly updated: number;
    readonly unchanged: number;
  } | null;
  readonly keys: { readonly added: number; readonly removed: number } | null;
  /** The version of the population that this import made. */
  readonly version: number | null;
  /** Sentences for a person: what will surprise whoever uploads to this population. */
  readonly notes: readonly string[];
  readonly created_at: string;
  readonly staged_at: string | null;
  readonly apply_started_at: string | null;
  readonly applied_at: string | null;
  readonly ended_at: string | null;
  readonly error: string | null;
}
