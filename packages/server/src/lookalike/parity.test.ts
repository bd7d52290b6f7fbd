import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { migrateColumn, openChdb } from '../column/index.ts';
import { encode, planEncoding, statisticsOf } from './encoding/index.ts';
import { columnStatistics, encodeStatement, usualOrder } from './features/index.ts';
import { type ScoreForm, type Split, score, type Tree } from './model/index.ts';
import { scoreStatement } from './scoring/index.ts';

const directory = mkdtempSync(join(tmpdir(), 'kindred-lookalike-'));
const column = await openChdb({ directory, memoryBytesMax: 1024 ** 3 });
after(async () => {
  await column.close();
  rmSync(directory, { recursive: true, force: true });
});
await migrateColumn(column);

const count = 3000;
const dimensions = 8;

/** Cells of all kinds, with what goes wrong in files: missing, text among numbers, infinities, ends of ranges. */
function cellsOf(person: number): Readonly<Record<string, string>> {
  const even = (salt: number) =>
    ((Math.imul(person + 1, 2_654_435_761) ^ Math.imul(salt, 40_503)) >>> 0) / 2 ** 32;
  const odd = ['', 'unknown', 'inf', 'nan', '-0', '1e3', '.5', '5.', '+7', '1e-9'];
  const day = new Date(Date.UTC(1960, 0, 1 + Math.floor(even(5) * 30_000))).toISOString();
  const tokens = Array.from({ length: 60 }, (_, token) => `t${token}`).filter(
    (_, token) => even(100 + token) < 0.08,
  );
  const own: Record<string, string> = {
    age: person % 37 === 0 ? (odd[person % 10] ?? '') : String(Math.floor(even(1) * 80)),
    spent: even(2) < 0.4 ? '0' : (even(2) ** 3 * 1e5).toFixed(2),
    big: String(even(3) * 1e18),
    home: ['', 'Graz', "O'Fallon", 'back\\slash', 'tab\there', 'ünï'][Math.floor(even(4) * 6)] ?? '',
    joined: person % 3 === 0 ? day : day.slice(0, 10),
    likes: tokens.join('|'),
    reads: tokens.slice(0, person % 4).join('|'),
    town: even(7) < 0.1 ? '' : `town ${Math.floor(even(7) ** 2 * 330)}`,
    price: writtenPrice(even(6) ** 4 * 1e7, person % 41),
    member: person % 2 === 0 ? 'yes' : 'no',
  };
  for (let place = 0; place < dimensions; place += 1)
    own[`emb_${place}`] = (even(200 + place) - 0.5).toFixed(4);
  return own;
}

/** As people write it, in one way or the other; and some of what they write is no number. */
function writtenPrice(price: number, way: number): string {
  const [english, german] = [price.toLocaleString('en-US'), price.toLocaleString('de-DE')];
  const ways = [english, `$${english}`, german, `${german} €`, `${price.toFixed(1).replace('.', ',')}%`];
  const odd = ['1.2.3', '1,2,3', '12.03.2020', '5 %%', '$', '-£ 7,5'];
  return [...ways, ...odd][way] ?? english;
}

const people = Array.from({ length: count }, (_, person) => cellsOf(person));
const names = Object.keys(people[0] ?? {}).toSorted();
await column.load(
  `INSERT INTO people (person, id, country, features, version)
   SELECT person, toString(person), 'it', mapFilter((name, cell) -> cell != '', features), 1
   FROM input('person UInt64, features Map(String, String)')`,
  {},
  'JSONEachRow',
  [Buffer.from(people.map((features, person) => `${JSON.stringify({ person, features })}\n`).join(''))],
);

const plan = planEncoding(await columnStatistics(column));
const cellOf = (name: string, person: number) => people[person]?.[name] ?? '';
const expected = encode(plan, count, cellOf);

interface EncodedRow {
  readonly person: string;
  readonly codes: readonly number[];
  readonly raws: readonly number[];
  readonly tokens: readonly number[];
  readonly embedding: readonly number[];
}

test('the engine looks at columns as the reference does', async () => {
  const found = new Map((await columnStatistics(column)).map((each) => [each.name, each]));
  for (const name of names) {
    const reference = statisticsOf(
      name,
      people.map((each) => each[name] ?? ''),
    );
    const own = found.get(name);
    for (const figure of [
      'count',
      'missing',
      'numericShare',
      'writtenShare',
      'dateShare',
      'listShare',
    ] as const) {
      assert.equal(own?.[figure], reference[figure], `${name} ${figure}`);
    }
    assert.ok(Math.abs((own?.mean ?? 0) - reference.mean) <= 1e-9 * Math.abs(reference.mean) + 1e-12, name);
    for (const end of [0, -1]) {
      const [ours, theirs] = [own?.quantiles.at(end), reference.quantiles.at(end)];
      // Of two zeros it is no matter which.
      assert.ok(ours === theirs, `${name}: ${ours} is not ${theirs}`);
    }
  }
});

test('the columns are what they look like', () => {
  assert.deepEqual(
    plan.scalars.map(({ name, kind }) => [name, kind]),
    [
      ['age', 'numeric'],
      ['big', 'numeric'],
      ['home', 'category'],
      ['joined', 'date'],
      ['member', 'category'],
      ['price', 'numeric'],
      ['spent', 'numeric'],
    ],
  );
  assert.deepEqual(
    plan.tokenColumns.map(({ name }) => name),
    ['likes', 'reads', 'town'],
  );
  assert.deepEqual(
    plan.embeddings.map(({ columns }) => columns.length),
    [dimensions],
  );
});

