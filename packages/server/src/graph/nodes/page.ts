import type { Visit } from '../context.ts';
import {
  decodeCursor,
  encodeCursor,
  type Field,
  fieldsText,
  GraphError,
  invalidParameter,
  type Params,
  parseFields,
} from '../wire/index.ts';

/** Which rows of an edge are asked for. after and before are ids. */
export interface PageRequest {
  readonly limit: number;
  readonly after: string | null;
  readonly before: string | null;
}

/** What is asked of an edge. */
export interface RowsRequest {
  readonly page: PageRequest;
  readonly fields: readonly Field[];
  /** What a link to another page repeats, as a query. */
  readonly own: string;
}

const defaultLimit = 25;
const limitMax = 5000;

/** What a call asks of its edge. */
export function rowsOfParams(params: Params): RowsRequest {
  return {
    page: pageOf(params.integer('limit'), params.text('after'), params.text('before')),
    fields: parseFields(params.raw('fields')),
    own: repeatedQuery(params),
  };
}

/** What is asked of an edge inside of a field. */
export function rowsOfField(field: Field): RowsRequest {
  return { page: pageOfField(field), fields: field.fields ?? [], own: queryOf(field) };
}

/** The same as the parameters of a call that asks for the rows alone. */
function queryOf({ fields, filtering, summary }: Field): string {
  return new URLSearchParams({
    ...(fields === null || fields.length === 0 ? {} : { fields: fieldsText(fields) }),
    ...(filtering === undefined ? {} : { filtering: JSON.stringify(filtering) }),
    ...(summary === true ? { summary: 'true' } : {}),
  }).toString();
}

function pageOfField(field: Field): PageRequest {
  return pageOf(field.limit ?? null, field.after ?? null, field.before ?? null);
}

function pageOf(limit: number | null, after: string | null, before: string | null): PageRequest {
  if (limit !== null && limit < 0) throw invalidParameter('limit', 'be 0 or more');
  return {
    limit: Math.min(limit === null || limit === 0 ? defaultLimit : limit, limitMax),
    after: placeOf('after', after),
    before: after === null ? placeOf('before', before) : null,
  };
}

function placeOf(name: string, cursor: string | null): string | null {
  if (cursor === null || cursor === '') return null;
  const place = decodeCursor(cursor);
  if (place === null || !/^\d{1,19}$/.test(place)) {
    throw GraphError.of('cursor_invalid', { name });
  }
  return place;
}

export interface Page {
  readonly data: readonly unknown[];
  readonly paging?: {
    readonly cursors: { readonly before: string; readonly after: string };
    readonly next?: string;
    readonly previous?: string;
  };
}

/** Rows with their cursors; an empty page has no `paging` (recorded). `linkTo` gives the URL of another page. */
export function pageAnswer(
  rows: readonly unknown[],
  ids: readonly string[],
  more: { readonly next: boolean; readonly previous: boolean },
  linkTo: (place: Readonly<Record<string, string>>) => string,
): Page {
  const [first, last] = [ids[0], ids.at(-1)];
  if (first === undefined || last === undefined) return { data: rows };
  const cursors = { before: encodeCursor(first), after: encodeCursor(last) };
  return {
    data: rows,
    paging: {
      cursors,
      ...(more.next ? { next: linkTo({ after: cursors.after }) } : {}),
      ...(more.previous ? { previous: linkTo({ before: cursors.before }) } : {}),
    },
  };
}

/** What a link to another page sets itself, or must not repeat. */
const notRepeated = [
  'access_token',
  'appsecret_proof',
  'appsecret_time',
  'after',
  'before',
  'limit',
  'method',
  'pretty',
];

/** The parameters of a call that a link to another page repeats, as a query. */
function repeatedQuery(params: Params): string {
  return params.toQuery(notRepeated);
}

/** A whole URL on the host that the client used, with its own parameters (specification 1.5). */
export function pageLink(
  path: string,
  request: Pick<RowsRequest, 'own' | 'page'>,
  place: Readonly<Record<string, string>>,
  { base, token, proof }: Visit,
): string {
  const { page, own } = request;
  const query = new URLSearchParams({
    access_token: token,
    ...(proof === null ? {} : { appsecret_proof: proof.text }),
    ...(proof === null || proof.time === null ? {} : { appsecret_time: proof.time }),
    pretty: '0',
    limit: String(page.limit),
    ...place,
  });
  return `${base}/${path}?${own === '' ? '' : `${own}&`}${query}`;
}
