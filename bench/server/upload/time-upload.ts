import type { UploadFile } from '../../made-people/people-files.ts';
import type { Api } from '../api.ts';
import { formAround } from './form.ts';

/** A file that was answered as durable. */
export interface AnsweredUpload {
  readonly audienceId: number;
  readonly uploadId: string;
}

export interface UploadSeconds {
  /** From just before the first byte of the request until it was done. */
  readonly seconds: number;
  /** Of these, until the upload was answered as durable. */
  readonly answeredSeconds: number;
}

/** Makes a new audience of a file, and takes the time until it is done. */
export async function timeUpload<Done>(
  api: Api,
  accountId: number,
  file: UploadFile,
  untilDone: (upload: AnsweredUpload) => Promise<Done>,
): Promise<UploadSeconds & { readonly done: Done }> {
  const form = formAround({
    fb_ad_account_id: String(accountId),
    name: `Bench of ${file.rows} rows`,
    user_type: 'email_hash',
  });
  const startMs = performance.now();
  const answer = await api.postFile('/custom_audiences', { path: file.path, ...form });
  const answeredMs = performance.now();
  const made = answer.body as { readonly fb_custom_audience: { readonly id: number } };
  const uploadId = String(answer.headers['x-upload-id']);
  const done = await untilDone({ audienceId: made.fb_custom_audience.id, uploadId });
  return {
    seconds: (performance.now() - startMs) / 1000,
    answeredSeconds: (answeredMs - startMs) / 1000,
    done,
  };
}
