import type { AdAccount } from '../../access/index.ts';
import type { Audience } from '../../audience/index.ts';
import type { Visit } from '../context.ts';
import { type Filter, matches } from '../wire/index.ts';
import { audienceKind } from './audience-node.ts';
import { type Page, pageAnswer, pageLink, type RowsRequest } from './page.ts';
import { project, requireFields } from './project.ts';

/** Rows that a filter looks through at once. */
const scanRows = 500;

export interface AudiencesRequest extends RowsRequest {
  readonly filters: readonly Filter[];
  readonly withSummary: boolean;
}

/** The custom audiences of an ad account and those that others share with it, newest first (specification 1.1). */
export async function audiencesEdge(
  account: AdAccount,
  request: AudiencesRequest,
  visit: Visit,
): Promise<Page & { readonly summary?: { readonly total_count: number } }> {
  const { page, fields } = request;
  requireFields(audienceKind, fields);
  const { audiences, more } = await select(account, request, visit);
  const rows: unknown[] = [];
  for (const audience of audiences) rows.push(await project(audienceKind, audience, fields, visit));
  const forward = page.before === null;
  const linkTo = (place: Readonly<Record<string, string>>) =>
    pageLink(`act_${account.graphId}/customaudiences`, request, place, visit);
  const answer = pageAnswer(
    rows,
    audiences.map(({ graphId }) => graphId),
    { next: forward ? more : true, previous: forward ? page.after !== null : more },
    linkTo,
  );
  if (!request.withSummary) return answer;
  return { ...answer, summary: { total_count: await countOf(account, request, visit) } };
}

/** How many rows all pages have. */
async function countOf(account: AdAccount, request: AudiencesRequest, visit: Visit): Promise<number> {
  if (request.filters.length === 0) return visit.context.audiences.countSeen(account.id);
  const page = { limit: Number.POSITIVE_INFINITY, after: null, before: null };
  return (await select(account, { ...request, page }, visit)).audiences.length;
}

async function select(
  account: AdAccount,
  { page, filters }: AudiencesRequest,
  visit: Visit,
): Promise<{ readonly audiences: readonly Audience[]; readonly more: boolean }> {
  const forward = page.before === null;
  const found: Audience[] = [];
  let place = { after: page.after, before: page.before };
  for (;;) {
    const wanted = filters.length === 0 ? page.limit + 1 : scanRows;
    const rows = await visit.context.audiences.aroundSeen(account.id, { ...place, rows: wanted });
    const kept: Audience[] = [];
    for (const row of rows) if (await passes(row, filters, visit)) kept.push(row);
    if (forward) found.push(...kept);
    else found.unshift(...kept);
    const enough = found.length > page.limit || rows.length < wanted;
    if (enough) break;
    const edge = forward ? rows.at(-1) : rows[0];
    place = forward
      ? { after: edge?.graphId ?? null, before: null }
      : { after: null, before: edge?.graphId ?? null };
  }
  const more = found.length > page.limit;
  const audiences = forward ? found.slice(0, page.limit) : found.slice(-page.limit);
  return { audiences, more };
}

async function passes(audience: Audience, filters: readonly Filter[], visit: Visit): Promise<boolean> {
  for (const filter of filters) {
    const [name = '', ...path] = filter.field.split('.');
    const value = (await project(audienceKind, audience, [{ name, fields: null }], visit))[name];
    const inner = path.reduce<unknown>(
      (each, key) => (typeof each === 'object' && each !== null ? Reflect.get(each, key) : undefined),
      value,
    );
    if (!matches(filter, () => inner)) return false;
  }
  return true;
}
