import { setTimeout as sleep } from 'node:timers/promises';
import type { Funnel, UploadReport } from '@kindred/contract';
import type { UploadFile } from '../made-people/people-files.ts';
import type { Api } from './api.ts';
import { formAround } from './form.ts';

export interface Ingested {
  /** From just before the first byte of the request to the answer that shows a size. */
  readonly seconds: number;
  /** Of these, until the upload was answered as durable. */
  readonly answeredSeconds: number;
  readonly funnel: Funnel;
  readonly matched: number;
}

interface AudienceAnswer {
  readonly fb_custom_audience: { readonly id: number; readonly approximate_count_lower_bound: number };
}

const pollMs = 20;

/** Makes a new audience of a file and waits until it shows its size. Throws when the report's sums are off. */
export async function ingestFile(api: Api, accountId: number, file: UploadFile): Promise<Ingested> {
  const form = formAround({
    fb_ad_account_id: String(accountId),
    name: `Bench of ${file.rows} rows`,
    user_type: 'email_hash',
  });
  const startMs = performance.now();
  const answer = await api.postFile('/custom_audiences', { path: file.path, ...form });
  const answeredMs = performance.now();
  const { id } = (answer.body as AudienceAnswer).fb_custom_audience;
  await untilSized(api, id);
  const endMs = performance.now();
  const { upload } = (await api.get(`/uploads/${answer.headers['x-upload-id']}`)) as { upload: UploadReport };
  return {
    seconds: (endMs - startMs) / 1000,
    answeredSeconds: (answeredMs - startMs) / 1000,
    funnel: upload.funnel,
    matched: checkedMatched(upload, file.rows),
  };
}

async function untilSized(api: Api, audienceId: number): Promise<void> {
  const path = `/custom_audiences/${audienceId}?fields=approximate_count_lower_bound,operation_status`;
  for (;;) {
    const { fb_custom_audience: audience } = (await api.get(path)) as AudienceAnswer;
    if (audience.approximate_count_lower_bound !== -1) return;
    await sleep(pollMs);
  }
}

/** The number of people matched, if the report accounts for every line. */
function checkedMatched(upload: UploadReport, rows: number): number {
  const { funnel } = upload;
  const parts = [funnel.blank, funnel.rejected, funnel.duplicates, funnel.suppressed, funnel.accepted];
  const sum = parts.reduce<number>((total, part) => total + (part ?? Number.NaN), 0);
  const whole = upload.state === 'applied' && !upload.rounded && funnel.lines === rows && sum === rows;
  if (!whole || funnel.matched === null || funnel.newly_added !== funnel.matched) {
    throw new Error(`the upload of ${rows} rows is not accounted for: ${JSON.stringify(upload)}`);
  }
  return funnel.matched;
}
