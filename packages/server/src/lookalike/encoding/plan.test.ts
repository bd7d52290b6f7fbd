import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encode, planEncoding, statisticsOf } from './index.ts';

const people = 2000;
const cells = (value: (person: number) => string | number) =>
  Array.from({ length: people }, (_, person) => String(value(person)));
const planOf = (columns: Record<string, string[]>, options = {}) =>
  planEncoding(
    Object.entries(columns).map(([name, own]) => statisticsOf(name, own)),
    options,
  );
const encoded = (columns: Record<string, string[]>) => {
  const plan = planOf(columns);
  return { plan, rows: encode(plan, people, (column, person) => columns[column]?.[person] ?? '') };
};

test('kinds of columns are guessed from their cells, whatever they are called', () => {
  const plan = planOf({
    age: cells((k) => 18 + (k % 60)),
    stars: cells((k) => k % 5),
    job: cells((k) => ['baker', 'smith', 'miller'][k % 3] ?? ''),
    games: cells((k) => `g${k % 7}|g${k % 11}`),
    since: cells((k) => `20${10 + (k % 10)}-0${1 + (k % 9)}-11`),
    city: cells((k) => `city ${k % 400}`),
  });
  assert.deepEqual(
    plan.scalars.map(({ name, kind }) => [name, kind]),
    [
      ['age', 'numeric'],
      ['stars', 'ordinal'],
      ['job', 'category'],
      ['since', 'date'],
    ],
  );
  assert.deepEqual(
    plan.tokenColumns.map(({ name, isList }) => [name, isList]),
    [
      ['games', true],
      ['city', false],
    ],
  );
});

test('numbers and dates stay what they are where words say that one is missing', () => {
  const plan = planOf({
    income: cells((k) => (k % 2 === 0 ? 'NA' : k % 11 === 0 ? '-' : k * 1.5)),
    seen: cells((k) => (k % 3 === 0 ? 'never' : `20${10 + (k % 10)}-0${1 + (k % 9)}-1${k % 10}`)),
    ord_rank: cells((k) => (k % 2 === 0 ? 'null' : k % 9)),
    code: cells((k) => (k % 2 === 0 ? 'none' : k % 9)),
    flat: cells((k) => (k % 2 === 0 ? `${k} B` : k)),
  });
  assert.deepEqual(
    plan.scalars.map(({ name, kind }) => [name, kind]),
    [
      ['income', 'numeric'],
      ['seen', 'date'],
      ['ord_rank', 'ordinal'],
      ['code', 'category'],
    ],
  );
  assert.deepEqual(
    plan.leftOut.map(({ name }) => name),
    ['flat'],
  );
  const rows = encode(plan, 1, (column) => (column === 'income' ? 'NA' : ''));
  assert.equal(rows.codes[0], 0);
});

test('numbers are read as people write them', () => {
  const { plan, rows } = encoded({
    rate: cells((k) => (k === 0 ? '' : `${(k / 8).toFixed(2).replace('.', ',')} %`)),
    paid: cells((k) => `$${(k * 997).toLocaleString('en-US')}`),
    owed: cells((k) => `${(k * 997.5).toLocaleString('de-DE', { minimumFractionDigits: 2 })}€`),
    phone: cells((k) => `+49 171 ${1_000_000 + k}`),
    version: cells((k) => `${k}.${k}.0`),
  });
  assert.deepEqual(
    plan.scalars.map(({ name, kind }) => [name, kind]),
    [
      ['rate', 'numeric'],
      ['paid', 'numeric'],
      ['owed', 'numeric'],
    ],
  );
  const width = plan.scalars.length;
  for (const [index, { center, scale }] of plan.scalars.entries()) {
    const value = (row: number) => Math.sinh(rows.raws[row * width + index] ?? 0) * scale + center;
    const each = [1 / 8, 997, 997.5][index] ?? 0;
    for (const row of [1, 7, 500, 1999]) {
      assert.ok(
        Math.abs(value(row) - each * row) <= 0.01 + 1e-7 * each * people,
        `${index} ${row} ${value(row)}`,
      );
    }
  }
  assert.equal(rows.codes[0], 0);
});

