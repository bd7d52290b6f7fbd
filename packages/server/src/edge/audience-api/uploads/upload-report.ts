import type { Funnel, RelayReport, UploadReport, UploadState } from '@kindred/contract';
import type { Caller } from '../../../access/index.ts';
import { shownPeople } from '../../../audience/index.ts';
import { readFunnels, readSamples } from '../../../ledger/index.ts';
import type { UploadRecord } from '../../../stage/index.ts';
import type { EdgeContext } from '../../context.ts';

const progressOf: Record<UploadState, number> = {
  receiving: 0.25,
  staged: 0.5,
  applying: 0.75,
  applied: 1,
  aborted: 1,
  failed: 1,
  planned: 1,
};

/** The reports of these uploads, with exact numbers of people for operators and rounded ones for the rest. */
export async function uploadReports(
  { control, relay }: Pick<EdgeContext, 'control' | 'relay'>,
  caller: Caller,
  uploads: readonly UploadRecord[],
): Promise<UploadReport[]> {
  const ids = uploads.map((upload) => upload.id);
  const funnels = await readFunnels(control, ids);
  const samples = await readSamples(control, ids);
  const relayed = await relay.reports.ofUploads(ids);
  const rounded = caller.role !== 'operator';
  return uploads.flatMap((upload) => {
    const counted = funnels.get(upload.id);
    if (counted === undefined) return [];
    const report = relayed.get(upload.id);
    const unmatched = upload.isRelayed ? { ...counted, matched: null, matched_by_kind: {} } : counted;
    const funnel = report === undefined ? unmatched : withoutPeople(counted);
    return {
      id: upload.id,
      audience_id: upload.audienceId,
      operation: upload.operation,
      state: upload.state,
      progress: progressOf[upload.state],
      user_type: upload.userType,
      schema: upload.schema,
      bytes: upload.bytes,
      created_at: upload.createdAt.toISOString(),
      staged_at: upload.stagedAt?.toISOString() ?? null,
      applied_at: upload.appliedAt?.toISOString() ?? null,
      funnel: rounded ? roundedFunnel(funnel) : funnel,
      rounded,
      rejected_samples: samples.get(upload.id) ?? [],
      notes: notesOf(upload, funnel),
      error: upload.error,
      ...(report === undefined ? {} : { relay: rounded ? discreet(report, funnel) : report }),
    };
  });
}

/** Who is no operator is not told of people who opted out: their rows count as sent. */
function discreet(report: RelayReport, { suppressed }: Funnel): RelayReport {
  const { rows } = report;
  const silent = rows.withheld + (suppressed ?? 0);
  return { ...report, rows: { ...rows, relayed: rows.relayed + silent, withheld: 0 } };
}

/** Of rows that live at a platform nobody here knows whom they found. */
function withoutPeople(funnel: Funnel): Funnel {
  return { ...funnel, matched: null, matched_by_kind: {}, newly_added: null, removed: null };
}

/**
 * What says something about the population is rounded like sizes, and null below the floor: two files that
 * differ by one person must not tell whether that person is in the population. Nor whether they opted out: such
 * lines count as accepted, and are among those that were not matched.
 */
function roundedFunnel(funnel: Funnel): Funnel {
  const round = (people: number | null) => (people === null ? null : shownPeople(people));
  // A kind that is below the floor is left out: its name alone would tell that somebody matched.
  const byKind = Object.entries(funnel.matched_by_kind)
    .map(([kind, rows]) => [kind, round(rows ?? null)] as const)
    .filter(([, rows]) => rows !== null);
  return {
    ...funnel,
    suppressed: funnel.suppressed === null ? null : 0,
    accepted: funnel.accepted === null ? null : funnel.accepted + (funnel.suppressed ?? 0),
    matched: round(funnel.matched),
    matched_by_kind: Object.fromEntries(byKind),
    newly_added: round(funnel.newly_added),
    removed: round(funnel.removed),
  };
}

/** Sentences for a person who wonders why nothing came of a file. */
function notesOf(upload: UploadRecord, funnel: Funnel): string[] {
  const notes: string[] = [];
  const received = funnel.lines - funnel.blank;
  if (upload.state === 'aborted' || upload.state === 'failed') return notes;
  if (upload.stagedAt !== null && funnel.lines === 0) notes.push('The file is empty.');
  else if (upload.stagedAt !== null && received === 0) notes.push('The file holds only blank lines.');
  else if (upload.stagedAt !== null && received === funnel.rejected) {
    notes.push(
      'No line of the file could be used, so the audience got nobody from it. The samples show why: ' +
        'check that the file holds what user_type says, one person a line.',
    );
  } else if (received > 0 && funnel.rejected * 2 > received) {
    notes.push('More than half of the lines were rejected. The samples show why.');
  }
  return notes;
}
