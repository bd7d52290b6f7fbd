import type { HttpClient } from '../http/index.ts';
import type { Outcome } from '../outcome.ts';
import type {
  AudienceChange,
  AudienceWish,
  CallOptions,
  Connection,
  Created,
  LookalikeWish,
  RemoteAudience,
  RemoteStatus,
} from '../platform.ts';
import { shownText } from '../shown-text.ts';
import {
  asCount,
  asId,
  asList,
  asNumber,
  asRecord,
  asText,
  callGraph,
  type GraphCall,
} from './wire/index.ts';

const fields = [
  ...['id', 'name', 'subtype', 'operation_status', 'delivery_status'],
  ...['approximate_count_lower_bound', 'approximate_count_upper_bound'],
  ...['time_created', 'time_content_updated', 'lookalike_audience_ids'],
].join(',');

const replacingCode = 414;

/** With so many fields Meta recommends no more. */
const pageRows = 20;
const pagesMax = 50;

export function createAudience(
  client: HttpClient,
  connection: Connection,
  { name, description, optOutLink, isValueBased, fileSource }: AudienceWish,
  options?: CallOptions,
): Promise<Outcome<Created>> {
  const wish = {
    ...{ name, subtype: 'CUSTOM', customer_file_source: fileSource ?? 'USER_PROVIDED_ONLY' },
    ...(description === null ? {} : { description }),
    ...(optOutLink === null ? {} : { opt_out_link: optOutLink }),
    ...(isValueBased ? { is_value_based: true } : {}),
  };
  return create(client, connection, wish, options);
}

export function createLookalike(
  client: HttpClient,
  connection: Connection,
  { name, description, seedId, spec }: LookalikeWish,
  options?: CallOptions,
): Promise<Outcome<Created>> {
  const wish = {
    ...{ name, subtype: 'LOOKALIKE', origin_audience_id: seedId, lookalike_spec: spec },
    ...(description === null ? {} : { description }),
  };
  return create(client, connection, wish, options);
}

export async function updateAudience(
  client: HttpClient,
  connection: Connection,
  { audienceId, change }: { readonly audienceId: string; readonly change: AudienceChange },
  options?: CallOptions,
): Promise<Outcome<null>> {
  const { name, description, optOutLink } = change;
  const changed = jsonFields({ name, description, opt_out_link: optOutLink });
  const call = { ...writing, method: 'POST', path: audienceId, fields: changed } as const;
  const outcome = await callGraph(client, connection, call, options);
  return outcome.kind === 'done' ? { kind: 'done', value: null } : outcome;
}

export async function deleteAudience(
  client: HttpClient,
  connection: Connection,
  audienceId: string,
  options?: CallOptions,
): Promise<Outcome<null>> {
  const call = { ...writing, method: 'DELETE', path: audienceId } as const;
  const outcome = await callGraph(client, connection, call, options);
  const isGone = outcome.kind === 'done' || (outcome.kind === 'permanent' && outcome.isMissing);
  return isGone ? { kind: 'done', value: null } : outcome;
}

/** In one call; one that is not there spoils it, and then each is asked for by itself. */
export async function readAudiences(
  client: HttpClient,
  connection: Connection,
  audienceIds: readonly string[],
  options?: CallOptions,
): Promise<Outcome<readonly RemoteAudience[]>> {
  if (audienceIds.length === 0) return { kind: 'done', value: [] };
  const call: GraphCall = { ...reading, path: '', query: { ids: audienceIds.join(','), fields } };
  const outcome = await callGraph(client, connection, call, options);
  if (outcome.kind === 'done') return { kind: 'done', value: audiencesIn(Object.values(outcome.value.body)) };
  if (outcome.kind !== 'permanent' || !outcome.isMissing) return outcome;
  const found: RemoteAudience[] = [];
  for (const audienceId of audienceIds) {
    const one = await callGraph(
      client,
      connection,
      { ...reading, path: audienceId, query: { fields } },
      later(options),
    );
    if (one.kind === 'done') found.push(...audiencesIn([one.value.body]));
    else if (one.kind !== 'permanent' || !one.isMissing) return one;
  }
  return { kind: 'done', value: found };
}