test('ids, constants, empty and excluded columns stay out and say why', () => {
  const plan = planOf(
    {
      id: cells((k) => `p-${k}`),
      same: cells(() => 'x'),
      none: cells(() => ''),
      secret: cells((k) => k % 9),
    },
    { excluded: ['secret'] },
  );
  assert.equal(plan.codeCount + plan.tokenCount, 0);
  assert.deepEqual(plan.leftOut.map(({ name }) => name).sort(), ['id', 'none', 'same', 'secret']);
  assert.ok(plan.leftOut.every(({ reason }) => reason.length > 10));
});

test('dimensions of one space are an embedding, months of spending are not', () => {
  const columns: Record<string, string[]> = {};
  for (let d = 0; d < 12; d++) {
    columns[`emb_${String(d).padStart(2, '0')}`] = cells((k) => Math.sin(k * (d + 1.3)));
    columns[`spend_m${d + 1}`] = cells((k) => (k % 3 === 0 ? ((k * (d + 7)) % 101) + 0.5 : 0));
  }
  const { plan, rows } = encoded(columns);
  assert.deepEqual(
    plan.embeddings.map(({ stem, columns: names }) => [stem, names.length]),
    [['emb_', 12]],
  );
  assert.equal(plan.scalars.length, 12);
  const first = Array.from({ length: people }, (_, row) => rows.embedding[row * 12] ?? 0);
  const mean = first.reduce((sum, each) => sum + each, 0) / people;
  const spread = first.reduce((sum, each) => sum + each * each, 0) / people;
  assert.ok(Math.abs(mean) < 1e-3 && Math.abs(spread - 1) < 1e-3);
});

test('an ordered code counts the cuts that are not above the value, and missing is 0', () => {
  const { plan, rows } = encoded({ spend: cells((k) => (k % 10 === 0 ? '' : k % 2 === 0 ? 0 : k * 1.5)) });
  const [column] = plan.scalars;
  assert.ok(column !== undefined && column.cuts.length <= 126);
  assert.equal(column.codes, column.cuts.length + 2);
  for (let k = 0; k < people; k++) {
    const value = k % 2 === 0 ? 0 : k * 1.5;
    const code: number = k % 10 === 0 ? 0 : 1 + column.cuts.filter((cut) => cut <= value).length;
    assert.equal(rows.codes[k], code);
  }
});

test('a value that many people share has a bin of its own', () => {
  const { rows } = encoded({ spend: cells((k) => (k % 2 === 0 ? 0 : k % 3 === 0 ? 0.01 : k * 1.01)) });
  const codeOf = (row: number) => rows.codes[row];
  assert.notEqual(codeOf(0), codeOf(3));
  assert.equal(new Set([0, 2, 4, 6].map(codeOf)).size, 1);
  for (let k = 1; k < people; k += 2) assert.notEqual(codeOf(k), codeOf(0));
});

test('rare levels are pooled, and a level that nobody had before is one of them', () => {
  const columns = { job: cells((k) => (k < 5 ? 'pope' : k % 2 === 0 ? 'baker' : '')) };
  const plan = planOf(columns);
  assert.deepEqual(plan.scalars[0]?.levels, ['baker']);
  const rows = encode(plan, 4, (_, person) => ['', 'pope', 'baker', 'astronaut'][person] ?? '');
  assert.deepEqual([...rows.codes], [0, 1, 2, 1]);
});

test('a person has each known token once', () => {
  const columns = { games: cells((k) => `a|b${k % 3}`) };
  const plan = planOf(columns);
  const rows = encode(plan, 3, (_, person) => ['a|a|b1', '', 'unheard|b2'][person] ?? '');
  assert.deepEqual([...rows.tokenStarts], [0, 2, 2, 3]);
  const names = [...rows.tokens].map((token) => plan.tokenColumns[0]?.tokens[token]);
  assert.deepEqual(names, ['a', 'b1', 'b2']);
});

test('what the operator says about a column counts more than its cells', () => {
  const column = statisticsOf(
    'region',
    cells((k) => k % 30),
  );
  assert.equal(planEncoding([column]).scalars[0]?.kind, 'numeric');
  assert.equal(planEncoding([column], { kinds: { region: 'category' } }).scalars[0]?.kind, 'category');
});
