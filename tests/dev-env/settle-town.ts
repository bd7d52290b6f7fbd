import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Import } from '@kindred/contract';
import type { Client } from './client.ts';
import { type Person, person } from './town.ts';

const importMsMax = 60_000;

const columns: Readonly<Record<string, (each: Person) => string>> = {
  id: (each) => each.externId,
  country: (each) => each.country,
  uid: (each) => each.uid,
  email: (each) => each.email,
  phone: (each) => `+${each.phone}`,
  madid: (each) => each.madid,
  third_party_id: (each) => each.thirdPartyId,
  fn: (each) => each.fn,
  ln: (each) => each.ln,
  zip: (each) => each.zip,
  ct: (each) => each.city,
  st: (each) => each.state,
  doby: (each) => each.birth.year,
  dobm: (each) => each.birth.month,
  dobd: (each) => each.birth.day,
};

/** Imports people 1 to `count` of the town into the population, as an operator does. */
export async function settleTown(operator: Client, count: number): Promise<void> {
  const everybody = Array.from({ length: count }, (_, index) => person(index + 1));
  const rows = everybody.map((each) => Object.values(columns).map((cell) => cell(each)));
  const body = [Object.keys(columns), ...rows].map((cells) => `${cells.join(',')}\n`).join('');
  const headers = { 'content-type': 'text/csv' };
  const answer = await operator.call({ method: 'POST', path: '/people/imports', body, headers });
  assert.equal(answer.status, 201, answer.text);
  const { id } = answer.json<{ import: { id: number } }>().import;
  const endMs = performance.now() + importMsMax;
  for (;;) {
    const report = (await operator.get(`/people/imports/${id}`)).json<{ import: Import }>().import;
    if (report.state === 'applied') {
      const { rejected, rejected_identifiers: identifiers } = report;
      return assert.deepEqual({ rejected, identifiers }, { rejected: 0, identifiers: [] });
    }
    assert.ok(performance.now() < endMs && report.state !== 'failed', JSON.stringify(report));
    await sleep(10);
  }
}
