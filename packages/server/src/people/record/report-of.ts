import type { ImportReject } from '@kindred/contract';
import type { SqlRow } from '../../control/index.ts';
import type { ImportFormat } from '../mapping/query.ts';
import type {
  ImportReport,
  ImportSample,
  ImportState,
  MappingReport,
  RejectedIdentifiers,
} from '../report.ts';

/** A row of kindred.people_imports. */
export interface ImportRow extends SqlRow {
  readonly id: number;
  readonly state: ImportState;
  readonly format: ImportFormat | null;
  readonly file_name: string | null;
  readonly hashed: boolean;
  readonly phone_country: string | null;
  readonly mapping: MappingReport | null;
  readonly bytes: number;
  readonly bytes_expected: number | null;
  readonly lines: number;
  readonly blank: number;
  readonly accepted: number;
  readonly rejected_rows: Partial<Record<ImportReject, number>>;
  readonly rejected_identifiers: readonly RejectedIdentifiers[];
  readonly samples: readonly ImportSample[];
  readonly version: number | null;
  readonly slices: number;
  readonly slices_done: number;
  readonly step: ApplyStep | null;
  readonly people_seen: number | null;
  readonly people_added: number | null;
  readonly people_updated: number | null;
  readonly keys_added: number | null;
  readonly keys_removed: number | null;
  readonly created_at: Date;
  readonly staged_at: Date | null;
  readonly apply_started_at: Date | null;
  readonly applied_at: Date | null;
  readonly ended_at: Date | null;
  readonly error: string | null;
}

export type ApplyStep = 'plan' | 'keys' | 'people' | 'merge';

/** What nearly every upload is made of. */
const usualKeys = ['email', 'phone', 'madid'] as const;

/** Where each step of applying begins, as a part of the whole, measured with 10 M people. */
const begins: Readonly<Record<ApplyStep, number>> = { plan: 0, keys: 0.55, people: 0.75, merge: 0.85 };

export function reportOf(row: ImportRow): ImportReport {
  const rejected = Object.values(row.rejected_rows).reduce((sum, count) => sum + count, 0);
  return {
    id: row.id,
    state: row.state,
    progress: progressOf(row),
    format: row.format,
    file_name: row.file_name,
    hashed: row.hashed,
    phone_country: row.phone_country,
    mapping: row.mapping,
    bytes: row.bytes,
    bytes_expected: row.bytes_expected,
    lines: row.lines,
    blank: row.blank,
    accepted: row.accepted,
    rejected,
    rejected_by_reason: row.rejected_rows,
    rejected_identifiers: row.rejected_identifiers,
    rejected_samples: row.samples,
    people: peopleOf(row),
    keys:
      row.keys_added === null || row.keys_removed === null
        ? null
        : { added: row.keys_added, removed: row.keys_removed },
    version: row.version,
    notes: notesOf(row),
    created_at: row.created_at.toISOString(),
    staged_at: timeOf(row.staged_at),
    apply_started_at: timeOf(row.apply_started_at),
    applied_at: timeOf(row.applied_at),
    ended_at: timeOf(row.ended_at),
    error: row.error,
  };
}

function peopleOf(row: ImportRow): ImportReport['people'] {
  if (row.people_seen === null || row.people_added === null || row.people_updated === null) return null;
  const unchanged = row.people_seen - row.people_added - row.people_updated;
  return { seen: row.people_seen, added: row.people_added, updated: row.people_updated, unchanged };
}

/** A header in an unknown language is no error, and makes an import that looks well and matches nothing. */
function notesOf({ mapping }: ImportRow): string[] {
  if (mapping === null || usualKeys.some((role) => (mapping.identifiers[role] ?? []).length > 0)) return [];
  return [
    'No column of the file was taken for e-mail addresses, telephone numbers or mobile advertiser ids, so no ' +
      'upload of these finds the people of this file. The mapping tells what each column was taken for: name ' +
      'the right ones with the parameters email, phone and madid, and import the file again.',
  ];
}

function progressOf(row: ImportRow): number {
  if (row.state === 'applied') return 1;
  if (row.state !== 'applying' || row.step === null) return 0;
  if (row.step !== 'plan') return begins[row.step];
  return row.slices === 0 ? 0 : (begins.keys * row.slices_done) / row.slices;
}

function timeOf(time: Date | null): string | null {
  return time === null ? null : time.toISOString();
}
