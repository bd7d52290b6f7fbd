import { type Operation, valuedKind } from '@kindred/contract';
import { type Column, ColumnFull } from '../column/index.ts';
import type { Control, SqlRow, Statements } from '../control/index.ts';
import { sqlIn } from '../kernel/sql-file.ts';
import { type AppliedCounts, writeAppliedCounts } from '../ledger/index.ts';
import { matchSegment } from '../match/index.ts';
import {
  beginRun,
  type Current,
  countFirstMembers,
  countKept,
  countMembers,
  currentOf,
  eraseDeadRows,
  purgeSuppressed,
  type Run,
  rewrite,
} from './runs.ts';
import { shownMatchedPercent } from './status.ts';

const statement = sqlIn(import.meta.url);

/** An upload that failed this often for a reason of its own gives way to the next one. */
const attemptsMax = 5;

/** More rows than this many for each member, and a million more: the audience is written anew. */
const logRowsPerMemberMax = 3;
const logRowsFree = 1_000_000;

export interface ApplierOptions {
  readonly control: Control;
  readonly column: Column;
  /** The only key of each row of a user type; null for rows of several keys. */
  readonly kindCodeOf: (userType: string | null) => number | null;
  readonly dropSegment: (segment: number) => Promise<void>;
  /** Closes what gathers batches of requests for this audience. */
  readonly closeGatherings: (audienceId: number) => Promise<void>;
  /** Brings all rows of such an upload into the column store, and gives the segment that holds them. */
  readonly pour: (upload: {
    readonly id: number;
    readonly segment: number;
    readonly kindCode: number;
  }) => Promise<void>;
  readonly requestErase: (audienceId: number) => Promise<void>;
  readonly onApplied: (uploadId: number, counts: AppliedCounts) => void;
  readonly onFailed: (uploadId: number, error: unknown) => void;
}

interface NextUpload extends SqlRow {
  readonly id: number;
  readonly operation: Operation;
  readonly segment: number;
  readonly user_type: string | null;
  /** Of an upload that gathered batches: the only key of each row, more by 100 where rows have values; or 0. Null for a file. */
  readonly kind_code: number | null;
  readonly good_rows: number;
  readonly attempts: number;
}

/** Where rows of memberships are written to. */
export interface RunTarget {
  readonly audienceId: number;
  readonly epoch: number;
  readonly run: number;
}

/** How many people were members before, are now, and were and are. */
export interface Replaced {
  readonly before: number;
  readonly members: number;
  readonly kept: number;
}

/** Takes accepted uploads into their audience: one writer an audience, in the order of acceptance. */
export class Applier {
  readonly #options: ApplierOptions;

  constructor(options: ApplierOptions) {
    this.#options = options;
  }

  /** Applies everything that waits for this audience. Running it again finds nothing to do. */
  async applyAll(audienceId: number): Promise<void> {
    const { control } = this.#options;
    await control.exclusively(audienceId, async () => {
      await this.#options.closeGatherings(audienceId);
      for (;;) {
        const [upload] = await control.query<NextUpload>(statement('next-upload'), [audienceId]);
        const current = await currentOf(control, audienceId);
        if (upload === undefined || current === null) break;
        await this.#applyOne(current, upload);
      }
      await this.#rewriteIfLong(audienceId);
    });
  }

  /**
   * Puts other people in the place of an audience's, all at once: `write` writes their rows for this target. What of
   * it is cut off counts for nobody. Null when the audience was deleted meanwhile.
   */
  async replaceMembers(
    audienceId: number,
    write: (target: RunTarget) => Promise<void>,
  ): Promise<Replaced | null> {
    const { control, column, requestErase } = this.#options;
    return control.exclusively(audienceId, async () => {
      const current = await currentOf(control, audienceId);
      if (current === null) return null;
      const run = await beginRun(control, audienceId);
      const epoch = current.epoch + 1;
      await write({ audienceId, epoch, run: run.id });
      const after = await countMembers(column, audienceId, epoch, run);
      const { removed } = await this.#changes(current, 'replace', after.members, run);
      const committed = await control.transaction((tx) => commitRun(tx, { current, epoch, run, ...after }));
      if (!committed) return null;
      await requestErase(audienceId);
      return { before: current.member_count, members: after.members, kept: current.member_count - removed };
    });
  }

  /** Takes people who opted out of this audience. */
  async purge(audienceId: number): Promise<void> {
    const { control, column } = this.#options;
    await control.exclusively(audienceId, async () => {
      const current = await currentOf(control, audienceId);
      if (current === null) return;
      const run = await beginRun(control, audienceId);
      await purgeSuppressed(column, current, run);
      const after = await countMembers(column, audienceId, current.epoch, run);
      await control.transaction((tx) => commitRun(tx, { current, epoch: current.epoch, run, ...after }));
    });
  }

  /** Erases what no longer counts of this audience. */
  async erase(audienceId: number): Promise<void> {
    const { control, column } = this.#options;
    await control.exclusively(audienceId, () => eraseDeadRows(control, column, audienceId));
  }

  /** Audiences with work that was accepted and not done, and such with rows to erase: after a start. */
  async pending(): Promise<{ readonly waiting: readonly number[]; readonly dirty: readonly number[] }> {
    const { control } = this.#options;
    const waiting = await control.query<{ audience_id: number }>(statement('waiting-audiences'));
    const dirty = await control.query<{ id: number }>(statement('dirty-audiences'));
    return { waiting: waiting.map((row) => row.audience_id), dirty: dirty.map((row) => row.id) };
  }

