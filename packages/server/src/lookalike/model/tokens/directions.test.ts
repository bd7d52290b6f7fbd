import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type EncodedRows,
  type EncodingPlan,
  encode,
  planEncoding,
  statisticsOf,
} from '../../encoding/index.ts';
import { train } from '../index.ts';
import { auc } from '../measure/metrics.ts';
import { randomFrom } from '../random.ts';
import { directionsOf } from './directions.ts';

const [people, themes, each] = [8000, 12, 120];

/** People with tokens of one theme, more or fewer, and some of any. */
function makeLists(seed: number) {
  const random = randomFrom(seed);
  const themeOf = Uint8Array.from({ length: people }, () => Math.floor(themes * random()));
  const lists = Array.from(themeOf, (theme) => {
    const length = 2 + Math.floor(10 * random() ** 2);
    const tokens = Array.from({ length }, () => {
      const from = random() < 0.8 ? theme : Math.floor(themes * random());
      return `theme ${from} token ${Math.floor(each * random())}`;
    });
    return [...new Set(tokens)];
  });
  const cells = lists.map((list) => list.join('|'));
  const plan = planEncoding([statisticsOf('likes', cells)]);
  return { plan, themeOf, lists, rows: encode(plan, people, (_, person) => cells[person] ?? '') };
}

const made = makeLists(3);
const nobody = new Uint8Array(people);

function foundIn(plan: EncodingPlan, rows: EncodedRows) {
  return directionsOf(rows, plan.tokenCount, nobody);
}

function some(which: readonly number[]): EncodedRows {
  return encode(made.plan, which.length, (_, place) => made.lists[which[place] ?? 0]?.join('|') ?? '');
}

test('people of one theme lie in one direction from the middle, and how many tokens they have is the first direction', () => {
  const directions = foundIn(made.plan, made.rows);
  assert.ok(directions !== null);
  const count = directions.means.length;
  const lengths = made.lists.map((list) => list.length);
  const longest = lengths.indexOf(Math.max(...lengths));
  const shortest = lengths.indexOf(Math.min(...lengths));
  assert.ok((directions.places[longest * count] ?? 0) > (directions.places[shortest * count] ?? 0));
  const placeOf = (person: number) => directions.places.subarray(person * count + 1, (person + 1) * count);
  const product = (a: Float32Array, b: Float32Array) => a.reduce((sum, own, k) => sum + own * (b[k] ?? 0), 0);
  const cosine = (a: Float32Array, b: Float32Array) =>
    product(a, b) / Math.sqrt(product(a, a) * product(b, b));
  const likeness = ([a, b]: readonly [number, number]) => cosine(placeOf(a), placeOf(b));
  const pairs = Array.from({ length: 2000 }, (_, k) => [k, (k * 7919 + 4001) % people] as const);
  const isSame = ([a, b]: readonly [number, number]) => made.themeOf[a] === made.themeOf[b];
  const near = Float64Array.from(pairs.filter(isSame), likeness);
  const far = Float64Array.from(
    pairs.filter((pair) => !isSame(pair)),
    likeness,
  );
  assert.ok(auc(near, far) > 0.8, `${auc(near, far)}`);
});

test('few seeds find people whose tokens they do not have, by what goes together', () => {
  const ofTheme = Array.from(made.themeOf.keys()).filter((person) => made.themeOf[person] === 5);
  const seeds = ofTheme.slice(0, 25);
  const others = Array.from(made.themeOf.keys()).filter((person) => !seeds.includes(person));
  const known = new Set(seeds.flatMap((person) => made.lists[person] ?? []));
  const strangers = others.filter(
    (person) => made.lists[person]?.every((token) => !known.has(token)) === true,
  );
  const taught = [...seeds, ...others];
  const { crossFitted } = train({
    plan: made.plan,
    rows: some(taught),
    isSeed: Uint8Array.from(taught, (_, k) => Number(k < seeds.length)),
    values: new Float64Array(taught.length).fill(Number.NaN),
    hashes: Uint32Array.from(taught, (person) => Math.imul(person + 1, 0x9e3779b1) >>> 0),
    seed: 2,
  });
  const placeOf = new Map(taught.map((person, place) => [person, place]));
  const scoresOf = (isLike: boolean) =>
    Float64Array.from(
      strangers.filter((person) => (made.themeOf[person] === 5) === isLike),
      (person) => crossFitted[placeOf.get(person) ?? 0] ?? Number.NaN,
    );
  const area = auc(scoresOf(true), scoresOf(false));
  assert.ok(scoresOf(true).length > 50 && area > 0.9, `${area} of ${scoresOf(true).length}`);
});

test('without tokens, and without people who have two, there is nothing to go by', () => {
  const single = made.lists.map((list) => list[0] ?? '');
  const plan = planEncoding([statisticsOf('tok_likes', single)]);
  const rows = encode(plan, people, (_, person) => single[person] ?? '');
  assert.equal(foundIn(plan, rows)?.weights.length, 1);
  const none = planEncoding([
    statisticsOf(
      'age',
      Array.from({ length: people }, (_, k) => String(k % 70)),
    ),
  ]);
  const bare = encode(none, people, (_, person) => String(person % 70));
  assert.equal(foundIn(none, bare), null);
});
