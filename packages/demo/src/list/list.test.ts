import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import { identityOf, traitsOf } from '../population/index.ts';
import { badTotal, makeLists, planList, rejectsOf } from './index.ts';

const population = { seed: 1, people: 5000 };
const lists = makeLists(population, 2000);

function known(text: string): Set<string> {
  const inPopulation = new Set<string>();
  for (let index = 0; index < population.people; index += 1) {
    const { email } = identityOf(population.seed, index, traitsOf(population.seed, index));
    if (email !== null) inPopulation.add(hash('sha256', email));
  }
  return new Set(
    text
      .split('\n')
      .map(bare)
      .filter((line) => inPopulation.has(line)),
  );
}

function bare(line: string): string {
  return line.trim().replaceAll('"', '').toLowerCase();
}

test('the same seed gives the same files byte for byte', () => {
  assert.equal(
    hash('sha256', lists.spending.text),
    '149fdc8f3f809f7f1ce115e951da0128f3c240b3d162c5358ca0df6ca26fea22',
  );
  assert.equal(
    hash('sha256', lists.further.text),
    '86a34ce1014e34c0e9fedffa1f8aa8e58ff1cf365bfce0495a64df5605002df3',
  );
});

test('a plan adds up to its lines at every size', () => {
  for (const lines of [500, 2000, 20_000, 100_000, 1_234_567]) {
    const plan = planList(lines);
    assert.equal(plan.blank + plan.duplicates + badTotal(plan.bad) + plan.known + plan.strangers, lines);
    const rejects = Object.values(rejectsOf(plan)).reduce((sum, count) => sum + count, 0);
    assert.equal(rejects, badTotal(plan.bad));
  }
});

test('about 62 of a hundred lines are people whom we know', () => {
  const plan = planList(100_000);
  assert.ok(plan.known / plan.lines > 0.6 && plan.known / plan.lines < 0.64);
});

test('a file holds what its plan says', () => {
  const { text, plan } = lists.spending;
  const lines = text.trimEnd().split('\n');
  assert.equal(text.split('\n').length - 1, plan.lines);
  assert.equal(known(text).size, plan.known);
  assert.equal(lines.filter((line) => line.trim() === '').length, plan.blank);
  const hashes = lines.map(bare).filter((line) => /^[0-9a-f]{64}$/.test(line) && line !== hash('sha256', ''));
  assert.equal(new Set(hashes).size, plan.known + plan.strangers);
  assert.equal(hashes.length - new Set(hashes).size, plan.duplicates);
});

test('a file has capitals, quotes and padding, as files in the wild have', () => {
  const { text } = lists.spending;
  assert.match(text, /^[0-9A-F]{64}$/m);
  assert.match(text, /^"[0-9a-f]{64}"$/m);
  assert.match(text, /^ {2}[0-9a-f]{64}\t$/m);
});

test('the second file brings some people again and some for the first time', () => {
  const first = known(lists.spending.text);
  const second = known(lists.further.text);
  const fresh = [...second].filter((each) => !first.has(each)).length;
  assert.equal(fresh, lists.further.newPeople);
  assert.ok(fresh > 0 && fresh < second.size);
});

test('the list is one of big spenders', () => {
  const spendOf = (hashes: ReadonlySet<string> | null) => {
    let sum = 0;
    let count = 0;
    for (let index = 0; index < population.people; index += 1) {
      const traits = traitsOf(population.seed, index);
      const { email } = identityOf(population.seed, index, traits);
      if (hashes !== null && (email === null || !hashes.has(hash('sha256', email)))) continue;
      sum += traits.spend;
      count += 1;
    }
    return sum / count;
  };
  assert.ok(spendOf(known(lists.spending.text)) > 1.5 * spendOf(null));
});

test('a population that is too small is refused, not cut short', () => {
  assert.throws(() => makeLists({ seed: 1, people: 1000 }, 2000), RangeError);
});
