import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type EncodedRows,
  type EncodingPlan,
  encode,
  planEncoding,
  statisticsOf,
} from '../encoding/index.ts';
import { score, type Trained, type TrainingOptions, type TrainingSet, train } from './index.ts';
import { auc, shareAbove, thresholdAt } from './measure/metrics.ts';
import { randomFrom } from './random.ts';

/** A population whose law is known: what makes a person likely to be a customer, and what they are worth then. */
interface Made {
  readonly plan: EncodingPlan;
  readonly rows: EncodedRows;
  readonly chance: Float64Array;
  readonly isCustomer: Uint8Array;
  readonly worth: Float64Array;
}

const people = 30_000;

function makePopulation(seed: number): Made {
  const random = randomFrom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const columns: Record<string, string[]> = {
    age: [],
    spend: [],
    visits: [],
    job: [],
    plan: [],
    likes: [],
    noise: [],
  };
  const [chance, worth] = [new Float64Array(people), new Float64Array(people)];
  const isCustomer = new Uint8Array(people);
  for (let k = 0; k < people; k++) {
    const age = 18 + Math.floor(62 * random());
    const spend = random() < 0.5 ? 0 : Math.exp(3 + 1.2 * normal());
    const [visits, job] = [Math.floor(12 * random()), Math.floor(12 * random())];
    const plan = Math.floor(4 * random());
    const likes = Array.from({ length: 6 }, () => Math.floor(40 * random() ** 2));
    const margin =
      -4.4 +
      0.9 * Math.sin(age / 9) +
      0.35 * Math.log1p(spend) +
      (job < 3 ? 0.9 : 0) +
      (plan === 2 && visits > 6 ? 1.2 : 0) +
      (likes.includes(3) ? 0.9 : 0) -
      (likes.includes(17) ? 0.8 : 0);
    chance[k] = 1 / (1 + Math.exp(-margin));
    isCustomer[k] = random() < (chance[k] ?? 0) ? 1 : 0;
    worth[k] = Math.exp(2 + 0.25 * visits + 0.8 * normal());
    columns['age']?.push(random() < 0.05 ? '' : String(age));
    columns['spend']?.push(spend.toFixed(2));
    columns['visits']?.push(String(visits));
    columns['job']?.push(`job ${job}`);
    columns['plan']?.push(`plan ${plan}`);
    columns['likes']?.push(likes.map((each) => `l${each}`).join('|'));
    columns['noise']?.push(String(normal()));
  }
  const plan = planEncoding(Object.entries(columns).map(([name, cells]) => statisticsOf(name, cells)));
  const rows = encode(plan, people, (column, person) => columns[column]?.[person] ?? '');
  return { plan, rows, chance, isCustomer, worth };
}

const made = makePopulation(7);

/** Half of the people teach, the other half is only scored. */
function lessonOf(
  isSeedFor: (person: number) => boolean,
  seeds: number,
  worthIn?: (person: number) => number,
): TrainingSet {
  const half = people / 2;
  const candidates = Array.from({ length: half }, (_, person) => person);
  const chosen = candidates.filter(isSeedFor).slice(0, seeds);
  const which = [...chosen, ...backgroundOf(chosen)];
  return {
    plan: made.plan,
    rows: pick(which),
    isSeed: Uint8Array.from(which, (_, k) => (k < chosen.length ? 1 : 0)),
    values: Float64Array.from(which, (person, k) =>
      k < chosen.length ? (worthIn?.(person) ?? Number.NaN) : Number.NaN,
    ),
    hashes: Uint32Array.from(which, (person) => Math.imul(person + 1, 0x9e3779b1) >>> 0),
    seed: 5,
  };
}

/** Six thousand of the half that teaches, spread over it, without the seeds. */
function backgroundOf(seeds: readonly number[]): number[] {
  const inSeed = new Set(seeds);
  const spread = Array.from({ length: people / 2 }, (_, k) => (k * 7919) % (people / 2));
  return spread.filter((person) => !inSeed.has(person)).slice(0, 6000);
}

function pick(which: readonly number[]): EncodedRows {
  const { plan, rows } = made;
  const lists = which.map((row) => rows.tokens.subarray(rows.tokenStarts[row], rows.tokenStarts[row + 1]));
  let length = 0;
  const ends = lists.map((list) => (length += list.length));
  const width = plan.scalars.length;
  return {
    count: which.length,
    codes: Uint16Array.from(which.flatMap((row) => [...rows.codes.subarray(row * width, (row + 1) * width)])),
    raws: Float32Array.from(
      which.flatMap((row) => [...rows.raws.subarray(row * plan.rawCount, (row + 1) * plan.rawCount)]),
    ),
    tokenStarts: Uint32Array.from([0, ...ends]),
    tokens: Uint16Array.from(lists.flatMap((list) => [...list])),
    embedding: new Float32Array(0),
  };
}

const unseen = Array.from({ length: people / 2 }, (_, k) => people / 2 + k);
const unseenRows = pick(unseen);

function scoresOf({ form }: Trained): Float64Array {
  return score(
    form,
    made.plan.scalars.map(({ offset }) => offset),
    unseenRows,
  );
}

/** AUC among people who took no part in the training. */
function areaOf(scores: Float64Array): number {
  const sideOf = (side: number) => scores.filter((_, k) => made.isCustomer[unseen[k] ?? 0] === side);
  return auc(sideOf(1), sideOf(0));
}

const ideal = areaOf(Float64Array.from(unseen, (person) => made.chance[person] ?? 0));
const isCustomer = (person: number) => made.isCustomer[person] === 1;

/** Of the worth of all customers among the unseen, the share of those in the best tenth. */
function worthCaught(scores: Float64Array, worthOf: (person: number) => number): number {
  const worths = Float64Array.from(unseen, (person) => (isCustomer(person) ? worthOf(person) : 0));
  return shareAbove(scores, thresholdAt(scores.toSorted(), 0.1), worths);
}

