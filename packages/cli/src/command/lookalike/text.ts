import type { LookalikeCountry, LookalikeReport } from '@kindred/contract';
import { bar, duration, moment, thousands, type View } from '../../render/index.ts';

/** What a report says, in words, with a picture of the lift by ratio for each country. */
export function lookalikeText(report: LookalikeReport, view: View): string {
  const { countries = [], summary = [], built_at: builtAt, error } = report;
  const trouble = typeof error === 'string' ? [error] : [];
  if (countries.length === 0) return [`Nothing is built yet (${report.state}).`, ...trouble].join('\n');
  const when = typeof builtAt === 'string' ? `built ${moment(builtAt)} UTC` : report.state;
  return [
    [when, ...trouble, ...summary].join('\n'),
    ...countries.map((each) => countryText(each, view)),
  ].join('\n\n');
}

function countryText(country: LookalikeCountry, view: View): string {
  const lines = [
    view.paint.bold(country.country_name),
    learnedFrom(country),
    secondsText(country),
    liftPicture(country, view),
    ...featureLines(country),
    ...leftOutLines(country),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

function learnedFrom({ seeds, background, people }: LookalikeCountry): string {
  const parts = [
    seeds === null ? '' : `${thousands(seeds)} seeds`,
    `${thousands(background)} others to tell them from`,
    `${thousands(people)} people scored`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function secondsText({ seconds }: LookalikeCountry): string {
  return Object.entries(seconds ?? {})
    .map(([name, value]) => `${name} ${duration(value)}`)
    .join(', ');
}

const barWidth = 36;

/** Of a long list only these, in per cent, so that a picture stays small. */
const shownPercents = [1, 2, 3, 5, 10, 15, 20];

/** One bar for each ratio: how many times as many seeds are in it as among as many people taken blindly. */
function liftPicture({ ratios }: LookalikeCountry, view: View): string {
  if (ratios.length === 0) return '';
  const highest = Math.max(...ratios.map(({ lift }) => lift));
  const shown = ratios.filter(({ ratio }) => shownPercents.includes(Math.round(ratio * 100)));
  const lines = shown.map(({ ratio, lift }) => {
    const drawn = view.paint.good(bar(lift / highest, barWidth).padEnd(barWidth));
    return `${`${Math.round(ratio * 100)} %`.padStart(5)} ${drawn} ×${lift.toFixed(1)}`;
  });
  return ['Seeds in the best people, as many times as by chance:', ...lines].join('\n');
}

function leftOutLines({ left_out: leftOut = [] }: LookalikeCountry): string[] {
  return leftOut.length === 0
    ? []
    : ['Left out:', ...leftOut.map(({ name, reason }) => `  ${name}  ${reason}`)];
}

const featuresShown = 5;
const traitsShown = 3;

/** What tells the seed most; of each feature what is most unlike everybody. */
function featureLines({ features }: LookalikeCountry): string[] {
  if (features.length === 0) return [];
  const lines = features.slice(0, featuresShown).map(({ name, traits }) => {
    const unlike = traits.toSorted((a, b) => Math.abs(b.index - 100) - Math.abs(a.index - 100));
    const words = unlike.slice(0, traitsShown).map((trait) => trait.words);
    return `  ${[name, ...words].join('  ')}`;
  });
  return ['What tells them:', ...lines];
}
