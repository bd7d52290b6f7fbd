import { basename } from 'node:path';
import type { UploadReport } from '@kindred/contract';
import type { AudienceUpload, Transfer } from '../../api/audiences.ts';
import { followUpload } from '../../api/uploads.ts';
import { WorkFailed } from '../../failure.ts';
import type { Progress } from '../../progress.ts';
import { uploadText } from '../../render/index.ts';
import type { Session } from '../../session.ts';
import type { Client, FormField } from '../../wire/index.ts';

type Send = (client: Client, transfer: Transfer) => Promise<AudienceUpload>;

/** Sends a file, waits until its people are in the audience, and answers with the funnel. */
export async function sendAndFollow(
  session: Session,
  file: string,
  fields: readonly FormField[],
  send: Send,
): Promise<void> {
  const sent = await sendWithProgress(session, file, fields, send);
  const report = await followWithProgress(session, sent.uploadId);
  const { audience } = sent;
  session.answer({ fb_custom_audience: audience, upload: report }, () =>
    [
      `custom audience ${audience.id} "${audience.name}", upload ${report.id}`,
      uploadText(report, session.view),
    ].join('\n\n'),
  );
  if (report.relay?.state === 'paused') {
    throw new WorkFailed(`Upload ${report.id} waits. ${report.relay.say}`);
  }
  if (report.state !== 'applied') throw new WorkFailed(`Upload ${report.id} ended as ${report.state}.`);
  const { lines, blank, rejected } = report.funnel;
  if (lines === blank + rejected) {
    throw new WorkFailed(`No line of upload ${report.id} could be used, so nobody came from it.`);
  }
}

async function sendWithProgress(
  session: Session,
  file: string,
  fields: readonly FormField[],
  send: Send,
): Promise<AudienceUpload> {
  let shown: Progress | null = null;
  try {
    return await send(session.client, {
      file,
      fields,
      onStart: (total) => {
        shown = session.progress({
          label: `sending ${file === '-' ? 'standard input' : basename(file)}`,
          unit: 'bytes',
          total,
        });
      },
      onBytes: (byteCount) => shown?.at(byteCount),
    });
  } finally {
    (shown as Progress | null)?.end();
  }
}

/** Moves from where the server stands when the file has arrived to the end of its work. */
export async function followWithProgress(session: Session, uploadId: string): Promise<UploadReport> {
  const shown = session.progress({ label: 'matching', unit: 'share', total: 1 });
  try {
    return await followUpload(session.client, uploadId, (report) => shown.at(report.progress));
  } finally {
    shown.end();
  }
}
