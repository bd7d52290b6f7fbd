import type { Population } from '@kindred/contract';
import { type BarRow, barChart } from '../shape/bar-chart.ts';
import { table } from '../shape/table.ts';
import { thousands } from '../text/number.ts';
import type { View } from '../view.ts';

/** The population: how many, where, by what they can be matched, and what is known of them. */
export function statsText(stats: Population, view: View): string {
  const parts = [
    `${view.paint.bold(thousands(stats.people))} people, version ${stats.version}`,
    section('countries', barChart(countryRows(stats, view), stats.people, view), view),
    section('keys, by which people are matched', keysTable(stats, view), view),
    section('features, and who has them', barChart(featureRows(stats, view), stats.people, view), view),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function section(title: string, body: string, view: View): string {
  return body === '' ? '' : `${view.paint.bold(title)}\n${body}`;
}

function countryRows(stats: Population, view: View): BarRow[] {
  const rows = stats.countries.map(({ country, people }) =>
    row(country === '' ? 'none' : country, people, view),
  );
  const shown = stats.countries.reduce((sum, { people }) => sum + people, 0);
  const hidden = stats.countries_total - stats.countries.length;
  return hidden > 0 ? [...rows, row(`${hidden} others`, stats.people - shown, view)] : rows;
}

function featureRows(stats: Population, view: View): BarRow[] {
  return stats.features.map(({ name, people }) => row(name, people, view));
}

function row(label: string, count: number, view: View): BarRow {
  return { label, count, countText: thousands(count), paint: view.paint.good };
}

function keysTable(stats: Population, view: View): string {
  const kinds = Object.entries(stats.keys);
  const peopleWith = new Map<string, number>(Object.entries(stats.people_with));
  if (kinds.length === 0) return '';
  return table(
    [{ title: 'kind' }, { title: 'keys', align: 'right' }, { title: 'people', align: 'right' }],
    kinds.map(([kind, keys]) => [kind, thousands(keys), thousands(peopleWith.get(kind) ?? 0)]),
    view,
  );
}
