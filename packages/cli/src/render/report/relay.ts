import type { RelayReport } from '@kindred/contract';
import { table } from '../shape/table.ts';
import { moment } from '../text/moment.ts';
import { thousands } from '../text/number.ts';
import { wrap } from '../text/wrap.ts';
import type { View } from '../view.ts';

const samplesMax = 5;

/** What became of accepted rows at the platform: a sentence, the numbers, what was refused and why. */
export function relayText(report: RelayReport, view: View): string {
  const { batches, rows } = report;
  const facts = [
    `${thousands(batches.acknowledged)} of ${thousands(batches.all)} batches have arrived`,
    report.rows_per_second === null ? null : `${thousands(report.rows_per_second)} rows a second`,
    report.finish_at === null || report.state === 'ended'
      ? null
      : `done about ${moment(report.finish_at)} UTC`,
    batches.sent_again === 0 ? null : `${thousands(batches.sent_again)} sent twice`,
  ];
  const counts: readonly (readonly [string, number, string])[] = [
    ['relayed', rows.relayed, 'the platform took them'],
    ['unchanged', rows.unchanged, 'there already'],
    ['refused', rows.refused, 'the platform found them invalid'],
    ['withheld', rows.withheld, 'people who opted out before they were sent'],
    ['set aside', rows.set_aside, 'in batches that were refused for good'],
    ['parked', rows.parked, 'wait until the audience has grown'],
    ['waiting', rows.waiting, 'not sent yet, or without an answer'],
    ['taken out', rows.taken_out, 'people who are not in the file any more'],
  ];
  const shown = counts.filter(([name, count]) => name === 'relayed' || count > 0);
  return [
    ...wrap(`${report.state}: ${report.say}`, view.columns),
    facts.filter((fact) => fact !== null).join(', '),
    table(
      [{ title: 'rows' }, { title: 'count', align: 'right' }, { title: 'what is counted', wraps: true }],
      shown.map(([name, count, say]) => [name, thousands(count), say]),
      view,
    ),
    ...refusedLines(report),
    ...report.set_aside.flatMap((each) =>
      wrap(`${thousands(each.rows)} rows set aside: ${each.say}`, view.columns),
    ),
  ].join('\n');
}

function refusedLines({ refused_samples: samples, refused_unnamed: unnamed }: RelayReport): string[] {
  const lines = samples
    .slice(0, samplesMax)
    .map(({ line, reason }) => `  ${line === null ? 'a row' : `line ${thousands(line)}`}  ${reason}`);
  const more = samples.length - lines.length;
  return [
    ...lines,
    ...(more > 0 ? [`  and ${thousands(more)} more that are named`] : []),
    ...(unnamed > 0 ? [`  and ${thousands(unnamed)} that the platform did not name`] : []),
  ];
}
