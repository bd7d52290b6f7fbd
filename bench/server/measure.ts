import { equalGround } from '../kit/equal-ground.ts';
import { type BenchOptions, note, rounded } from '../kit/outcome.ts';
import { medianBy } from '../kit/statistics.ts';
import type { UploadFile } from '../made-people/people-files.ts';
import type { Stand } from './stand.ts';
import { type Ingested, ingestFile } from './upload/ingest-file.ts';

export interface MeasuredIngest {
  readonly rows_per_s: number;
  readonly seconds: number;
  /** Until the upload was answered as durable; the rest is matching and sizing. */
  readonly answered_seconds: number;
  readonly peak_rss_mib: number;
  readonly rows: number;
  readonly matched: number;
}

/** Uploads the file `runs` times, each into a new audience, and takes the median. */
export async function measureIngest(
  stand: Stand,
  file: UploadFile,
  { runs, patienceSeconds }: Pick<BenchOptions, 'runs' | 'patienceSeconds'>,
): Promise<MeasuredIngest> {
  const all: Ingested[] = [];
  stand.gauge.resetPeak();
  for (let count = 0; count < runs; count += 1) {
    await equalGround(file.path, patienceSeconds);
    const each = await ingestFile(stand.api, stand.accountId, file);
    note(
      `kindred: ${each.seconds.toFixed(3)} s, of these ${each.answeredSeconds.toFixed(3)} s until answered`,
    );
    all.push(each);
  }
  const { seconds, answeredSeconds, matched } = medianBy(all, (each) => each.seconds);
  return {
    rows_per_s: Math.round(file.rows / seconds),
    seconds: rounded(seconds),
    answered_seconds: rounded(answeredSeconds),
    peak_rss_mib: stand.gauge.peakMebibytes(),
    rows: file.rows,
    matched,
  };
}
