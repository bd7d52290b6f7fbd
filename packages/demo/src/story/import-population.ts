import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type Client,
  followImport,
  importPeople,
  percent,
  type Query,
  thousands,
  WorkFailed,
} from '@kindred/cli';
import type { Import } from '@kindred/contract';
import { type Population, populationCsv } from '../population/index.ts';
import type { Stage } from '../stage.ts';
import type { Setting } from './setting.ts';

/** What the columns are; those that are not named here become features. */
const mapping: Query = [
  ['format', 'csv'],
  ['file_name', 'population.csv'],
  ['id', 'id'],
  ['country', 'country'],
  ['email', 'email'],
  ['email', 'email_2'],
  ['phone', 'phone'],
  ['madid', 'madid'],
  ['fn', 'first_name'],
  ['ln', 'last_name'],
  ['zip', 'zip'],
];

/** Makes the population and sends it in the same breath; nothing of it is written to a file here. */
export async function importPopulation(
  client: Client,
  population: Population,
  { stage, stopped }: Pick<Setting, 'stage' | 'stopped'>,
): Promise<void> {
  const staged = await sendPopulation(client, population, stage, stopped);
  const applying = stage.progress({ label: 'applying', unit: 'share', total: 1 });
  let report: Import;
  try {
    report = await followImport(client, staged.id, ({ progress }) => applying.at(progress));
  } finally {
    applying.end();
  }
  stage.say(summaryOf(report));
  requireWhole(report, population);
}

async function sendPopulation(
  client: Client,
  population: Population,
  stage: Stage,
  stopped: AbortSignal,
): Promise<Import> {
  const sending = stage.progress({ label: 'making and sending', unit: 'people', total: population.people });
  try {
    const body = { contentType: 'text/csv', byteCount: null, pieces: piecesOf(population, sending) };
    return await importPeople(client, body, { query: mapping, signal: stopped });
  } finally {
    sending.end();
  }
}

async function* piecesOf(
  population: Population,
  sending: { readonly at: (people: number) => void },
): AsyncGenerator<Buffer> {
  let people = 0;
  for (const piece of populationCsv(population)) {
    yield piece.bytes;
    // A socket that takes every piece at once would leave no turn for progress, signals and the answer.
    await nextTurn();
    people += piece.people;
    sending.at(people);
  }
}

function summaryOf(report: Import): string {
  const left = report.rejected_identifiers.reduce((sum, { count }) => sum + count, 0);
  return (
    `   ${thousands(report.people?.added ?? 0)} people added, with ${thousands(report.keys?.added ?? 0)} keys; ` +
    `${thousands(left)} identifiers could not be used (${percent(left, report.lines)} of the rows)`
  );
}

function requireWhole(report: Import, population: Population): void {
  if (report.state !== 'applied') {
    throw new WorkFailed(`The import ended as ${report.state}: ${report.error ?? 'no reason was given'}`);
  }
  if (report.people?.added !== population.people) {
    throw new WorkFailed(`Of ${population.people} people ${report.people?.added ?? 0} were added.`);
  }
}
