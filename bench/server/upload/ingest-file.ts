import type { Funnel, UploadReport } from '@kindred/contract';
import { pauseSince } from '../../kit/pause.ts';
import type { UploadFile } from '../../made-people/people-files.ts';
import type { Api } from '../api.ts';
import { timeUpload, type UploadSeconds } from './time-upload.ts';

/** It is done with the answer that shows a size. */
export interface Ingested extends UploadSeconds {
  readonly funnel: Funnel;
  readonly matched: number;
}

interface AudienceAnswer {
  readonly fb_custom_audience: { readonly approximate_count_lower_bound: number };
}

/** Makes a new audience of a file and waits until it shows its size. Throws when the report's sums are off. */
export async function ingestFile(api: Api, accountId: number, file: UploadFile): Promise<Ingested> {
  const startMs = performance.now();
  const { done: uploadId, ...seconds } = await timeUpload(api, accountId, file, async (made) => {
    await untilSized(api, made.audienceId, startMs);
    return made.uploadId;
  });
  const { upload } = (await api.get(`/uploads/${uploadId}`)) as { upload: UploadReport };
  return { ...seconds, funnel: upload.funnel, matched: checkedMatched(upload, file.rows) };
}

async function untilSized(api: Api, audienceId: number, startMs: number): Promise<void> {
  const path = `/custom_audiences/${audienceId}?fields=approximate_count_lower_bound,operation_status`;
  for (;;) {
    const { fb_custom_audience: audience } = (await api.get(path)) as AudienceAnswer;
    if (audience.approximate_count_lower_bound !== -1) return;
    await pauseSince(startMs);
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
