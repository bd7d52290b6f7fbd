import type { Column } from '../column/index.ts';
import type { Control, SqlRow } from '../control/index.ts';
import { sqlIn } from '../kernel/sql-file.ts';
import type { StagedCounts } from '../ledger/index.ts';
import type { OpenUpload, RowShape, Sealing, Stage } from '../stage/index.ts';
import { optedOutPeople } from './opted-out-people.ts';

const statement = sqlIn(import.meta.url);
/** Below the numbers of audiences, which are locks, too. */
const gateLock = -10;
const parts = { opted_out: optedOutPeople };

/** What a file does to the gate. A check leaves no record. */
export type OptOutOperation = 'add' | 'lift' | 'check';

/** One file of opt-outs, or of opt-outs that are lifted, as it is shown. */
export interface OptOut {
  readonly id: number;
  readonly operation: OptOutOperation;
  readonly state: 'receiving' | 'guarding' | 'applied' | 'aborted';
  readonly userType: string | null;
  readonly lines: number;
  readonly blank: number;
  readonly rejected: number;
  readonly keys: number;
  /** Of a lift: keys that were up, whom they belong to, and who of these stays out. Null for an opt-out. */
  readonly found: number | null;
  readonly people: number | null;
  readonly peopleStillOut: number | null;
  readonly createdAt: Date;
  readonly appliedAt: Date | null;
  readonly error: string | null;
}

/** How many keys a file has, and how many of them are up. */
export interface KeyCounts {
  readonly keys: number;
  readonly suppressed: number;
}

interface Received {
  readonly bytes: number;
  readonly counts: StagedCounts & { readonly goodRows: number };
}

interface OptOutRow extends SqlRow {
  readonly id: number;
  readonly operation: OptOutOperation;
  readonly state: OptOut['state'];
  readonly user_type: string | null;
  readonly line_count: number;
  readonly blank_count: number;
  readonly rejected_count: number;
  readonly key_count: number;
  readonly found_count: number | null;
  readonly people_count: number | null;
  readonly people_out_count: number | null;
  readonly created_at: Date;
  readonly applied_at: Date | null;
  readonly error: string | null;
}

export interface OptOutsOptions {
  readonly control: Control;
  readonly column: Column;
  readonly stage: Stage;
  readonly nodeId: string;
  /** Takes the people behind suppressed keys out of this audience. */
  readonly purge: (audienceId: number) => Promise<void>;
  /** Has the people taken out of audiences that live elsewhere, too. */
  readonly forwarding: OptOutForwarding;
}

/** Who brings opt-outs to where audiences live that are not here. */
export interface OptOutForwarding {
  /** How rows are sealed while they are staged; null: nobody needs their values. */
  sealingOf(optOutId: number, shape: RowShape): Promise<Sealing | null>;
  /** Makes durable what has to be sent, while the staged rows are there. */
  forward(optOut: {
    readonly id: number;
    readonly segment: number;
    readonly goodRows: number;
  }): Promise<void>;
  /** The opt-out counts: it may be sent. */
  release(optOutId: number): Promise<void>;
  /** It never will. */
  abandon(optOutId: number): Promise<void>;
}

/**
 * The gate that every path passes. A key goes up in the gate before its opt-out is answered; people who are
 * in audiences already are taken out after that, so nobody slips in between.
 */
export class OptOuts {
  readonly #options: OptOutsOptions;

  constructor(options: OptOutsOptions) {
    this.#options = options;
  }

  async open(userType: string, operation: OptOutOperation): Promise<OpenUpload> {
    const { control, nodeId } = this.#options;
    const [row] = await control.query<{ id: number; segment: number }>(statement('insert'), [
      userType,
      nodeId,
      operation,
    ]);
    if (row === undefined) throw new Error('an inserted opt-out came back without its id');
    return row;
  }

  async append(upload: OpenUpload, shape: RowShape, chunk: number, bytes: readonly Buffer[]): Promise<void> {
    const { stage, forwarding } = this.#options;
    await stage.append(upload, shape, chunk, bytes, await forwarding.sealingOf(upload.id, shape));
  }

  count(upload: OpenUpload, linesBefore: number): Promise<StagedCounts & { readonly goodRows: number }> {
    return this.#options.stage.count(upload, linesBefore);
  }

  async progress(upload: OpenUpload, bytes: number): Promise<void> {
    await this.#options.control.query(statement('note-bytes'), [upload.id, bytes]);
  }

  async abort(upload: OpenUpload, reason: string, bytes: number): Promise<void> {
    await this.#options.control.query(statement('abort'), [upload.id, reason, bytes]);
    await this.#options.forwarding.abandon(upload.id);
    await this.#options.stage.drop(upload.segment);
  }

