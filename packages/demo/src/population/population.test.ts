import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import { columns, identityOf, populationCsv, Random, scramble, traitsOf } from './index.ts';

function textOf(seed: number, people: number): string {
  return Buffer.concat(Array.from(populationCsv({ seed, people }), ({ bytes }) => bytes)).toString();
}

test('the same seed gives the same bytes, on any day and on any machine', () => {
  assert.equal(
    hash('sha256', textOf(1, 5000)),
    '473f1a9707e3d971f786ca2e360a6db8cfb98e48c2ca5b7b59eda2a9090d0f69',
  );
});

test('another seed gives other people', () => {
  assert.notEqual(textOf(1, 100), textOf(2, 100));
});

test('a larger population begins with the smaller one', () => {
  assert.ok(textOf(7, 3000).startsWith(textOf(7, 2500)));
});

test('pieces count their people, and every line has a cell for each column', () => {
  const pieces = [...populationCsv({ seed: 3, people: 4500 })];
  assert.equal(
    pieces.reduce((sum, piece) => sum + piece.people, 0),
    4500,
  );
  const lines = textOf(3, 4500).trimEnd().split('\n');
  assert.equal(lines.length, 4501);
  for (const line of lines) assert.equal(line.split(',').length, columns.length);
});

test('nobody shares an id or an e-mail address', () => {
  const ids = new Set<string>();
  const emails = new Set<string>();
  let addressed = 0;
  for (let index = 0; index < 20_000; index += 1) {
    const identity = identityOf(5, index, traitsOf(5, index));
    ids.add(identity.id);
    if (identity.email === null) continue;
    addressed += 1;
    emails.add(identity.email);
  }
  assert.equal(ids.size, 20_000);
  assert.equal(emails.size, addressed);
  assert.ok(Math.abs(addressed / 20_000 - 0.92) < 0.01);
});

test('spending has structure: it follows affluence, which also shows in devices and interests', () => {
  const people = Array.from({ length: 20_000 }, (_, index) => traitsOf(1, index));
  const mean = (of: typeof people) => of.reduce((sum, { spend }) => sum + spend, 0) / of.length;
  const wine = people.filter(({ interests }) => interests.includes('wine'));
  const rest = people.filter(({ interests }) => !interests.includes('wine'));
  assert.ok(mean(wine) > 1.3 * mean(rest), `${mean(wine)} and ${mean(rest)}`);
  const inCities = people.filter(({ cityTier }) => cityTier === 1);
  assert.ok(mean(inCities) > 1.2 * mean(people));
});

test('scrambling loses nothing', () => {
  const seen = new Set(Array.from({ length: 100_000 }, (_, index) => scramble(index)));
  assert.equal(seen.size, 100_000);
});

test('draws are even, normal and Poisson as they should be', () => {
  const random = new Random(1, 1);
  const meanOf = (draw: () => number) => {
    let sum = 0;
    for (let count = 0; count < 50_000; count += 1) sum += draw();
    return sum / 50_000;
  };
  assert.ok(Math.abs(meanOf(() => random.next()) - 0.5) < 0.01);
  assert.ok(Math.abs(meanOf(() => random.normal())) < 0.02);
  assert.ok(Math.abs(meanOf(() => random.normal() ** 2) - 1) < 0.03);
  assert.ok(Math.abs(meanOf(() => random.poisson(2.5)) - 2.5) < 0.05);
});
