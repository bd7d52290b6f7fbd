import { limits, type UploadReport } from '@kindred/contract';
import { thousands } from '../text/number.ts';

/** One number of the funnel. `depth` says how far it is a part of what stands above it. */
export interface FunnelStep {
  readonly label: string;
  readonly depth: number;
  /** Null: not known yet, or too small to be told to this token. */
  readonly count: number | null;
  readonly meaning: string;
}

/** What became of the lines of a file, in the order in which they fall away. */
export function funnelSteps(report: UploadReport): readonly FunnelStep[] {
  const { funnel, relay } = report;
  return [
    step('lines', 0, funnel.lines, 'every line of the file'),
    step('blank', 1, funnel.blank, 'nothing on them; ignored'),
    step('rejected', 1, funnel.rejected, 'not usable; the reasons are below'),
    step('duplicates', 1, funnel.duplicates, 'said before in the same file'),
    // Only operators are told: for everybody else these lines are among the accepted.
    ...(report.rounded ? [] : [step('suppressed', 1, funnel.suppressed, 'people who opted out')]),
    step('accepted', 1, funnel.accepted, 'good, and different from each other'),
    ...(relay === undefined ? matchedSteps(report) : []),
  ];
}

/** Whom the rows found here; of rows that went to a platform nobody here knows. */
function matchedSteps({ funnel, operation }: UploadReport): readonly FunnelStep[] {
  return [
    step('matched', 2, funnel.matched, 'somebody in the population has this key'),
    ...Object.entries(funnel.matched_by_kind).map(([kind, count]) =>
      step(`by ${kind}`, 3, count ?? null, 'matched on this kind of key'),
    ),
    ...(operation === 'remove'
      ? []
      : [step('newly added', 2, funnel.newly_added, 'people who were not in the audience')]),
    ...(operation === 'add' ? [] : [step('removed', 2, funnel.removed, 'people who left the audience')]),
  ];
}

function step(label: string, depth: number, count: number | null, meaning: string): FunnelStep {
  return { label, depth, count, meaning };
}

/** The number of a step as text. */
export function countText(count: number | null, report: UploadReport): string {
  if (count !== null) return thousands(count);
  if (report.state !== 'applied') return '…';
  return report.rounded ? `<${thousands(limits.size_floor_people)}` : '–';
}
