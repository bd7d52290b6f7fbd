import { type Import, importRejects } from '@kindred/contract';
import { table } from '../shape/table.ts';
import { percent, thousands } from '../text/number.ts';
import { wrap } from '../text/wrap.ts';
import type { View } from '../view.ts';
import { rejectText } from './rejects.ts';

/** What became of a file of people: counts, columns, and what was rejected. */
export function importText(report: Import, view: View): string {
  const parts = [countsTable(report, view), columnsText(report, view), ...rejectsTexts(report, view)];
  for (const note of report.notes) {
    parts.push(view.paint.bad(wrap(`Warning: ${note}`, view.columns).join('\n')));
  }
  if (report.error !== null) parts.push(view.paint.bad(report.error));
  return parts.filter((part) => part !== '').join('\n\n');
}

function countsTable(report: Import, view: View): string {
  const rows: (readonly [string, number | undefined, string])[] = [
    ['lines', report.lines, 'rows of the file, without its header'],
    ['  blank', report.blank, 'nothing on them; ignored'],
    ['  rejected', report.rejected, 'not usable; the reasons are below'],
    ['  accepted', report.accepted, 'people who were taken'],
    ['    added', report.people?.added, 'were not in the population'],
    ['    updated', report.people?.updated, 'were there, with something else'],
    ['    unchanged', report.people?.unchanged, 'were there as they are'],
    ['keys added', report.keys?.added, 'identifiers by which they can be matched'],
    ['keys removed', report.keys?.removed, 'identifiers that they no longer have'],
  ];
  return table(
    [
      { title: 'what' },
      { title: 'count', align: 'right' },
      { title: 'share', align: 'right' },
      { title: 'meaning', wraps: true },
    ],
    rows.map(([label, count, meaning]) => [
      label,
      count === undefined ? '–' : thousands(count),
      count === undefined || label.startsWith('keys') ? '' : percent(count, report.lines),
      meaning,
    ]),
    view,
  );
}

/** Which columns were taken for what: the thing to look at when people do not match. */
function columnsText({ mapping }: Import, view: View): string {
  if (mapping === null) return '';
  const named = Object.entries(mapping.identifiers).map(
    ([role, columns]) => `${role} (${columns.join(', ')})`,
  );
  const lines = [
    listed('identifiers', named, view),
    listed('hashed', mapping.hashed, view),
    listed('features', mapping.features, view),
    listed('ignored', mapping.ignored, view),
  ];
  return [view.paint.bold('columns'), ...lines.flat()].join('\n');
}

function listed(title: string, names: readonly string[], view: View): string[] {
  const indent = 15;
  return wrap(names.join(', '), view.columns - indent).map((line, index) =>
    `  ${(index === 0 ? title : '').padEnd(indent - 2)}${line}`.trimEnd(),
  );
}

function rejectsTexts(report: Import, view: View): string[] {
  const rows = Object.entries(report.rejected_by_reason)
    .toSorted(([, one], [, other]) => other - one)
    .map(([reason, count]) =>
      rejectText({ reason, count, say: sayingOf(reason) }, samplesOf(report, null, reason), view),
    );
  const identifiers = report.rejected_identifiers
    .toSorted((one, other) => other.count - one.count)
    .map(({ identifier, reason, count }) =>
      rejectText(
        { reason: `${identifier}: ${reason}`, count, say: sayingOf(reason) },
        samplesOf(report, identifier, reason),
        view,
      ),
    );
  return [
    titled('rejected rows, by reason', rows, view),
    titled('identifiers left out, by reason (the people were taken without them)', identifiers, view),
  ];
}

function titled(title: string, blocks: readonly string[], view: View): string {
  return blocks.length === 0 ? '' : [view.paint.bold(title), ...blocks].join('\n');
}

function samplesOf(report: Import, identifier: string | null, reason: string): Import['rejected_samples'] {
  return report.rejected_samples.filter(
    (sample) => sample.identifier === identifier && sample.reason === reason,
  );
}

/** The sentence for a reason; none for one that a newer server gives. */
function sayingOf(reason: string): string {
  return Object.entries(importRejects).find(([name]) => name === reason)?.[1].say ?? '';
}
