import assert from 'node:assert/strict';
import type { UploadReport } from '@kindred/contract';
import { type Answer, assertSumsClose, type Client, type Shop, until } from '../../dev-env/index.ts';

/** The object that a Graph error holds. */
export interface GraphFault {
  readonly message: string;
  readonly type: string;
  readonly code: number;
  readonly error_subcode?: number;
  readonly is_transient?: boolean;
  readonly error_user_title?: string;
  readonly error_user_msg?: string;
  readonly fbtrace_id: string;
}

export type Values = Readonly<Record<string, unknown>>;

/** What the answer to people in a request holds. */
export interface Received {
  readonly audience_id: string;
  readonly session_id: string;
  readonly num_received: number;
  readonly num_invalid_entries: number;
  readonly invalid_entry_samples: Readonly<Record<string, string>>;
}

/** Values in a query or a form; what is no text is written as JSON, as the SDKs do. */
export function formText(values: Values): string {
  const texts = Object.entries(values).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return new URLSearchParams(texts).toString();
}

/** A call whose parameters stand in the URL. */
export function ask(client: Client, method: string, path: string, values: Values = {}): Promise<Answer> {
  const query = formText(values);
  return client.call({ method, path: query === '' ? path : `${path}?${query}` });
}

/** A call whose parameters are a JSON body; a text is taken to be JSON already. */
export function tell(
  client: Client,
  path: string,
  values: Values | string,
  method = 'POST',
): Promise<Answer> {
  const body = typeof values === 'string' ? values : JSON.stringify(values);
  return client.call({ method, path, body, headers: { 'content-type': 'application/json' } });
}

export function good<Body>(answer: Answer): Body {
  assert.equal(answer.status, 200, answer.text);
  return answer.json<Body>();
}

/** A list of the Graph API. */
export type Listed<Row> = Readonly<Record<'data', readonly Row[]>>;

/** The error of an answer, which must be one in the recorded form. */
export function faultOf(answer: Answer): GraphFault {
  const { error } = answer.json<{ error?: GraphFault }>();
  assert.ok(error !== undefined, answer.text);
  assert.equal(error.fbtrace_id, answer.headers['x-fb-request-id']);
  return error;
}

/** Status, code and subcode of an error in one text, and the text of the error. */
export function refusal(answer: Answer): { readonly codes: string; readonly message: string } {
  const { code, error_subcode: subcode, message } = faultOf(answer);
  return { codes: `${answer.status} ${code}${subcode === undefined ? '' : `/${subcode}`}`, message };
}

export async function newAudience(shop: Shop, values: Values = {}): Promise<string> {
  const answer = await tell(shop.writer, `/v25.0/act_${shop.graphId}/customaudiences`, {
    name: 'Spending users',
    subtype: 'CUSTOM',
    customer_file_source: 'USER_PROVIDED_ONLY',
    ...values,
  });
  return good<{ id: string }>(answer).id;
}

export async function addRows(shop: Shop, id: string, schema: unknown, rows: unknown): Promise<Received> {
  return good(await tell(shop.writer, `/v25.0/${id}/users`, { payload: { schema, data: rows } }));
}

/** All uploads of an audience, oldest first, once nothing waits any more. */
export async function settledUploads(operator: Client, id: string): Promise<readonly UploadReport[]> {
  await until(
    'an end of all uploads',
    async () => isSettled((await allUploads(operator, id)).map(({ state }) => state)),
    30_000,
  );
  const uploads = await allUploads(operator, id);
  for (const upload of uploads) {
    assert.equal(upload.state, 'applied', upload.error ?? '');
    assertSumsClose(upload.funnel);
  }
  return uploads;
}

function isSettled(states: readonly string[]): boolean {
  return states.every((state) => state === 'applied' || state === 'failed');
}

async function allUploads(operator: Client, id: string): Promise<readonly UploadReport[]> {
  const uploads: UploadReport[] = [];
  for (let page = 1; ; page += 1) {
    const answer = good<UploadsPage>(await operator.get(`/custom_audiences/${id}/uploads?page=${page}`));
    uploads.push(...answer.uploads);
    if (answer.uploads.length === 0 || uploads.length >= answer.meta.total) return uploads.toReversed();
  }
}

interface UploadsPage {
  readonly uploads: readonly UploadReport[];
  readonly meta: { readonly total: number };
}

/** How many people the audience has: what came and went by all of its uploads. */
export async function membersOf(operator: Client, id: string): Promise<number> {
  const uploads = await settledUploads(operator, id);
  return uploads.reduce((sum, { funnel }) => sum + (funnel.newly_added ?? 0) - (funnel.removed ?? 0), 0);
}

export async function localIdOf(operator: Client, id: string): Promise<number> {
  const answer = await operator.get(`/custom_audiences/${id}`);
  return good<{ fb_custom_audience: { id: number } }>(answer).fb_custom_audience.id;
}