test('many seeds teach nearly all that there is to know', () => {
  const model = train(lessonOf(isCustomer, 1500));
  const area = areaOf(scoresOf(model));
  assert.ok(area >= 0.97 * ideal, `${area} of ${ideal}`);
  assert.ok(model.quality.isTold);
});

test('two hundred seeds teach most of it', () => {
  const area = areaOf(scoresOf(train(lessonOf(isCustomer, 200))));
  assert.ok(area >= 0.9 * ideal, `${area} of ${ideal}`);
});

test('a random seed cannot be told from the background, and the model says so', () => {
  const model = train(lessonOf((person) => (person * 7919) % 19 === 1, 700));
  assert.ok(Math.abs(model.quality.auc - 0.5) < 0.03, `${model.quality.auc}`);
  assert.ok(Math.abs(areaOf(scoresOf(model)) - 0.5) < 0.1);
  assert.equal(model.quality.isTold, false);
});

test('the same people give the same model', () => {
  const lesson = lessonOf(isCustomer, 150, (person) => made.worth[person] ?? 0);
  assert.deepEqual(train(lesson, { valueBased: true }), train(lesson, { valueBased: true }));
});

test('the background is ranked as if it had not taught: its hidden customers are found as well as unseen ones', () => {
  const lesson = lessonOf(isCustomer, 400);
  const model = train(lesson);
  const half = Array.from({ length: people / 2 }, (_, person) => person);
  const others = backgroundOf(half.filter(isCustomer).slice(0, 400));
  const background = model.crossFitted.filter((each) => !Number.isNaN(each));
  assert.equal(background.length, others.length);
  const sideOf = (side: boolean) => background.filter((_, k) => isCustomer(others[k] ?? 0) === side);
  const area = auc(sideOf(true), sideOf(false));
  assert.ok(Math.abs(area - areaOf(scoresOf(model))) < 0.04, `${area}`);
  const mean = (scores: Float64Array) => scores.reduce((sum, each) => sum + each, 0) / scores.length;
  const own = scoresOf(model);
  const spread = Math.sqrt(mean(own.map((each) => (each - mean(own)) ** 2)));
  assert.ok(Math.abs(mean(background) - mean(own)) < 0.15 * spread, 'both lie on one scale');
});

/** What a model by value catches, and what one without values does. */
function caughtWith(worthOf: (person: number) => number): [byValue: number, without: number] {
  const lesson = lessonOf(isCustomer, 300, worthOf);
  const caught = (options: TrainingOptions) => worthCaught(scoresOf(train(lesson, options)), worthOf);
  return [caught({ valueBased: true }), caught({})];
}

test('where value has structure, a model by value catches more of it', () => {
  const [byValue, without] = caughtWith((person) => made.worth[person] ?? 0);
  assert.ok(byValue > 1.1 * without, `${byValue} by value, ${without} without`);
});

test('where value has no structure, a model by value loses nothing', () => {
  const [byValue, without] = caughtWith((person) => Math.exp(((person * 7919) % 1000) / 250));
  assert.ok(byValue >= without, `${byValue} by value, ${without} without`);
});

test('what is excluded has no part in a model', () => {
  const model = train(lessonOf(isCustomer, 300), { excludeColumns: ['spend', 'job'], excludeTokens: ['l3'] });
  const { scalars, tokenColumns } = made.plan;
  for (const name of ['spend', 'job']) {
    const index = scalars.findIndex((column) => column.name === name);
    const { offset, codes, raw } = scalars[index] ?? { offset: 0, codes: 0, raw: -1 };
    assert.ok(model.form.table.subarray(offset, offset + codes).every((weight) => weight === 0));
    assert.equal(model.form.raws[raw] ?? 0, 0);
    const asks = model.form.trees.flatMap(({ splits }) =>
      splits.filter(({ on }) => on === 'code' || on === 'level'),
    );
    assert.ok(asks.length > 0 && asks.every((split) => split.index !== index));
  }
  const token = tokenColumns[0]?.tokens.indexOf('l3') ?? -1;
  assert.equal(model.form.ignoredTokens[token], 1);
  assert.ok(!model.quality.columns.some(({ name }) => name === 'spend' || name === 'job'));
});

test('the quality names the columns that tell, with how frequent their levels are', () => {
  const { columns, ratios } = train(lessonOf(isCustomer, 1000)).quality;
  assert.ok(['spend', 'age', 'job', 'likes'].includes(columns[0]?.name ?? ''));
  assert.ok((columns.findIndex(({ name }) => name === 'noise') + 100) % 100 >= 4);
  const job = columns.find(({ name }) => name === 'job');
  const first = job?.traits.find(({ name }) => name === 'job 1');
  assert.ok((first?.index ?? 0) > 130, JSON.stringify(job));
  assert.equal(ratios.length, 20);
  assert.ok((ratios[0]?.lift ?? 0) > (ratios[19]?.lift ?? 0));
});

test('a budget of trees is kept', () => {
  const lesson = lessonOf(isCustomer, 300, (person) => made.worth[person] ?? 0);
  assert.ok(train(lesson, { maxTrees: 30 }).form.trees.length <= 30);
  assert.ok(train(lesson, { maxTrees: 30, valueBased: true }).form.trees.length <= 30);
});

test('without any column left nobody is told from anybody', () => {
  const model = train(lessonOf(isCustomer, 120), {
    excludeColumns: ['age', 'spend', 'visits', 'job', 'plan', 'likes', 'noise'],
  });
  assert.equal(model.quality.isTold, false);
  assert.equal(new Set(scoresOf(model)).size, 1);
});
