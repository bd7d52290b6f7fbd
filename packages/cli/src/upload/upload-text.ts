import type { UploadReport } from '@kindred/contract';
import { type Fault, faultText } from '@kindred/sdk';
import { thousands, uploadText, type View } from '../render/index.ts';
import type { UploadAnswer } from './report.ts';

const samplesShown = 10;

/** What became of a list, for a person: first what was sent of it, then what became of that. */
export function uploadAnswerText(answer: UploadAnswer, report: UploadReport | null, view: View): string {
  const { audience, sessions, list, sent } = answer;
  const head = `custom audience ${audience.id} "${audience.name}": ${thousands(list.read)} rows read, ${thousands(sent)} sent`;
  const told = report === null ? sessionLines(answer) : [uploadText(report, view)];
  return [
    sessions.length === 0 ? head : `${head} (session ${sessions.join(', ')})`,
    ...faultLines(answer, view),
    ...refusalLines(answer, view),
    ...told,
    ...apartLines(answer),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** What could not be used of the list, with its lines. */
function faultLines({ list }: UploadAnswer, view: View): readonly string[] {
  const counts = Object.entries(list.faults).flatMap(([kind, faults]) =>
    (Object.entries(faults) as [Fault, number][]).map(
      ([fault, count]) =>
        `  ${view.paint.bad(thousands(count))} ${`${kind} ${fault}`.trim()}: ${faultText(fault)}${linesText(
          list.samples.filter((each) => each.kind === kind && each.fault === fault).map(({ line }) => line),
        )}`,
    ),
  );
  const left =
    list.unusable === 0
      ? []
      : [`Rows that were not sent, for nothing in them finds a person: ${thousands(list.unusable)}.`];
  return counts.length + left.length === 0
    ? []
    : [[view.paint.bold('not usable in the list, by reason'), ...counts, ...left].join('\n')];
}

function refusalLines({ refused, refusals }: UploadAnswer, view: View): readonly string[] {
  if (refused === 0) return [];
  const byReason = Map.groupBy(refusals, ({ reason }) => reason);
  const lines = [...byReason].map(
    ([reason, found]) =>
      `  ${reason}${linesText(found.flatMap(({ line }) => (line === null ? [] : [line])))}`,
  );
  return [[view.paint.bold(`refused by the server: ${thousands(refused)}`), ...lines].join('\n')];
}

function linesText(lines: readonly number[]): string {
  const shown = [...new Set(lines)].slice(0, samplesShown);
  return shown.length === 0 ? '' : ` (lines ${shown.join(', ')}${lines.length > samplesShown ? ', …' : ''})`;
}

function sessionLines({ session_counts: sessions }: UploadAnswer): readonly string[] {
  const lines = sessions.map(
    (each) =>
      `session ${each.session_id}: ${thousands(each.num_received)} received, ${thousands(each.num_invalid_entries)} invalid, ${
        each.num_matched === null ? 'matches not known yet' : `${thousands(each.num_matched)} matched`
      } (${each.stage})`,
  );
  return lines.length === 0 ? [] : [lines.join('\n')];
}

/** Where the counts of the server are not those of the list alone. */
function apartLines({ funnel, sent, repeated }: UploadAnswer): readonly string[] {
  if (repeated > 0) {
    return [
      `${thousands(repeated)} rows were counted twice by the server, for it was not known whether they had arrived. Their people count once.`,
    ];
  }
  if (funnel === null || funnel.lines === sent) return [];
  return ['The report counts rows of other callers, too: the server took them together with these.'];
}
