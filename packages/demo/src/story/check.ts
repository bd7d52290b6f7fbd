import type { AudienceSize } from '@kindred/cli';
import { limits, type RejectReason, type UploadReport } from '@kindred/contract';
import { type List, rejectsOf } from '../list/index.ts';

/**
 * What the server found, against what was put into the file. Gives a sentence for each number that differs;
 * none when everything is as it should be.
 */
export function complaintsAbout(report: UploadReport, list: List): string[] {
  return [...complaintsAboutSums(report), ...complaintsAboutTruth(report, list)];
}

/** Two significant digits are shown: at worst they are 5 % beside the truth, and the bounds 2 % around them. */
const roundingMax = 0.07;

/** Whether the bounds that are shown to advertisers stand around the true number, as far as rounding allows. */
export function complaintsAboutSize(state: AudienceSize, people: number): string[] {
  const { approximate_count_lower_bound: lower = -1, approximate_count_upper_bound: upper = -1 } = state;
  const shown = Math.max(people, limits.size_floor_people);
  const fits = lower <= upper && lower >= shown * (1 - roundingMax) && upper <= shown * (1 + roundingMax);
  return fits ? [] : [`The size is shown as ${lower} to ${upper}, but there are ${people} people.`];
}

function complaintsAboutSums({ funnel, id }: UploadReport): string[] {
  const parts = [funnel.blank, funnel.rejected, funnel.duplicates, funnel.suppressed, funnel.accepted];
  const byReason = total(Object.values(funnel.rejected_by_reason));
  const byKind = total(Object.values(funnel.matched_by_kind));
  return [
    ...differs(id, 'the parts of the lines', total(parts), funnel.lines),
    ...differs(id, 'the reasons of rejection', byReason, funnel.rejected),
    ...differs(id, 'the kinds of matches', byKind, funnel.matched),
  ];
}

function complaintsAboutTruth({ funnel, id, state }: UploadReport, { plan, newPeople }: List): string[] {
  const wanted = rejectsOf(plan);
  const reasons = new Set([
    ...Object.keys(wanted),
    ...Object.keys(funnel.rejected_by_reason),
  ]) as Set<RejectReason>;
  return [
    ...(state === 'applied' ? [] : [`Upload ${id} ended as ${state}.`]),
    ...differs(id, 'lines', funnel.lines, plan.lines),
    ...differs(id, 'blank lines', funnel.blank, plan.blank),
    ...differs(id, 'duplicates', funnel.duplicates, plan.duplicates),
    ...differs(id, 'accepted rows', funnel.accepted, plan.known + plan.strangers),
    ...differs(id, 'matched rows', funnel.matched, plan.known),
    ...differs(id, 'newly added people', funnel.newly_added, newPeople),
    ...[...reasons].flatMap((reason) =>
      differs(id, `rows rejected as ${reason}`, funnel.rejected_by_reason[reason] ?? 0, wanted[reason] ?? 0),
    ),
  ];
}

function differs(id: number, what: string, found: number | null, wanted: number | null): string[] {
  return found === wanted ? [] : [`Upload ${id}: ${what}: ${found} found, ${wanted} expected.`];
}

function total(counts: readonly (number | null)[]): number {
  return counts.reduce((sum: number, count) => sum + (count ?? 0), 0);
}