  /** Puts the keys up in the gate. From here on nothing with one of them passes. */
  async guard(upload: OpenUpload, received: Received): Promise<OptOut> {
    const { control, column, forwarding } = this.#options;
    await this.#write(async (version) => {
      await column.exec(statement('suppress-keys'), { segment: upload.segment, version });
      await column.exec(statement('suppress-other-keys', parts), { version });
    });
    await forwarding.forward({ ...upload, goodRows: received.counts.goodRows });
    const [row] = await control.query<OptOutRow>(statement('guard'), [upload.id, ...sumsOf(received)]);
    await forwarding.release(upload.id);
    return this.#kept(upload, row);
  }

  /** Takes the keys down again. Whoever is behind them comes back by later uploads, and by nothing else. */
  async lift(upload: OpenUpload, received: Received): Promise<OptOut> {
    const { control, column, forwarding } = this.#options;
    const { segment } = upload;
    await forwarding.abandon(upload.id);
    const returning = statement('returning-people');
    const { suppressed: found } = await this.#countKeys(segment);
    await this.#write((version) => column.exec(statement('lift-keys', { returning }), { segment, version }));
    const [people] = await column.query<{ people_count: string; out_count: string }>(
      statement('count-returning', { ...parts, returning }),
      { segment },
    );
    const [row] = await control.query<OptOutRow>(statement('lift'), [
      upload.id,
      ...sumsOf(received),
      found,
      Number(people?.people_count ?? 0),
      Number(people?.out_count ?? 0),
    ]);
    return this.#kept(upload, row);
  }

  /** How many keys of the file are up. Of the file nothing stays. */
  async check(upload: OpenUpload): Promise<KeyCounts> {
    const counts = await this.#countKeys(upload.segment);
    await this.#options.forwarding.abandon(upload.id);
    await this.#options.control.query(statement('forget'), [upload.id]);
    await this.#options.stage.drop(upload.segment);
    return counts;
  }

  /** Takes people of guarded opt-outs out of every audience. Running it again finds nothing to do. */
  async applyAll(): Promise<void> {
    const { control, column, purge } = this.#options;
    const unfinished = await control.query<{ id: number }>(statement('unfinished'));
    if (unfinished.length === 0) return;
    const busy = await control.query<{ audience_id: number }>(statement('busy-audiences'));
    const affected = await column.query<{ audience: number }>(statement('affected-audiences', parts));
    const audiences = new Set([
      ...busy.map((row) => row.audience_id),
      ...affected.map((row) => row.audience),
    ]);
    for (const audienceId of audiences) await purge(audienceId);
    for (const { id } of unfinished) await control.query(statement('finish'), [id]);
  }

  /** New people may have suppressed keys: their other keys are guarded too, before the next match. */
  async followPopulation(): Promise<void> {
    await this.#write((version) =>
      this.#options.column.exec(statement('suppress-other-keys', parts), { version }),
    );
  }

  async find(id: number): Promise<OptOut | null> {
    const [row] = await this.#options.control.query<OptOutRow>(statement('find'), [id]);
    return row === undefined ? null : optOutOf(row);
  }

  /** Newest first, and how many keys the gate knows in all. */
  async list(page: {
    readonly number: number;
    readonly rows: number;
  }): Promise<{ readonly optOuts: readonly OptOut[]; readonly suppressedKeys: number }> {
    const rows = await this.#options.control.query<OptOutRow>(statement('list'), [
      page.rows,
      (page.number - 1) * page.rows,
    ]);
    const [count] = await this.#options.column.query<{ key_count: string }>(statement('count-suppressed'));
    return { optOuts: rows.map(optOutOf), suppressedKeys: Number(count?.key_count ?? 0) };
  }

  /** After a start: ends what a dead process was receiving. */
  async recover(): Promise<void> {
    const orphans = await this.#options.control.query<OpenUpload & SqlRow>(statement('orphans'));
    for (const orphan of orphans) {
      await this.abort(orphan, 'The server ended while the file was being received.', 0);
    }
  }

  /** Writes into the gate: one at a time, so that what is written later counts more, lift or opt-out. */
  async #write(work: (version: bigint) => Promise<void>): Promise<void> {
    const { control, column } = this.#options;
    await control.exclusively(gateLock, async () => {
      const [next] = await column.query<{ version: string }>(statement('next-version'));
      await work(BigInt(next?.version ?? 1));
    });
  }

  async #countKeys(segment: number): Promise<KeyCounts> {
    const [row] = await this.#options.column.query<{ key_count: string; up_count: string }>(
      statement('count-keys'),
      { segment },
    );
    return { keys: Number(row?.key_count ?? 0), suppressed: Number(row?.up_count ?? 0) };
  }

  async #kept(upload: OpenUpload, row: OptOutRow | undefined): Promise<OptOut> {
    await this.#options.stage.drop(upload.segment);
    if (row === undefined) throw new Error('an opt-out vanished while it was received');
    return optOutOf(row);
  }
}

/** Bytes, lines, blank lines, rejected ones and keys, as they stand in the record. */
function sumsOf({ bytes, counts }: Received): number[] {
  const rejected = [...counts.rejected.values()].reduce((sum, each) => sum + each, 0);
  return [bytes, counts.lines, counts.blank, rejected, counts.goodRows];
}

function optOutOf(row: OptOutRow): OptOut {
  return {
    id: row.id,
    operation: row.operation,
    state: row.state,
    userType: row.user_type,
    lines: row.line_count,
    blank: row.blank_count,
    rejected: row.rejected_count,
    keys: row.key_count,
    found: row.found_count,
    people: row.people_count,
    peopleStillOut: row.people_out_count,
    createdAt: row.created_at,
    appliedAt: row.applied_at,
    error: row.error,
  };
}