test('the engine encodes people as the reference does', async () => {
  await column.exec(encodeStatement(plan), { encoding: 1 });
  const rows = await column.query<EncodedRow>(
    'SELECT * FROM encoded_people WHERE encoding = 1 ORDER BY person',
  );
  assert.equal(rows.length, count);
  for (const [person, row] of rows.entries()) {
    const part = <Values extends { slice(from: number, to: number): ArrayLike<number> }>(
      values: Values,
      width: number,
    ) => Array.from(values.slice(person * width, (person + 1) * width));
    const about = JSON.stringify(people[person]);
    assert.deepEqual(row.codes, part(expected.codes, plan.scalars.length), about);
    assertClose(row.raws, part(expected.raws, plan.rawCount), about);
    assertClose(row.embedding, part(expected.embedding, plan.dimensionCount), about);
    const tokens = expected.tokens.slice(expected.tokenStarts[person], expected.tokenStarts[person + 1]);
    assert.deepEqual(row.tokens.toSorted(), Array.from(tokens).toSorted(), about);
  }
});

test('in whatever order features lie, people are encoded alike', async () => {
  const usual = await usualOrder(column);
  assert.deepEqual(usual, Object.keys(people[0] ?? {}));
  const orders = [usual, usual.toReversed(), usual.filter((name) => name !== 'big' && name !== 'emb_3')];
  const rowsOf = (encoding: number) =>
    column.query(
      'SELECT * EXCEPT encoding FROM encoded_people WHERE encoding = {encoding:UInt64} ORDER BY person',
      {
        encoding,
      },
    );
  const lookedUp = await rowsOf(1);
  for (const [index, order] of orders.entries()) {
    const encoding = index + 2;
    await column.exec(encodeStatement(plan, order), { encoding });
    assert.deepEqual(await rowsOf(encoding), lookedUp, `order ${index}`);
  }
});

test('the engine scores people as the reference does', async () => {
  await assertScored(1, madeUpForm());
});

test('a model is compiled where it pays, and scores alike', async () => {
  await assertScored(3, madeUpForm(), 10_000_000);
});

test('trees may ask for as many tokens as there are', async () => {
  const tokens = Array.from({ length: plan.tokenCount }, (_, token) => token);
  assert.ok(tokens.length > 64, 'more than one number has bits');
  await assertScored(2, { ...madeUpForm(), trees: tokens.map(treeAbout) });
});

function treeAbout(token: number): Tree {
  return {
    splits: [{ on: 'token', index: token, above: 0 }],
    leaves: Float32Array.from([0, 1 / (1 + token)]),
  };
}

async function assertScored(model: number, form: ScoreForm, scoredPeople = count): Promise<void> {
  const params = { model, encoding: 1, country: 'it', k0: '1', k1: '2' };
  await column.exec(scoreStatement(form, plan, scoredPeople), params);
  const rows = await column.query<{ person: string; score: number; place: string }>(
    'SELECT person, score, place FROM lookalike_scores WHERE model = {model:UInt64} ORDER BY person',
    { model },
  );
  const wanted = score(
    form,
    plan.scalars.map(({ offset }) => offset),
    expected,
  );
  assertClose(
    rows.map((row) => row.score),
    Array.from(wanted),
    'scores',
  );
  const byPlace = rows.toSorted((a, b) => (BigInt(a.place) < BigInt(b.place) ? 1 : -1));
  for (const [rank, row] of byPlace.entries()) {
    assert.ok(
      rank === 0 || (byPlace[rank - 1]?.score ?? 0) >= row.score,
      'places are in the order of scores',
    );
  }
}

/** A model of which every part says something. */
function madeUpForm(): ScoreForm {
  const wave = (length: number, salt: number) =>
    Float32Array.from({ length }, (_, k) => Math.sin(salt + 1.7 * k));
  const ask: readonly Split[] = [
    { on: 'code', index: 0, above: 20 },
    { on: 'level', index: 2, above: 3 },
    { on: 'token', index: 4, above: 0 },
    { on: 'tokenScore', index: 0, above: 0.2 },
    { on: 'token', index: 9, above: 0 },
    { on: 'embedding', index: 3, above: 0.1 },
    { on: 'code', index: 3, above: 40 },
    { on: 'tokenScore', index: 1, above: 5 },
    { on: 'tokenScore', index: 2, above: -30 },
  ];
  const trees = Array.from({ length: 12 }, (_, k): Tree => {
    const splits = [...ask, ...ask].slice(k % 9, (k % 9) + (k % 3 === 0 ? 7 : 5));
    return { splits, leaves: wave(2 ** splits.length, k) };
  });
  const ignoredTokens = new Uint8Array(plan.tokenCount);
  ignoredTokens[7] = 1;
  return {
    bias: 0.25,
    table: wave(plan.codeCount, 1),
    raws: wave(plan.rawCount, 2),
    tokens: wave(plan.tokenCount, 3),
    embedding: wave(plan.dimensionCount, 4),
    ignoredTokens,
    tokenScores: [
      wave(plan.tokenCount, 5),
      new Float32Array(plan.tokenCount).fill(1),
      wave(plan.tokenCount, 6).map((weight) => 100 * weight),
    ],
    trees: [...trees, { splits: [], leaves: Float32Array.from([0.5]) }],
  };
}

function assertClose(found: readonly number[], wanted: readonly number[], about: string): void {
  assert.equal(found.length, wanted.length, about);
  for (const [index, each] of found.entries()) {
    const other = wanted[index] ?? Number.NaN;
    assert.ok(
      Math.abs(each - other) <= 1e-4 * Math.max(1, Math.abs(other)),
      `${each} is not ${other}: ${about}`,
    );
  }
}
