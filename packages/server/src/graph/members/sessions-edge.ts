import { type Audience, roundedPeople } from '../../audience/index.ts';
import type { SessionRecord } from '../../stage/index.ts';
import type { Visit } from '../context.ts';
import { type Page, type PageRequest, pageAnswer } from '../nodes/page.ts';
import type { Field, Params } from '../wire/index.ts';

/** Every value of a session is a string (specification 3.11). */
type SessionBody = Readonly<Record<string, string>>;

/** The upload sessions of an audience, newest first. */
export async function sessionsEdge(
  audience: Audience,
  request: { readonly page: PageRequest; readonly fields: readonly Field[]; readonly params: Params },
  visit: Visit,
): Promise<Page> {
  const { page, fields, params } = request;
  const sessionId = params.text('session_id');
  const records = await visit.context.sessions.list(audience.id, {
    sessionId: sessionId === '' ? null : sessionId,
    before: page.after === null ? null : Number(page.after),
    rows: page.limit + 1,
  });
  const shown = records.slice(0, page.limit);
  return pageAnswer(
    shown.map((record) => pick(bodyOf(record, visit.caller.accounts === null), fields)),
    shown.map(({ id }) => String(id)),
    { next: records.length > page.limit, previous: false },
    (place) => {
      const query = new URLSearchParams({ access_token: visit.token, limit: String(page.limit), ...place });
      return `${visit.base}/${audience.graphId}/sessions?${query}`;
    },
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
    // Rows of several sessions may share an upload; then nobody counted those of one alone.
    num_matched: String(done && record.applied === good ? shownMatched(record.matched, isOperator) : -1),
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

/** Operators see the number; others a rounded one, and none below the floor, so that nobody can be probed. */
function shownMatched(matched: number, isOperator: boolean): number {
  if (isOperator) return matched;
  return roundedPeople(matched) > matched && matched < 1000 ? -1 : roundedPeople(matched);
}

function seconds(date: Date): string {
  return String(Math.floor(date.getTime() / 1000));
}

function pick(body: SessionBody, fields: readonly Field[]): SessionBody {
  if (fields.length === 0) return body;
  return Object.fromEntries(
    fields.flatMap(({ name }) => (body[name] === undefined ? [] : [[name, body[name]]])),
  );
}
