import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { UploadReport, UploadState } from '@kindred/contract';
import type { Client } from './client.ts';
import type { Answer, Headers } from './exchange.ts';
import { fields, file } from './form.ts';
import type { TestServer } from './test-server.ts';

/** An ad account with a token of each role. */
export interface Shop {
  readonly accountId: number;
  readonly graphId: string;
  readonly writer: Client;
  readonly writerToken: string;
  readonly reader: Client;
}

export async function openShop(server: TestServer, name = 'Shop'): Promise<Shop> {
  const answer = await server.operator.postJson('/fb_ad_accounts', { name });
  assert.equal(answer.status, 201, answer.text);
  const { fb_ad_account: account } = answer.json<{ fb_ad_account: { id: number; fb_id: string } }>();
  const writerToken = await makeToken(server.operator, 'account_write', [account.id]);
  const readerToken = await makeToken(server.operator, 'account_read', [account.id]);
  return {
    accountId: account.id,
    graphId: account.fb_id,
    writer: server.as(writerToken),
    writerToken,
    reader: server.as(readerToken),
  };
}

export async function makeToken(
  operator: Client,
  role: string,
  accountIds: readonly number[],
  appId: string | null = null,
): Promise<string> {
  const answer = await operator.postJson('/tokens', {
    name: role,
    role,
    fb_ad_account_ids: accountIds,
    app_id: appId,
  });
  assert.equal(answer.status, 201, answer.text);
  return answer.json<{ access_token: string }>().access_token;
}

/** An app and its secret. */
export interface MadeApp {
  readonly id: string;
  readonly secret: string;
}

export async function makeApp(
  operator: Client,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<MadeApp> {
  const answer = await operator.postJson('/apps', { name: 'Sync', ...settings });
  assert.equal(answer.status, 201, answer.text);
  const made = answer.json<{ app: { id: string }; app_secret: string }>();
  return { id: made.app.id, secret: made.app_secret };
}

/** `appsecret_proof`; with a time, in seconds since 1970, the form that is good for five minutes. */
export function proofOf({ secret }: MadeApp, token: string, time: number | null = null): string {
  return createHmac('sha256', secret)
    .update(time === null ? token : `${token}|${time}`)
    .digest('hex');
}

export interface UploadOptions {
  readonly client: Client;
  readonly accountId: number;
  readonly content: Buffer | string;
  /** null: none is sent, and the file must name its columns. */
  readonly userType?: string | null;
  readonly headers?: Headers;
}

export interface Uploaded {
  readonly answer: Answer;
  readonly audienceId: number;
  readonly uploadId: number;
}

/** Makes an audience of a file. */
export async function createAudience(options: UploadOptions): Promise<Uploaded> {
  const { client, accountId, content, userType = 'email_hash', headers } = options;
  const form = fields({
    fb_ad_account_id: String(accountId),
    name: 'Spending users',
    subtype: 'CUSTOM',
    user_type: userType,
  });
  const answer = await client.sendForm('POST', '/custom_audiences', [...form, file(content)], headers);
  assert.equal(answer.status, 201, answer.text);
  return uploadedOf(answer);
}

/** Sends a further file to an audience. */
export async function updateAudience(
  audienceId: number,
  operation: string | null,
  options: Omit<UploadOptions, 'accountId'>,
): Promise<Uploaded> {
  const { client, content, userType = null, headers } = options;
  const form = [...fields({ user_type: userType, operation }), file(content)];
  const answer = await client.sendForm('PUT', `/custom_audiences/${audienceId}`, form, headers);
  assert.equal(answer.status, 200, answer.text);
  return uploadedOf(answer);
}

export function uploadedOf(answer: Answer): Uploaded {
  const { fb_custom_audience: audience } = answer.json<{ fb_custom_audience: { id: number } }>();
  return { answer, audienceId: audience.id, uploadId: Number(answer.headers['x-upload-id']) };
}

const settled = new Set(['applied', 'failed', 'aborted']);
const pollMs = 10;

/** Waits until nothing more will become of an upload, and gives its report. */
export async function settledUpload(
  client: Client,
  uploadId: number,
  waitMs = 30_000,
): Promise<UploadReport> {
  const endMs = performance.now() + waitMs;
  for (;;) {
    const answer = await client.get(`/uploads/${uploadId}`);
    assert.equal(answer.status, 200, answer.text);
    const { upload } = answer.json<{ upload: UploadReport }>();
    if (settled.has(upload.state)) return upload;
    if (performance.now() > endMs) throw new Error(`upload ${uploadId} is still ${upload.state}`);
    await sleep(pollMs);
  }
}

/** Waits, and expects the upload to have been applied. */
export async function appliedUpload(client: Client, uploadId: number): Promise<UploadReport> {
  const upload = await settledUpload(client, uploadId);
  assert.equal(upload.state, 'applied', upload.error ?? '');
  return upload;
}

/** One file into a new audience, to the end. */
export async function appliedAudience(
  options: UploadOptions,
): Promise<{ readonly audienceId: number; readonly report: UploadReport }> {
  const { audienceId, uploadId } = await createAudience(options);
  return { audienceId, report: await appliedUpload(options.client, uploadId) };
}

/** All uploads of an audience, newest first, as its first page shows them. */
export async function uploadsOf(client: Client, audienceId: number): Promise<readonly UploadReport[]> {
  const answer = await client.get(`/custom_audiences/${audienceId}/uploads`);
  assert.equal(answer.status, 200, answer.text);
  return answer.json<{ uploads: UploadReport[] }>().uploads;
}

/** Waits until the newest upload of an audience is in this state. */
export async function untilState(
  client: Client,
  audienceId: number,
  state: UploadState,
  waitMs = 10_000,
): Promise<UploadReport> {
  const endMs = performance.now() + waitMs;
  for (;;) {
    const [newest] = await uploadsOf(client, audienceId);
    if (newest?.state === state) return newest;
    if (performance.now() > endMs) throw new Error(`the newest upload is ${newest?.state}, not ${state}`);
    await sleep(pollMs);
  }
}

/** Waits until a file for this audience is being received. */
export async function untilReceiving(client: Client, audienceId: number): Promise<void> {
  await untilState(client, audienceId, 'receiving');
}