export async function findAudiences(
  client: HttpClient,
  connection: Connection,
  name: string,
  options?: CallOptions,
): Promise<Outcome<readonly RemoteAudience[]>> {
  const filtering = JSON.stringify([{ field: 'name', operator: 'EQUAL', value: name }]);
  const found: RemoteAudience[] = [];
  let after: string | null = null;
  for (let page = 0; page < pagesMax; page += 1) {
    const query: Record<string, string> = { fields, filtering, limit: String(pageRows) };
    if (after !== null) query['after'] = after;
    const path = `act_${connection.accountId}/customaudiences`;
    const outcome = await callGraph(
      client,
      connection,
      { ...reading, path, query },
      page === 0 ? options : later(options),
    );
    if (outcome.kind !== 'done') return outcome;
    const { data: rows, paging } = outcome.value.body;
    found.push(...audiencesIn(asList(rows)).filter((each) => each.name === name));
    // The address of the next page is not followed: it is whatever the answer says, and holds the token.
    const { next, cursors } = asRecord(paging);
    after = asText(asRecord(cursors)['after']);
    if (next === undefined || after === null) break;
  }
  return { kind: 'done', value: found };
}

/** A turn that was handed in is for the first call. */
function later({ signal }: CallOptions = {}): CallOptions {
  return signal === undefined ? {} : { signal };
}

const reading = { method: 'GET', kind: 'read', isRepeatable: true } as const;
/** Whether it is done once or twice is all the same. */
const writing = { kind: 'read', isRepeatable: true } as const;

async function create(
  client: HttpClient,
  connection: Connection,
  wish: Readonly<Record<string, unknown>>,
  options?: CallOptions,
): Promise<Outcome<Created>> {
  const path = `act_${connection.accountId}/customaudiences`;
  const call = { method: 'POST', path, fields: jsonFields(wish), kind: 'read', isRepeatable: false } as const;
  const outcome = await callGraph(client, connection, call, options);
  if (outcome.kind !== 'done') return outcome;
  const audienceId = asId(outcome.value.body['id']);
  return audienceId === null
    ? { kind: 'unclear', said: 'The answer has no id of the new audience.', afterMs: 1000 }
    : { kind: 'done', value: { audienceId } };
}

function jsonFields(values: Readonly<Record<string, unknown>>): Record<string, string> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, JSON.stringify(value)]));
}

function audiencesIn(rows: readonly unknown[]): readonly RemoteAudience[] {
  return rows.flatMap((row) => {
    const node = asRecord(row);
    const audienceId = asId(node['id']);
    return audienceId === null ? [] : audienceOf(audienceId, node);
  });
}

function audienceOf(audienceId: string, node: Readonly<Record<string, unknown>>): RemoteAudience {
  const lower = asCount(node['approximate_count_lower_bound']);
  const upper = asCount(node['approximate_count_upper_bound']);
  const operation = statusOf(node['operation_status']);
  return {
    audienceId,
    name: asText(node['name']) ?? '',
    subtype: asText(node['subtype']) ?? '',
    operation,
    delivery: statusOf(node['delivery_status']),
    size: lower === null || upper === null ? null : { lower, upper },
    isReplacing: operation.code === replacingCode,
    createdSeconds: asCount(node['time_created']),
    contentChangedSeconds: asCount(node['time_content_updated']),
    lookalikeIds: asList(node['lookalike_audience_ids']).flatMap((id) => asId(id) ?? []),
  };
}

function statusOf(value: unknown): RemoteStatus {
  const { code, description } = asRecord(value);
  return { code: asNumber(code) ?? 0, text: shownText(asText(description) ?? '') };
}
