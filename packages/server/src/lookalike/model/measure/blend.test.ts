import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Learned } from '../members/learn.ts';
import { randomFrom } from '../random.ts';
import { blendOf } from './blend.ts';

/** What members say of as many seeds as of background: a signal, with so much noise of their own. */
function blendAfter(
  seeds: number,
  noise: {
    /** Null: it says what evidence says. */
    readonly additive: number | null;
    readonly trees: number;
    readonly earlier?: readonly number[];
    readonly fast?: number;
    readonly bagged?: number;
  },
  isSparing = true,
) {
  const random = randomFrom(11);
  const count = 2 * seeds;
  const isSeed = Uint8Array.from({ length: count }, (_, row) => row % 2);
  const foldOf = Uint8Array.from({ length: count }, (_, row) => Math.floor(row / 2) % 3);
  const signal = Float64Array.from(isSeed, (side) => side + 2 * random());
  const said = (size: number) => signal.map((each) => each + size * (random() - 0.5));
  const evidence = said(6);
  const margins = {
    evidence,
    additive: [noise.additive === null ? evidence : said(noise.additive)],
    trees: [(noise.earlier ?? []).concat(noise.trees), noise.fast === undefined ? [] : [noise.fast]]
      .filter((sizes) => sizes.length > 0)
      .map((sizes) => sizes.map((size) => Float32Array.from(said(size)))),
    bagged: noise.bagged === undefined ? new Float32Array(count) : Float32Array.from(said(noise.bagged)),
  };
  const bagged = noise.bagged === undefined ? [] : [{}];
  const learned = { additive: [{}], bagged, margins } as unknown as Learned;
  return blendOf(isSeed, foldOf, [learned, learned, learned], { isSparing });
}

test('trees that say nothing that simpler members do not say are left out', () => {
  assert.equal(blendAfter(1000, { additive: 0.2, trees: 3 }).weights[2], 0);
});

test('trees that know more are used', () => {
  assert.ok((blendAfter(1000, { additive: 4, trees: 0.5 }).weights[2] ?? 0) > 0.3);
});

test('of the trees no more are kept than win something, where they are dear to score', () => {
  const kept = (isSparing: boolean) =>
    blendAfter(1000, { additive: 4, trees: 0.2, earlier: [6, 0.3, 0.2] }, isSparing).checkpoint;
  assert.equal(kept(false), 3);
  assert.ok(kept(true) < 3);
  assert.equal(blendAfter(1000, { additive: 4, trees: 0.1, earlier: [6, 4, 3] }).checkpoint, 3);
});

test('beside trees the additive member is left out where it wins hardly anything and people are many', () => {
  const additive = (isSparing: boolean) =>
    blendAfter(1000, { additive: null, trees: 3 }, isSparing).weights[1] ?? 0;
  assert.ok(additive(false) > 0);
  assert.equal(additive(true), 0);
});

test('from few seeds nobody can tell whether trees win anything, so they stay', () => {
  assert.ok((blendAfter(400, { additive: 0.5, trees: 0.7 }).weights[2] ?? 0) > 0);
});

test('trees that took bold steps are taken where they are clearly better, and only there', () => {
  assert.equal(blendAfter(200, { additive: 4, trees: 4, fast: 0.5 }).manner, 1);
  assert.equal(blendAfter(200, { additive: 4, trees: 0.5, fast: 4 }).manner, 0);
  assert.equal(blendAfter(200, { additive: 4, trees: 1, fast: 1 }).manner, 0);
});

test('from few seeds a member says what is expected of it, and hardly anything where it is far worse by itself', () => {
  const weight = (bagged: number) => blendAfter(100, { additive: 2, trees: 2, bagged }).weights[3] ?? 0;
  assert.ok(weight(2) > 0, String(weight(2)));
  assert.ok(weight(1) > weight(2), String(weight(1)));
  assert.equal(weight(12), 0);
});
