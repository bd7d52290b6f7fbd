import type { Operation } from '@kindred/contract';
import type { Control, SqlRow } from '../../control/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';

const statement = sqlIn(import.meta.url);

/** Batches that are forgotten in one statement. */
const forgottenAtOnce = 5000;

/** A caller's session, as it stands. */
export interface Session {
  readonly id: number;
  readonly ended: boolean;
  readonly timedOut: boolean;
  /** Its time is up, whether or not anybody has noticed. */
  readonly expired: boolean;
  /** What it brought could not be applied. Only known of a session that was found. */
  readonly failed: boolean;
}

export interface SessionRecord {
  readonly id: number;
  readonly sessionId: string;
  readonly operation: Operation;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly timedOut: boolean;
  readonly received: number;
  readonly invalid: number;
  /** Uploads of the session that are not applied yet, and such that failed. */
  readonly waiting: number;
  readonly failed: number;
  /** Rows that are applied, and of these the matched ones, of all sessions that share their uploads. */
  readonly applied: number;
  readonly matched: number;
}

interface SessionRow extends SqlRow {
  readonly id: number;
  readonly ended: boolean;
  readonly timed_out: boolean;
  readonly expired: boolean;
  readonly failed?: boolean;
}

interface RecordRow extends SqlRow {
  readonly id: number;
  readonly session_id: string;
  readonly operation: Operation;
  readonly started_at: Date;
  readonly expires_at: Date;
  readonly ended_at: Date | null;
  readonly timed_out: boolean;
  readonly received: number;
  readonly invalid: number;
  readonly waiting: number;
  readonly failed: number;
  readonly applied: number;
  readonly matched: number;
}

export interface SessionsOptions {
  readonly control: Control;
  /** Rows of this audience wait to be applied. */
  readonly onStaged: (audienceId: number) => void;
}

/** Sessions of several requests, and the replaces that are under way. */
export class Sessions {
  readonly #options: SessionsOptions;

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  /** The session that a caller names, begun when it is new. */
  async join(
    audience: { readonly id: number; readonly adAccountId: number },
    operation: Operation,
    sessionId: string,
  ): Promise<Session> {
    const [row] = await this.#options.control.query<SessionRow>(statement('join-session'), [
      audience.adAccountId,
      audience.id,
      operation,
      sessionId,
    ]);
    if (row === undefined) throw new Error('a session came back without its id');
    return sessionOf(row);
  }

  /** Null when nobody named it before. */
  async find(audienceId: number, operation: Operation, sessionId: string): Promise<Session | null> {
    const [row] = await this.#options.control.query<SessionRow>(statement('find-session'), [
      audienceId,
      operation,
      sessionId,
    ]);
    return row === undefined ? null : sessionOf(row);
  }

  /** Whether a batch of this number was answered before. */
  async hasBatch(sessionId: number, batchSeq: number): Promise<boolean> {
    return (await this.#options.control.query(statement('has-batch'), [sessionId, batchSeq])).length > 0;
  }

  /** The replace that is under way; one whose time is up is ended first. */
  async openReplace(audienceId: number): Promise<{ readonly id: number; readonly sessionId: string } | null> {
    const [row] = await this.#options.control.query<{ id: number; session_id: string; expired: boolean }>(
      statement('open-replace'),
      [audienceId],
    );
    if (row === undefined) return null;
    if (!row.expired) return { id: row.id, sessionId: row.session_id };
    await this.endReplace(row.id, true);
    return null;
  }

  /** Begins a replace; null when another one is under way or the session is known. */
  async beginReplace(audienceId: number, sessionId: string): Promise<number | null> {
    const [row] = await this.#options.control.query<{ id: number }>(statement('begin-replace'), [
      audienceId,
      sessionId,
    ]);
    return row?.id ?? null;
  }

  /** What arrived becomes the audience. */
  async endReplace(sessionId: number, timedOut: boolean): Promise<void> {
    const rows = await this.#options.control.query<{ audience_id: number }>(statement('end-replace'), [
      sessionId,
      timedOut,
    ]);
    for (const row of rows) this.#options.onStaged(row.audience_id);
  }

  /** Ends replaces whose time is up. */
  async endExpired(): Promise<void> {
    const rows = await this.#options.control.query<{ id: number }>(statement('expired-replaces'));
    for (const row of rows) await this.endReplace(row.id, true);
  }

  /**
   * Forgets what was only kept to recognise what is sent again: batches after a day, sessions that a caller named after
   * 90. A part at a time, because everybody waits while it lasts.
   */
  async forgetOld(): Promise<void> {
    const { control } = this.#options;
    for (;;) {
      const forgotten = await control.query(statement('forget-batches'), [forgottenAtOnce]);
      if (forgotten.length < forgottenAtOnce) break;
    }
    await control.query(statement('unname-uploads'));
    await control.query(statement('forget-sessions'), [forgottenAtOnce * 10]);
  }

  /** Newest first; `before`: only those older than this record. */
  async list(
    audienceId: number,
    page: { readonly sessionId: string | null; readonly before: number | null; readonly rows: number },
  ): Promise<readonly SessionRecord[]> {
    const rows = await this.#options.control.query<RecordRow>(statement('list-sessions'), [
      audienceId,
      page.sessionId,
      page.before,
      page.rows,
    ]);
    return rows.map(recordOf);
  }
}

function sessionOf(row: SessionRow): Session {
  const { id, ended, timed_out: timedOut, expired, failed = false } = row;
  return { id, ended, timedOut, expired, failed };
}

function recordOf(row: RecordRow): SessionRecord {
  const timedOut = row.timed_out || (row.ended_at === null && row.expires_at.getTime() <= Date.now());
  return {
    id: row.id,
    sessionId: row.session_id,
    operation: row.operation,
    startedAt: row.started_at,
    endedAt: row.ended_at ?? (timedOut ? row.expires_at : null),
    timedOut,
    received: row.received,
    invalid: row.invalid,
    waiting: row.waiting,
    failed: row.failed,
    applied: row.applied,
    matched: row.matched,
  };
}
