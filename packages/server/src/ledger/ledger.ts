import type { Funnel, KeyKind, RejectReason, RejectSample } from '@kindred/contract';
import type { Statements } from '../control/index.ts';
import { sqlIn } from '../kernel/sql-file.ts';

const statement = sqlIn(import.meta.url);

/** Known once an upload is staged. lines = blank + rejected + good rows. */
export interface StagedCounts {
  readonly lines: number;
  readonly blank: number;
  readonly rejected: ReadonlyMap<RejectReason, number>;
  readonly samples: readonly RejectSample[];
}

/** Known once an upload is applied. good rows = duplicates + suppressed + accepted. */
export interface AppliedCounts {
  readonly duplicates: number;
  readonly suppressed: number;
  readonly accepted: number;
  readonly matchedByKind: ReadonlyMap<KeyKind, number>;
  readonly newlyAdded: number;
  readonly removed: number;
}

type Entry = readonly [counter: string, reason: string, rowCount: number];

/** Writes what became of the lines at the door. In the transaction that makes the upload staged. */
export async function writeStagedCounts(
  tx: Statements,
  uploadId: number,
  counts: StagedCounts,
): Promise<void> {
  await writeEntries(tx, uploadId, [
    ['lines', '', counts.lines],
    ['blank', '', counts.blank],
    ...[...counts.rejected].map(([reason, rows]): Entry => ['rejected', reason, rows]),
  ]);
  if (counts.samples.length === 0) return;
  await tx.query(statement('write-samples'), [
    uploadId,
    counts.samples.map((sample) => sample.line),
    counts.samples.map((sample) => sample.reason),
    counts.samples.map((sample) => sample.sample),
  ]);
}

/** Writes what became of the good rows. In the transaction that makes the upload applied. */
export async function writeAppliedCounts(
  tx: Statements,
  uploadId: number,
  counts: AppliedCounts,
): Promise<void> {
  await writeEntries(tx, uploadId, [
    ['duplicates', '', counts.duplicates],
    ['suppressed', '', counts.suppressed],
    ['accepted', '', counts.accepted],
    ...[...counts.matchedByKind].map(([kind, rows]): Entry => ['matched', kind, rows]),
    ['newly_added', '', counts.newlyAdded],
    ['removed', '', counts.removed],
  ]);
}

async function writeEntries(tx: Statements, uploadId: number, entries: readonly Entry[]): Promise<void> {
  await tx.query(statement('write-counts'), [
    uploadId,
    entries.map(([counter]) => counter),
    entries.map(([, reason]) => reason),
    entries.map(([, , rows]) => rows),
  ]);
}

/** The funnels of these uploads, exact. Counters that are not known yet are null. */
export async function readFunnels(
  control: Statements,
  uploadIds: readonly number[],
): Promise<ReadonlyMap<number, Funnel>> {
  const rows = await control.query<{
    upload_id: number;
    counter: string;
    reason: string;
    row_count: number;
  }>(statement('read-counts'), [uploadIds]);
  const byUpload = Map.groupBy(rows, (row) => row.upload_id);
  return new Map(uploadIds.map((id) => [id, funnelOf(byUpload.get(id) ?? [])]));
}

interface LedgerRow {
  readonly counter: string;
  readonly reason: string;
  readonly row_count: number;
}

function funnelOf(rows: readonly LedgerRow[]): Funnel {
  const one = (counter: string) => rows.find((row) => row.counter === counter)?.row_count ?? null;
  const byReason = (counter: string) =>
    Object.fromEntries(
      rows.filter((row) => row.counter === counter).map((row) => [row.reason, row.row_count]),
    );
  const sum = (counts: Record<string, number>) =>
    Object.values(counts).reduce((total, each) => total + each, 0);
  const rejected = byReason('rejected');
  const matched = byReason('matched');
  const accepted = one('accepted');
  return {
    lines: one('lines') ?? 0,
    blank: one('blank') ?? 0,
    rejected: sum(rejected),
    rejected_by_reason: rejected,
    duplicates: one('duplicates'),
    suppressed: one('suppressed'),
    accepted,
    matched: accepted === null ? null : sum(matched),
    matched_by_kind: matched,
    newly_added: one('newly_added'),
    removed: one('removed'),
  };
}

/** Masked samples of what was rejected, in the order of the file. */
export async function readSamples(
  control: Statements,
  uploadIds: readonly number[],
): Promise<ReadonlyMap<number, readonly RejectSample[]>> {
  const rows = await control.query<{ upload_id: number; line: number; reason: RejectReason; sample: string }>(
    statement('read-samples'),
    [uploadIds],
  );
  const byUpload = Map.groupBy(rows, (row) => row.upload_id);
  return new Map(
    uploadIds.map((id) => [
      id,
      (byUpload.get(id) ?? []).map(({ line, reason, sample }) => ({ line, reason, sample })),
    ]),
  );
}
