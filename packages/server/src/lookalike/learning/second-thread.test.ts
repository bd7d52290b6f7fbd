import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encode, planEncoding, statisticsOf } from '../encoding/index.ts';
import { type TrainingOptions, type TrainingSet, train } from '../model/index.ts';
import { trainInWorker } from './train-in-worker.ts';

const people = 1500;

/** Made anew for each training, because its arrays move into the thread that trains. */
function madeSet(): TrainingSet {
  const even = (person: number, salt: number) =>
    (Math.imul(person + 1, 2_654_435_761 + 40_504 * salt) >>> 0) / 2 ** 32;
  const persons = Array.from({ length: people }, (_, person) => person);
  const cells: Record<string, string[]> = {
    age: persons.map((person) => String(18 + Math.floor(60 * even(person, 1)))),
    job: persons.map((person) => `job ${Math.floor(9 * even(person, 2))}`),
    likes: persons.map(
      (person) => `l${Math.floor(20 * even(person, 3))}|l${Math.floor(20 * even(person, 4))}`,
    ),
  };
  const plan = planEncoding(Object.entries(cells).map(([name, column]) => statisticsOf(name, column)));
  const isSeed = Uint8Array.from(persons, (person) =>
    even(person, 1) + even(person, 2) > 1 && even(person, 5) < 0.4 ? 1 : 0,
  );
  return {
    plan,
    rows: encode(plan, people, (column, person) => cells[column]?.[person] ?? ''),
    isSeed,
    values: Float64Array.from(persons, (person) =>
      isSeed[person] === 1 ? 1 + 9 * even(person, 1) : Number.NaN,
    ),
    hashes: Uint32Array.from(persons, (person) => Math.imul(person + 1, 0x9e3779b1) >>> 0),
    seed: 3,
  };
}

for (const [name, options] of [
  ['by likeness', { maxTrees: 30 }],
  ['by value', { maxTrees: 30, valueBased: true }],
  ['without a column', { maxTrees: 30, excludeColumns: ['likes'] }],
] as const satisfies readonly (readonly [string, TrainingOptions])[]) {
  test(`two threads learn what one learns alone, ${name}`, async () => {
    assert.deepEqual(await trainInWorker(madeSet(), options), train(madeSet(), options));
  });
}
