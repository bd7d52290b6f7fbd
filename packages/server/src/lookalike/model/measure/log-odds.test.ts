import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomFrom } from '../random.ts';
import { logOddsOf, steepnessOf } from './log-odds.ts';

const random = randomFrom(5);

/** A normal number, by twelve uniform ones. */
const noise = () => Array.from({ length: 12 }, random).reduce((sum, each) => sum + each, -6);
const scores = (count: number, middle: number) =>
  Float64Array.from({ length: count }, () => middle + noise());

test('of scores that lie apart by so many standard deviations, the slope is as many', () => {
  for (const apart of [0.5, 1, 2]) {
    const { slope } = logOddsOf(scores(20_000, apart), scores(60_000, 0));
    assert.ok(Math.abs(slope - apart) < 0.05, `${slope} for ${apart}`);
  }
});

test('the further the sides lie apart, the likelier they are, whatever the unit of the scores', () => {
  const background = scores(5000, 0);
  const likelihoods = [0, 0.5, 1, 2, 6].map((apart) => logOddsOf(scores(500, apart), background).likelihood);
  assert.deepEqual(
    likelihoods,
    likelihoods.toSorted((a, b) => a - b),
  );
  assert.ok(Math.abs((likelihoods[0] ?? 0) + Math.LN2) < 0.003);
  assert.ok((likelihoods.at(-1) ?? -1) > -0.02);
  const [seeds, inUnits] = [scores(5000, 1), (unit: number) => (each: number) => unit * each + 3];
  const plain = logOddsOf(seeds, background);
  for (const unit of [0.1, 10, 1000]) {
    const scaled = logOddsOf(seeds.map(inUnits(unit)), background.map(inUnits(unit)));
    assert.ok(Math.abs(plain.likelihood - scaled.likelihood) < 1e-3, `${unit}: ${JSON.stringify(scaled)}`);
  }
});

test('scores that are higher for the background, or all the same, say nothing', () => {
  const [low, high, same] = [scores(1000, -1), scores(1000, 1), new Float64Array(1000).fill(2)];
  assert.equal(logOddsOf(low, high).likelihood, -Math.LN2);
  assert.ok(Math.abs(logOddsOf(same, same).likelihood + Math.LN2) < 1e-6);
});

test('sides without one score in common are sure, and the slope of all scores stays within bounds', () => {
  const [seeds, background] = [new Float64Array(100).fill(50), new Float64Array(1000).fill(-50)];
  assert.ok(logOddsOf(seeds, background).likelihood > -1e-3);
  const all = Float64Array.from([
    ...seeds.map((each) => each / 500),
    ...background.map((each) => each / 500),
  ]);
  assert.ok(
    steepnessOf(
      Uint8Array.from(all, (each) => Number(each > 0)),
      all,
    ) <= 5,
  );
  assert.equal(
    steepnessOf(
      Uint8Array.from(all, (each) => Number(each < 0)),
      all,
    ),
    0.05,
  );
});