  async #applyOne(current: Current, next: NextUpload): Promise<void> {
    const { control, dropSegment, pour, requestErase, onApplied, onFailed } = this.#options;
    const [marked] = await control.query<Pick<NextUpload, 'kind_code' | 'good_rows'>>(
      statement('mark-applying'),
      [next.id],
    );
    const upload = { ...next, ...marked };
    const { segment, kind_code: kindCode } = upload;
    try {
      if (kindCode !== null) await pour({ ...upload, kindCode });
      const run = await beginRun(control, current.id);
      const counts = await this.#write(current, upload, run);
      onApplied(upload.id, counts);
      await dropSegment(segment);
      if (upload.operation === 'replace' || run.abandoned.length > 0) await requestErase(current.id);
    } catch (error) {
      if (error instanceof ColumnFull || upload.attempts + 1 < attemptsMax) {
        await control.query(statement('note-trouble'), [upload.id, troubleOf(error)]);
        throw error;
      }
      await control.query(statement('fail-upload'), [upload.id, troubleOf(error)]);
      await dropSegment(segment);
      onFailed(upload.id, error);
    }
  }

  async #write(current: Current, upload: NextUpload, run: Run): Promise<AppliedCounts> {
    const { control, column } = this.#options;
    const epoch = upload.operation === 'replace' ? current.epoch + 1 : current.epoch;
    const sign = upload.operation === 'remove' ? -1 : 1;
    const matched = await matchSegment(
      column,
      { segment: upload.segment, ...this.#kindOf(upload), goodRows: upload.good_rows },
      { audienceId: current.id, epoch, run: run.id, sign },
    );
    const isFirst = sign === 1 && (epoch > current.epoch || current.log_rows === 0);
    const after = isFirst
      ? await countFirstMembers(column, current.id, epoch, run, matchedRows(matched))
      : await countMembers(column, current.id, epoch, run);
    const changes = await this.#changes(current, upload.operation, after.members, run);
    const counts = { ...matched, ...changes };
    const committed = await control.transaction(async (tx) => {
      const ok = await commitRun(tx, { current, epoch, run, ...after });
      if (ok) await commitUpload(tx, upload, counts);
      return ok;
    });
    if (!committed) throw new Error('the audience was deleted, or another process took over its uploads');
    return counts;
  }

  /** The only key of each row, null for rows of several keys, and whether there are values. */
  #kindOf({ kind_code: code, user_type: userType }: NextUpload): {
    readonly kindCode: number | null;
    readonly hasValues: boolean;
  } {
    if (code === null) return { kindCode: this.#options.kindCodeOf(userType), hasValues: false };
    if (code === 0) return { kindCode: null, hasValues: true };
    return { kindCode: code % valuedKind, hasValues: code > valuedKind };
  }

  /** How many people came and went: from the sizes before and after, which only this writer changes. */
  async #changes(
    current: Current,
    operation: Operation,
    members: number,
    run: Run,
  ): Promise<{ readonly newlyAdded: number; readonly removed: number }> {
    const before = current.member_count;
    if (operation === 'add') return { newlyAdded: members - before, removed: 0 };
    if (operation === 'remove') return { newlyAdded: 0, removed: before - members };
    const epochs = { old: current.epoch, new: current.epoch + 1 };
    const kept = before === 0 ? 0 : await countKept(this.#options.column, current.id, epochs, run);
    return { newlyAdded: members - kept, removed: before - kept };
  }

  /** Adds and removes pile up in the log; now and then each member is written once, as a replace with itself. */
  async #rewriteIfLong(audienceId: number): Promise<void> {
    const { control, column, requestErase } = this.#options;
    const current = await currentOf(control, audienceId);
    if (current === null || current.log_rows <= logRowsPerMemberMax * current.member_count + logRowsFree)
      return;
    const run = await beginRun(control, audienceId);
    await rewrite(column, current, run);
    const epoch = current.epoch + 1;
    const after = await countMembers(column, audienceId, epoch, run);
    if (after.members !== current.member_count) throw new Error('a rewrite changed the number of members');
    await control.transaction((tx) => commitRun(tx, { current, epoch, run, ...after }));
    await requestErase(audienceId);
  }
}

interface RunCommit {
  readonly current: Current;
  readonly epoch: number;
  readonly run: Run;
  readonly members: number;
  readonly logRows: number;
}

/** Makes the rows of a run count, all at once. False when the run was abandoned or the audience deleted. */
async function commitRun(tx: Statements, commit: RunCommit): Promise<boolean> {
  const { current, epoch, run, members, logRows } = commit;
  const runs = await tx.query(statement('commit-run'), [run.id]);
  if (runs.length === 0) return false;
  const audiences = await tx.query(statement('commit-audience'), [
    current.id,
    epoch,
    run.id,
    members,
    logRows,
  ]);
  return audiences.length > 0;
}

async function commitUpload(tx: Statements, upload: NextUpload, counts: AppliedCounts): Promise<void> {
  const [staged] = await tx.query<{ received: number; rejected: number }>(statement('received-rows'), [
    upload.id,
  ]);
  await tx.query(statement('commit-upload'), [
    upload.id,
    percent(staged?.rejected ?? 0, staged?.received ?? 0),
    shownMatchedPercent(counts.accepted + counts.suppressed, matchedRows(counts)),
  ]);
  await writeAppliedCounts(tx, upload.id, counts);
}

function matchedRows(counts: Pick<AppliedCounts, 'matchedByKind'>): number {
  return [...counts.matchedByKind.values()].reduce((sum, each) => sum + each, 0);
}

function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : (100 * part) / whole;
}

/** What an operator may read of a failure: its kind, not its text, which may quote a statement. */
function troubleOf(error: unknown): string {
  if (error instanceof ColumnFull) return 'The disk of the column store is full. It is tried again.';
  return 'Matching failed; the log of the server tells why. It is tried again up to five times.';
}
