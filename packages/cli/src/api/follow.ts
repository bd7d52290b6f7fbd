import { follow as followBy } from '@kindred/sdk';

/** Asks again and again until the answer says that it is the last, through restarts of the server. */
export function follow<Report>(
  ask: () => Promise<Report>,
  isLast: (report: Report) => boolean,
  onReport: (report: Report) => void,
  pauseMsMost?: number,
): Promise<Report> {
  return followBy(ask, isLast, { onReport, pauseMsMost });
}
