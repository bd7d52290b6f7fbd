import type { UploadReport, UploadState } from '@kindred/contract';
import type { Kindred } from '@kindred/sdk';
import type { Client } from '../wire/index.ts';
import { fieldOf } from './answer.ts';
import { follow } from './follow.ts';

export async function showUpload(client: Client, id: string | number): Promise<UploadReport> {
  return fieldOf(await client.get(`/uploads/${encodeURIComponent(id)}`), 'upload');
}

const ended: ReadonlySet<UploadState> = new Set(['applied', 'aborted', 'failed']);

/** Asks for the report until the upload has come to an end, or waits for somebody to do something. */
export function followUpload(
  client: Client,
  id: string | number,
  onReport: (report: UploadReport) => void,
): Promise<UploadReport> {
  return follow(
    () => showUpload(client, id),
    (report) => ended.has(report.state) || report.relay?.state === 'paused',
    onReport,
  );
}

/** Asks until all uploads that hold rows of these sessions have come to an end. */
export function followSessions(
  { audiences }: Kindred,
  audience: string,
  sessions: readonly string[],
  onShare: (share: number) => void,
): Promise<readonly UploadReport[]> {
  return follow(
    () => audiences.uploadsOfSessions(audience, sessions),
    (reports) => reports.every(({ state }) => ended.has(state)),
    (reports) => {
      const shares = reports.map(({ progress }) => progress);
      onShare(reports.length === 0 ? 1 : shares.reduce((sum, share) => sum + share, 0) / shares.length);
    },
  );
}
