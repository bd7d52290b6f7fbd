import type { UploadReport } from '@kindred/contract';
import { barChart } from '../shape/bar-chart.ts';
import { table } from '../shape/table.ts';
import { percent } from '../text/number.ts';
import type { View } from '../view.ts';
import { countText, type FunnelStep, funnelSteps } from './funnel-steps.ts';
import { rejectsText } from './rejects.ts';
import { relayText } from './relay.ts';

const indent = '  ';

/** Everything there is to say about one upload: the table, the picture, the rejects, the notes. */
export function uploadText(report: UploadReport, view: View): string {
  const parts = [funnelTable(report, view), funnelPicture(report, view), rejectsText(report, view)];
  if (report.relay !== undefined) parts.push(relayText(report.relay, view));
  if (report.rounded) parts.push('Counts of people are rounded for the role of this token.');
  parts.push(...report.notes);
  if (report.error !== null) parts.push(view.paint.bad(report.error));
  return parts.filter((part) => part !== '').join('\n\n');
}

/** The funnel as a table: step, count, share of the lines, and what is counted. */
export function funnelTable(report: UploadReport, view: View): string {
  const rows = funnelSteps(report).map((each) => [
    indent.repeat(each.depth) + each.label,
    countText(each.count, report),
    shareText(each, report),
    each.meaning,
  ]);
  return table(
    [
      { title: 'step' },
      { title: 'count', align: 'right' },
      { title: 'share', align: 'right' },
      { title: 'what is counted', wraps: true },
    ],
    rows,
    view,
  );
}

/** The funnel as a picture: a label, a bar scaled to the lines of the file, a number, a share. */
export function funnelPicture(report: UploadReport, view: View): string {
  const rows = funnelSteps(report).map((each) => ({
    label: indent.repeat(each.depth) + each.label,
    count: each.count,
    countText: countText(each.count, report),
    paint: paintOf(each, view),
  }));
  return barChart(rows, report.funnel.lines, view);
}

function paintOf(step: FunnelStep, view: View): (text: string) => string {
  if (step.label === 'rejected') return view.paint.bad;
  return step.depth >= 2 ? view.paint.good : (text) => text;
}

function shareText(step: FunnelStep, report: UploadReport): string {
  return step.count === null ? '' : percent(step.count, report.funnel.lines);
}
