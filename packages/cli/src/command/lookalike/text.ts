import type { LookalikeModel, LookalikeReport } from '../../api/lookalikes.ts';
import { bar, duration, moment, thousands, type View } from '../../render/index.ts';

/** What a report says, in words, with a picture of the lift by ratio for each country. What it does not say is left out. */
export function lookalikeText(report: LookalikeReport, view: View): string {
  const { models = [], built_at: builtAt } = report;
  if (models.length === 0) return `Nothing is built yet (${report.state}).`;
  const when = typeof builtAt === 'string' ? `built ${moment(builtAt)} UTC` : report.state;
  return [when, ...models.map((model) => modelText(model, view))].join('\n\n');
}

function modelText(model: LookalikeModel, view: View): string {
  const lines = [
    view.paint.bold(model.country ?? 'everywhere'),
    learnedFrom(model),
    aucText(numberIn(model, 'auc')),
    secondsText(model),
    liftPicture(liftsOf(model), view),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

function learnedFrom({ seeds, background, people }: LookalikeModel): string {
  const parts = [
    seeds === undefined ? '' : `${thousands(seeds)} seeds`,
    background === undefined ? '' : `${thousands(background)} others to tell them from`,
    people === undefined ? '' : `${thousands(people)} people scored`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function aucText(auc: number | null): string {
  if (auc === null) return '';
  return `A seed stands above another person ${Math.round(auc * 100)} times of 100 (50 is chance).`;
}

function secondsText({ seconds = {} }: LookalikeModel): string {
  const parts = Object.entries(seconds).filter(([, value]) => typeof value === 'number');
  return parts.map(([name, value]) => `${name} ${duration(value)}`).join(', ');
}

interface Lift {
  readonly ratio: number;
  readonly lift: number;
}

const barWidth = 36;

/** One bar for each ratio: how many times as many seeds are in it as among as many people taken blindly. */
function liftPicture(lifts: readonly Lift[], view: View): string {
  if (lifts.length === 0) return '';
  const highest = Math.max(...lifts.map(({ lift }) => lift));
  const lines = lifts.map(({ ratio, lift }) => {
    const drawn = view.paint.good(bar(lift / highest, barWidth).padEnd(barWidth));
    return `${`${Math.round(ratio * 100)} %`.padStart(5)} ${drawn} ×${lift.toFixed(1)}`;
  });
  return ['Seeds in the best people, as many times as by chance:', ...lines].join('\n');
}

/** Reports have said this at the model and within its quality. */
function placesIn({ quality = {}, ...model }: LookalikeModel): Readonly<Record<string, unknown>>[] {
  return [model, quality];
}

function numberIn(model: LookalikeModel, name: string): number | null {
  const found = placesIn(model).map((each) => each[name]);
  return found.find((value) => typeof value === 'number') ?? null;
}

function liftsOf(model: LookalikeModel): Lift[] {
  const lists = placesIn(model).flatMap((each) => Object.values(each).filter(Array.isArray));
  return lists.map((list) => list.filter(isLift)).find((list) => list.length > 0) ?? [];
}

function isLift(value: unknown): value is Lift {
  const { ratio, lift } = (value ?? {}) as Partial<Record<keyof Lift, unknown>>;
  return typeof ratio === 'number' && typeof lift === 'number' && Number.isFinite(lift);
}
