import { setTimeout as sleep } from 'node:timers/promises';
import { note } from '../kit/outcome.ts';
import type { Api } from './api.ts';

interface ImportAnswer {
  readonly import: {
    readonly id: number;
    readonly state: string;
    readonly accepted: number;
    readonly rejected: number;
    readonly people: { readonly added: number } | null;
    readonly error: string | null;
  };
}

const pollMs = 100;

/** Imports a CSV file with the columns id and email (hashed), and waits until everybody is there. */
export async function importPeople(api: Api, path: string, population: number): Promise<void> {
  const startMs = performance.now();
  const file = { path, contentType: 'text/csv' };
  const answer = await api.postFile('/people/imports?id=id&email=email&hashed=true', file);
  let report = (answer.body as ImportAnswer).import;
  while (report.state !== 'applied') {
    if (report.error !== null) throw new Error(`the population could not be imported: ${report.error}`);
    await sleep(pollMs);
    report = ((await api.get(`/people/imports/${report.id}`)) as ImportAnswer).import;
  }
  if (report.people?.added !== population || report.rejected !== 0) {
    throw new Error(`of ${population} people not all were imported: ${JSON.stringify(report)}`);
  }
  note(`kindred imported ${population} people in ${((performance.now() - startMs) / 1000).toFixed(1)} s`);
}
