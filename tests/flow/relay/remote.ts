import assert from 'node:assert/strict';
import type { RelayReport, UploadReport } from '@kindred/contract';
import {
  type Client,
  createAudience,
  openShop,
  type Shop,
  settledUpload,
  type TestServer,
  type Uploaded,
  type UploadOptions,
  until,
  updateAudience,
} from '../../dev-env/index.ts';

/** An ad account of one server whose audiences live at another, which takes the place of Meta. */
export interface RemoteShop {
  /** The account here: files are sent to it. */
  readonly accountId: number;
  readonly writer: Client;
  readonly operator: Client;
  /** The same account there. */
  readonly there: Shop;
}

/** What a server says of a connection. */
export interface ConnectionBody {
  readonly state: string;
  readonly why: string | null;
  readonly say: string | null;
  readonly has_app_secret: boolean;
  readonly api_version: string;
  readonly graph_url: string;
}

export async function openRemoteShop(
  here: TestServer,
  meta: TestServer,
  graphUrl: string = meta.url,
): Promise<RemoteShop> {
  const there = await openShop(meta, 'There');
  const made = await here.operator.postJson('/fb_ad_accounts', {
    name: 'Here',
    fb_id: there.graphId,
    platform: 'meta',
  });
  assert.equal(made.status, 201, made.text);
  const { id } = made.json<{ fb_ad_account: { id: number } }>().fb_ad_account;
  await connect(here, id, { access_token: there.writerToken, graph_url: graphUrl });
  const answer = await here.operator.postJson('/tokens', {
    name: 'writer',
    role: 'account_write',
    fb_ad_account_ids: [id],
  });
  const token = answer.json<{ access_token: string }>().access_token;
  return { accountId: id, writer: here.as(token), operator: here.operator, there };
}

export async function connect(
  here: TestServer,
  accountId: number,
  credentials: Readonly<Record<string, unknown>>,
): Promise<ConnectionBody> {
  const answer = await here.operator.call({
    method: 'PUT',
    path: `/fb_ad_accounts/${accountId}/connection`,
    body: JSON.stringify(credentials),
    headers: { 'content-type': 'application/json' },
  });
  assert.equal(answer.status, 200, answer.text);
  return answer.json<{ connection: ConnectionBody }>().connection;
}

/** A file into a new audience at the other server, until every batch has its verdict. */
export async function relayedAudience(
  shop: RemoteShop,
  content: string,
  options: Partial<UploadOptions> = {},
): Promise<{ readonly audienceId: number; readonly fbId: string; readonly report: UploadReport }> {
  const { audienceId, uploadId } = await createAudience({
    client: shop.writer,
    accountId: shop.accountId,
    content,
    ...options,
  });
  const report = await relayed(shop, uploadId);
  return { audienceId, fbId: await remoteIdOf(shop, audienceId), report };
}

/** A further file to such an audience. */
export async function sendRelayed(
  shop: RemoteShop,
  audienceId: number,
  operation: string,
  content: string,
  userType: string | null = 'email_hash',
): Promise<UploadReport> {
  const sent: Uploaded = await updateAudience(audienceId, operation, {
    client: shop.writer,
    content,
    userType,
  });
  return relayed(shop, sent.uploadId);
}

/** The report of an upload whose batches all have their verdict. Its sums must close. */
export async function relayed({ operator }: RemoteShop, uploadId: number): Promise<UploadReport> {
  const report = await settledUpload(operator, uploadId, 60_000);
  assert.equal(report.state, 'applied', report.error ?? report.relay?.say);
  assertRelayCloses(report);
  return report;
}

/** Every accepted row is somewhere. */
export function assertRelayCloses(report: UploadReport): void {
  const { rows } = relayOf(report);
  const { relayed: taken, refused, withheld, set_aside: aside, parked, waiting, unchanged } = rows;
  assert.equal(taken + refused + withheld + aside + parked + waiting + unchanged, report.funnel.accepted);
  const { funnel } = report;
  assert.equal(
    funnel.blank +
      funnel.rejected +
      (funnel.duplicates ?? 0) +
      (funnel.suppressed ?? 0) +
      (funnel.accepted ?? 0),
    funnel.lines,
  );
}

export function relayOf(report: UploadReport): RelayReport {
  assert.ok(report.relay !== undefined, 'the upload has no relay');
  return report.relay;
}

export async function remoteIdOf({ writer }: RemoteShop, audienceId: number): Promise<string> {
  const answer = await writer.get(`/custom_audiences/${audienceId}`);
  const { fb_id: id } = answer.json<{ fb_custom_audience: { fb_id: string | null } }>().fb_custom_audience;
  assert.ok(id !== null, 'the audience does not exist there');
  return id;
}

/** How many people the audience has at the other server, once all that came there is applied. */
export async function peopleThere(meta: TestServer, fbId: string): Promise<number> {
  const path = `/custom_audiences/${fbId}?fields=exact_count,operation_status`;
  let count = 0;
  await until('an end of all uploads there', async () => {
    const { fb_custom_audience: audience } = (await meta.operator.get(path)).json<{
      fb_custom_audience: { exact_count: number; operation_status: { code: number } };
    }>();
    count = audience.exact_count;
    return audience.operation_status.code !== 441 && audience.operation_status.code !== 414;
  });
  return count;
}
