import { basename } from 'node:path';
import type { CustomAudience, Operation, UploadReport } from '@kindred/contract';
import { Refused } from '../failure.ts';
import { type Client, type FormField, fileBody, multipart, type Query } from '../wire/index.ts';
import { fieldOf } from './answer.ts';

/** The bounds of a size, as far as they were asked for. */
export type AudienceSize = Pick<
  CustomAudience,
  'approximate_count_lower_bound' | 'approximate_count_upper_bound'
>;

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly page: number;
  readonly total: number;
}

const stateFields = [
  'approximate_count_lower_bound',
  'approximate_count_upper_bound',
  'operation_status',
  'delivery_status',
].join(',');

export async function listAudiences(
  client: Client,
  account: string,
  page: string,
): Promise<Page<CustomAudience>> {
  const query: Query = [
    ['fb_ad_account_id', account],
    ['page', page],
  ];
  const answer = await client.get('/custom_audiences', query);
  return {
    items: fieldOf(answer, 'custom_audiences'),
    ...fieldOf<Omit<Page<CustomAudience>, 'items'>>(answer, 'meta'),
  };
}

/** With its size, rounded, and whether it can be used; for an operator with its exact size, too. */
export async function showAudience(client: Client, id: string | number): Promise<CustomAudience> {
  const show = async (fields: string) =>
    fieldOf<CustomAudience>(await client.get(audiencePath(id), [['fields', fields]]), 'fb_custom_audience');
  try {
    return await show(`${stateFields},exact_count`);
  } catch (failure) {
    if (!(failure instanceof Refused) || failure.answered?.code !== 'parameter_invalid') throw failure;
    return show(stateFields);
  }
}

export async function deleteAudience(client: Client, id: string | number): Promise<void> {
  await client.delete(audiencePath(id));
}

export async function listUploads(
  client: Client,
  audience: string,
  page: string,
): Promise<Page<UploadReport>> {
  const answer = await client.get(`${audiencePath(audience)}/uploads`, [['page', page]]);
  return { items: fieldOf(answer, 'uploads'), ...fieldOf<Omit<Page<UploadReport>, 'items'>>(answer, 'meta') };
}

export interface AudienceUpload {
  readonly audience: CustomAudience;
  readonly uploadId: string;
}

export interface Transfer {
  readonly file: string;
  readonly fields: readonly FormField[];
  /** Called once, before the first byte, with the bytes to come; null where that is not known. */
  readonly onStart: (byteCount: number | null) => void;
  readonly onBytes: (byteCount: number) => void;
}

export function createAudience(client: Client, transfer: Transfer): Promise<AudienceUpload> {
  return transferTo(client, 'POST', '/custom_audiences', transfer);
}

export function changeAudience(
  client: Client,
  id: string,
  operation: Operation,
  transfer: Transfer,
): Promise<AudienceUpload> {
  const fields = [...transfer.fields, { name: 'operation', value: operation }];
  return transferTo(client, 'PUT', audiencePath(id), { ...transfer, fields });
}

async function transferTo(
  client: Client,
  method: 'POST' | 'PUT',
  path: string,
  transfer: Transfer,
): Promise<AudienceUpload> {
  const fileName = transfer.file === '-' ? 'stdin' : basename(transfer.file);
  const file = { name: 'file', fileName, body: await fileBody(transfer.file, 'text/plain') };
  const body = multipart({ fields: transfer.fields, file });
  transfer.onStart(body.byteCount);
  const answer = await client.upload(method, path, { body, onBytes: transfer.onBytes });
  return {
    audience: fieldOf(answer, 'fb_custom_audience'),
    uploadId: String(answer.headers['x-upload-id'] ?? ''),
  };
}

export function audiencePath(id: string | number): string {
  return `/custom_audiences/${encodeURIComponent(id)}`;
}
