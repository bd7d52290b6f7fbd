import { type Column, partBits } from '../column/index.ts';
import type { Control, SqlRow, Statements } from '../control/index.ts';
import { sqlIn } from '../kernel/sql-file.ts';
import { optedOutPeople } from '../optout/index.ts';

const statement = sqlIn(import.meta.url);

/** An audience as the walk sees it: which rows of the column store count. */
export interface Current extends SqlRow {
  readonly id: number;
  readonly epoch: number;
  readonly applied_run: number;
  readonly member_count: number;
  readonly log_rows: number;
  /** Uploads were accepted that are not applied yet. */
  readonly is_waiting: boolean;
  readonly deleted: boolean;
}

export interface Run {
  readonly id: number;
  /** Runs of this audience that died. Their rows count for nobody, until they are erased. */
  readonly abandoned: readonly number[];
}

export async function currentOf(control: Control, audienceId: number): Promise<Current | null> {
  const [current] = await control.query<Current>(statement('current'), [audienceId]);
  return current === undefined || current.deleted ? null : current;
}

/**
 * The members of an audience as a part of statements of the column store, with `last_kind` and `last_value` of each: in
 * the parameters that `memberParams` gives.
 */
export const membersPart = statement('members');

/** Which rows of the column store are the members of an audience, at one moment. */
export interface MemberState {
  readonly audienceId: number;
  readonly epoch: number;
  readonly run: number;
  /** Runs that died: their rows count for nobody. */
  readonly abandoned: readonly number[];
}

export function memberParams({ audienceId, epoch, run, abandoned }: MemberState) {
  return { audience: audienceId, epoch, run, abandoned };
}

/** An audience as it is for who only reads its members. */
export interface Membership extends MemberState {
  readonly members: number;
  /** Uploads were accepted that are not applied yet. */
  readonly isWaiting: boolean;
  readonly isDeleted: boolean;
}

/** Null for an audience that never was. */
export async function membershipOf(control: Statements, audienceId: number): Promise<Membership | null> {
  const [current] = await control.query<Current>(statement('current'), [audienceId]);
  if (current === undefined) return null;
  const abandoned = await control.query<{ id: number }>(statement('abandoned-runs'), [audienceId]);
  return {
    audienceId,
    epoch: current.epoch,
    run: current.applied_run,
    abandoned: abandoned.map(({ id }) => id),
    members: current.member_count,
    isWaiting: current.is_waiting,
    isDeleted: current.deleted,
  };
}

/** Begins to write rows for an audience. Whoever began before and did not commit never will. */
export async function beginRun(control: Control, audienceId: number): Promise<Run> {
  return control.transaction(async (tx) => {
    await tx.query(statement('abandon-runs'), [audienceId]);
    const [run] = await tx.query<{ id: number }>(statement('begin-run'), [audienceId]);
    const abandoned = await tx.query<{ id: number }>(statement('abandoned-runs'), [audienceId]);
    if (run === undefined) throw new Error('a run came back without its id');
    return { id: run.id, abandoned: abandoned.map((row) => row.id) };
  });
}

export interface MemberCount {
  readonly members: number;
  readonly logRows: number;
}

/** Members under this epoch, the run itself included whether or not it is committed. */
export async function countMembers(
  column: Column,
  audienceId: number,
  epoch: number,
  run: Run,
): Promise<MemberCount> {
  const [row] = await column.query<{ members: string; log_rows: string }>(statement('count-members'), {
    audience: audienceId,
    epoch,
    run: run.id,
    abandoned: run.abandoned,
  });
  return { members: Number(row?.members ?? 0), logRows: Number(row?.log_rows ?? 0) };
}

/** A set of this many people takes about 250 MB in the engine. */
const peoplePerSlice = 8_000_000;
const personSpace = 1n << 64n;

/** Members of an epoch to which this run is the first to write, and only adds. `rows`: how many it wrote. */
export async function countFirstMembers(
  column: Column,
  audienceId: number,
  epoch: number,
  run: Run,
  rows: number,
): Promise<MemberCount> {
  const slices = BigInt(Math.max(1, Math.ceil(rows / peoplePerSlice)));
  let members = 0;
  let logRows = 0;
  for (let slice = 0n; slice < slices; slice += 1n) {
    const [row] = await column.query<{ members: string; log_rows: string }>(
      statement('count-first-members'),
      {
        audience: audienceId,
        epoch,
        run: run.id,
        from: (personSpace * slice) / slices,
        to: (personSpace * (slice + 1n)) / slices - 1n,
        part_bits: partBits(rows),
      },
    );
    members += Number(row?.members ?? 0);
    logRows += Number(row?.log_rows ?? 0);
  }
  return { members, logRows };
}

/** People in both the old and the new set of a replace. */
export async function countKept(
  column: Column,
  audienceId: number,
  epochs: { readonly old: number; readonly new: number },
  run: Run,
): Promise<number> {
  const [row] = await column.query<{ kept: string }>(statement('count-kept'), {
    audience: audienceId,
    old_epoch: epochs.old,
    new_epoch: epochs.new,
    run: run.id,
    abandoned: run.abandoned,
  });
  return Number(row?.kept ?? 0);
}

/** Writes that members behind a suppressed key are out. */
export async function purgeSuppressed(column: Column, current: Current, run: Run): Promise<void> {
  await column.exec(statement('purge', { members: membersPart, opted_out: optedOutPeople }), {
    audience: current.id,
    epoch: current.epoch,
    run: current.applied_run,
    new_run: run.id,
    abandoned: run.abandoned,
  });
}

/** Writes the members anew, once each, under the next epoch. */
export async function rewrite(column: Column, current: Current, run: Run): Promise<void> {
  await column.exec(statement('rewrite', { members: membersPart }), {
    audience: current.id,
    epoch: current.epoch,
    new_epoch: current.epoch + 1,
    run: current.applied_run,
    new_run: run.id,
    abandoned: run.abandoned,
  });
}

/**
 * Erases rows that no longer count: all of a deleted audience, and of a living one those of abandoned runs
 * and of epochs that a replace has left behind.
 */
export async function eraseDeadRows(control: Control, column: Column, audienceId: number): Promise<void> {
  const [current] = await control.query<Current>(statement('current'), [audienceId]);
  if (current === undefined) return;
  const abandoned = await control.query<{ id: number }>(statement('abandoned-runs'), [audienceId]);
  const runs = abandoned.map((row) => row.id);
  const dead = current.deleted ? '1' : `(epoch < ${current.epoch} OR run IN (${[0, ...runs].join(', ')}))`;
  await column.exec(
    `ALTER TABLE memberships DELETE IN PARTITION ${audienceId % 16} ` +
      `WHERE audience = ${audienceId} AND ${dead} SETTINGS mutations_sync = 2`,
  );
  await control.query(statement('mark-erased'), [audienceId, runs]);
}
