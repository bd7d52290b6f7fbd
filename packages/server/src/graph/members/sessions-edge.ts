import { type Audience, shownPeople } from '../../audience/index.ts';
import type { SessionRecord } from '../../stage/index.ts';
import type { Visit } from '../context.ts';
import { type Page, pageAnswer, pageLink, type RowsRequest } from '../nodes/page.ts';
import { type Field, GraphError } from '../wire/index.ts';

/** Every value of a session is a string (specification 3.11). */
type SessionBody = Readonly<Record<string, string>>;

const fieldNames: readonly string[] = [
  'session_id',
  'start_time',
  'end_time',
  'num_received',
  'num_matched',
  'num_invalid_entries',
  'progress',
  'stage',
];

export interface SessionsRequest extends RowsRequest {
  /** Only this one; all of them where it is empty. */
  readonly sessionId: string;
}

/** The upload sessions of an audience, newest first. */
export async function sessionsEdge(
  audience: Audience,
  request: SessionsRequest,
  visit: Visit,
): Promise<Page> {
  const { page, fields, sessionId } = request;
  requireKnown(fields);
  // What is no number was never the id of a session.
  if (sessionId !== '' && !/^\d{1,19}$/.test(sessionId)) return { data: [] };
  const records = await visit.context.sessions.list(audience.id, {
    sessionId: sessionId === '' ? null : String(BigInt(sessionId)),
    before: recordId(page.after),
    rows: page.limit + 1,
  });
  const shown = records.slice(0, page.limit);
  return pageAnswer(
    shown.map((record) => pick(bodyOf(record, visit.caller.accounts === null), fields)),
    shown.map(({ id }) => String(id)),
    { next: records.length > page.limit, previous: false },
    (place) => pageLink(`${audience.graphId}/sessions`, request, place, visit),
  );
}

function bodyOf(record: SessionRecord, isOperator: boolean): SessionBody {
  const stage = stageOf(record);
  const done = stage === 'finished';
  const good = record.received - record.invalid;
  return {
    session_id: record.sessionId,
    start_time: seconds(record.startedAt),
    end_time: record.endedAt === null || !done ? '0' : seconds(record.endedAt),
    num_received: String(record.received),
    // Operators see the number, others as it may be shown. Rows of several sessions may share an upload; then nobody
    // counted those of one alone.
    num_matched: String(
      done && record.applied === good
        ? ((isOperator ? record.matched : shownPeople(record.matched)) ?? -1)
        : -1,
    ),
    num_invalid_entries: String(record.invalid),
    progress: String(
      good === 0 ? (done ? 100 : 0) : Math.min(100, Math.floor((100 * record.applied) / good)),
    ),
    stage,
  };
}

function stageOf(record: SessionRecord): string {
  if (record.endedAt === null) return 'uploading';
  if (record.timedOut) return 'timed out';
  if (record.failed > 0) return 'failed';
  return record.waiting > 0 ? 'processing' : 'finished';
}

function seconds(date: Date): string {
  return String(Math.floor(date.getTime() / 1000));
}

function pick(body: SessionBody, fields: readonly Field[]): SessionBody {
  if (fields.length === 0) return body;
  return Object.fromEntries(fields.map(({ name }) => [name, body[name] ?? '']));
}

/** An unknown field is refused even when there is no session to ask for it. */
function requireKnown(fields: readonly Field[]): void {
  const unknown = fields.find(({ name }) => !fieldNames.includes(name));
  if (unknown === undefined) return;
  throw GraphError.of('field_unknown', { field: unknown.name, kind: 'CustomAudienceSession' });
}

/** The number in a cursor of this list; one that is too large was never given out. */
function recordId(cursor: string | null): number | null {
  if (cursor === null) return null;
  const id = Number(cursor);
  if (!Number.isSafeInteger(id)) throw GraphError.of('cursor_invalid', { name: 'after' });
  return id;
}
