import type { Operation, UploadState } from '@kindred/contract';
import type { SqlRow, Statements } from '../control/index.ts';
import { sqlIn } from '../kernel/sql-file.ts';

const statement = sqlIn(import.meta.url);
const parts = { uploads_of: statement('uploads-of') };

/** What is known of one file beside its counts. */
export interface UploadRecord {
  readonly id: number;
  readonly audienceId: number | null;
  readonly operation: Operation;
  readonly state: UploadState;
  readonly userType: string | null;
  readonly schema: readonly string[] | null;
  readonly bytes: number;
  readonly createdAt: Date;
  readonly stagedAt: Date | null;
  readonly appliedAt: Date | null;
  readonly error: string | null;
  /** Its audience lives at a platform. */
  readonly isRelayed: boolean;
}

interface UploadRow extends SqlRow {
  readonly id: number;
  readonly audience_id: number | null;
  readonly operation: Operation;
  /** `gathering`: requests are still bringing rows for it, which nobody needs to tell from bytes that arrive. */
  readonly state: UploadState | 'gathering';
  readonly user_type: string | null;
  readonly schema_names: readonly string[] | null;
  readonly bytes: number;
  readonly created_at: Date;
  readonly staged_at: Date | null;
  readonly applied_at: Date | null;
  readonly error: string | null;
  readonly is_relayed: boolean;
}

/** Reads uploads. Has no way to change one. */
export class UploadReader {
  readonly #control: Statements;

  constructor(control: Statements) {
    this.#control = control;
  }

  /** Null when there is none within the scope; a scope of null sees all. */
  async find(id: number, scope: readonly number[] | null): Promise<UploadRecord | null> {
    const [row] = await this.#control.query<UploadRow>(statement('find-upload'), [id, scope]);
    return row === undefined ? null : recordOf(row);
  }

  /** Newest first. Page 1 is the first. With a session, as its caller named it, only those with rows of it. */
  async list(
    audienceId: number,
    sessionId: string | null,
    page: { readonly number: number; readonly rows: number },
  ): Promise<{ readonly uploads: readonly UploadRecord[]; readonly total: number }> {
    const [count] = await this.#control.query<{ total: number }>(statement('count-uploads', parts), [
      audienceId,
      sessionId,
    ]);
    const rows = await this.#control.query<UploadRow>(statement('list-uploads', parts), [
      audienceId,
      sessionId,
      page.rows,
      (page.number - 1) * page.rows,
    ]);
    return { uploads: rows.map(recordOf), total: count?.total ?? 0 };
  }
}

function recordOf(row: UploadRow): UploadRecord {
  return {
    id: row.id,
    audienceId: row.audience_id,
    operation: row.operation,
    state: row.state === 'gathering' ? 'receiving' : row.state,
    userType: row.user_type,
    schema: row.schema_names,
    bytes: row.bytes,
    createdAt: row.created_at,
    stagedAt: row.staged_at,
    appliedAt: row.applied_at,
    error: row.error,
    isRelayed: row.is_relayed,
  };
}
