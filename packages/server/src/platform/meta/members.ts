import type { HttpClient } from '../http/index.ts';
import type { NotDone, Outcome } from '../outcome.ts';
import type {
  Batch,
  BatchAnswer,
  CallOptions,
  Connection,
  Receipt,
  Rows,
  SessionCounts,
} from '../platform.ts';
import { samplesOf } from './samples.ts';
import { asCount, asList, asRecord, asText, callGraph, type GraphAnswer } from './wire/index.ts';

/** One batch to `/users` or `/usersreplace`. */
export async function sendBatch(
  client: HttpClient,
  connection: Connection,
  batch: Batch,
  options?: CallOptions,
): Promise<Outcome<BatchAnswer>> {
  const { audienceId, operation, session } = batch;
  // Neither is repeated blindly, though both may be: the caller wants to know which batches were sent twice.
  const outcome = await callGraph(
    client,
    connection,
    {
      method: operation === 'remove' ? 'DELETE' : 'POST',
      path: `${audienceId}/${operation === 'replace' ? 'usersreplace' : 'users'}`,
      fields: { session: sessionJson(session), payload: payloadOf(batch) },
      kind: 'write',
      isRepeatable: false,
    },
    options,
  );
  if (outcome.kind !== 'done') return outcome;
  const { body } = outcome.value;
  const received = asCount(body['num_received']);
  if (received === null) return noAnswer();
  const invalid = asCount(body['num_invalid_entries']) ?? 0;
  // Documentation says that a session is answered with its sums; recordings without one have those of the request.
  const isTotal = received > batch.rowCount;
  const own = receiptOf(body, batch, isTotal ? null : invalid);
  return {
    kind: 'done',
    value: {
      ...own,
      received: isTotal ? batch.rowCount : received,
      total: isTotal ? { received, invalid } : null,
    },
  };
}

/** Takes people out of all audiences of the ad account. */
export async function forget(
  client: HttpClient,
  connection: Connection,
  rows: Rows,
  options?: CallOptions,
): Promise<Outcome<Receipt>> {
  const outcome = await callGraph(
    client,
    connection,
    {
      method: 'DELETE',
      path: `act_${connection.accountId}/usersofanyaudience`,
      fields: { payload: payloadOf(rows) },
      kind: 'write',
      isRepeatable: true,
    },
    options,
  );
  if (outcome.kind !== 'done') return outcome;
  const { body } = outcome.value;
  return {
    kind: 'done',
    value: {
      ...receiptOf(body, rows, asCount(body['num_invalid_entries'])),
      received: asCount(body['num_received']) ?? rows.rowCount,
    },
  };
}

/** What Meta has counted of a session; null where it knows none of this id. */
export async function sessionCounts(
  client: HttpClient,
  connection: Connection,
  { audienceId, sessionId }: { readonly audienceId: string; readonly sessionId: string },
  options?: CallOptions,
): Promise<Outcome<SessionCounts | null>> {
  const outcome = await callGraph(
    client,
    connection,
    {
      method: 'GET',
      path: `${audienceId}/sessions`,
      query: {
        session_id: sessionId,
        fields: 'session_id,num_received,num_invalid_entries,num_matched,stage',
      },
      kind: 'read',
      isRepeatable: true,
    },
    options,
  );
  if (outcome.kind !== 'done') return outcome;
  const found = sessionsIn(outcome.value).find((each) => String(each['session_id']) === sessionId);
  return { kind: 'done', value: found === undefined ? null : countsOf(found) };
}

/** What was sent goes as it is: some bytes of text around those of the column store. */
function payloadOf({ schema, isSingleKey, body }: Rows): readonly Buffer[] {
  const head = isSingleKey
    ? `{"schema":${JSON.stringify(schema[0])},"data":`
    : `{"schema":${JSON.stringify(schema)},"is_raw":true,"data":`;
  return [Buffer.from(head), body, Buffer.from('}')];
}

/** The id has up to 19 digits, so it is written as a number without ever being one. */
function sessionJson({ id, seq, isLast, estimatedTotal }: Batch['session']): string {
  if (!/^[1-9]\d{0,18}$/.test(id)) throw new Error('the id of a session is a positive number of 64 bits');
  return `{"session_id":${id},"batch_seq":${seq},"last_batch_flag":${isLast},"estimated_num_total":${estimatedTotal}}`;
}

function receiptOf(
  body: Readonly<Record<string, unknown>>,
  rows: Rows,
  invalid: number | null,
): Omit<Receipt, 'received'> {
  const samples = samplesOf(body['invalid_entry_samples'], rows);
  return { invalid, samples, unnamed: Math.max(0, (invalid ?? 0) - samples.length) };
}

function sessionsIn({ body }: GraphAnswer): readonly Record<string, unknown>[] {
  return asList(body['data']).map(asRecord);
}

function countsOf(session: Readonly<Record<string, unknown>>): SessionCounts {
  const stage = asText(session['stage']) ?? '';
  return {
    received: asCount(session['num_received']) ?? 0,
    invalid: asCount(session['num_invalid_entries']) ?? 0,
    matched: asCount(session['num_matched']),
    stage: stages[stage] ?? 'unknown',
  };
}

const stages: Readonly<Record<string, SessionCounts['stage']>> = {
  uploading: 'receiving',
  preprocessing: 'processing',
  processing: 'processing',
  finished: 'finished',
  failed: 'failed',
  'timed out': 'timed out',
};

function noAnswer(): NotDone {
  return { kind: 'unclear', said: 'The answer has no count of rows.', afterMs: 1000 };
}
