import { type RejectReason, type RejectSample, rejectReasons, type UploadReport } from '@kindred/contract';
import { thousands } from '../text/number.ts';
import { wrap } from '../text/wrap.ts';
import type { View } from '../view.ts';

const samplesShownMax = 5;

/** Every reason with its count, its sentence, and a few masked samples with their line numbers. */
export function rejectsText(report: UploadReport, view: View, samplesMax = samplesShownMax): string {
  const counted = Object.entries(report.funnel.rejected_by_reason) as [RejectReason, number][];
  if (counted.length === 0) return '';
  const blocks = counted
    .toSorted(([, one], [, other]) => other - one)
    .map(([reason, count]) =>
      rejectText(
        { reason, count, say: rejectReasons[reason]?.say ?? '' },
        report.rejected_samples.filter((sample) => sample.reason === reason).slice(0, samplesMax),
        view,
      ),
    );
  return [view.paint.bold('rejected, by reason'), ...blocks].join('\n');
}

/** One reason: also used for imports, whose reasons are their own. */
export function rejectText(
  why: { readonly reason: string; readonly count: number; readonly say: string },
  samples: readonly Pick<RejectSample, 'line' | 'sample'>[],
  view: View,
): string {
  const shown = samples.slice(0, samplesShownMax);
  const lineWidth = Math.max(0, ...shown.map((sample) => thousands(sample.line).length));
  return [
    `  ${view.paint.bad(thousands(why.count))} ${why.reason}`,
    ...wrap(why.say, view.columns - 4).map((line) => `    ${line}`),
    ...shown.map((sample) =>
      view.paint.dim(`      line ${thousands(sample.line).padStart(lineWidth)}  ${sample.sample}`),
    ),
  ].join('\n');
}
