import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { openTestPopulation } from './test-population.ts';

const population = await openTestPopulation();
after(() => population[Symbol.asyncDispose]());
beforeEach(() => population.empty());

/** What is stored of everybody, by the own id. */
async function everybody() {
  return population.column.query<{
    id: string;
    country: string;
    kinds: number[];
    features: Record<string, string>;
  }>('SELECT id, country, arraySort(keys.kind) AS kinds, features FROM people FINAL ORDER BY id');
}

const expected = [
  { id: '1', country: 'de', kinds: [1, 3, 3], features: { plan: 'gold', visits: '3' } },
  { id: '2', country: 'us', kinds: [1, 3], features: { visits: '0.5' } },
];

const files: Readonly<Record<string, readonly [body: string, contentType?: string]>> = {
  'comma separated': ['id,country,email,plan,visits\n1,DE,a@x.de|b@x.de,gold,3\n2,US,c@x.us,,0.5\n'],
  'semicolon separated with CRLF and without a last line end': [
    'id;country;email;plan;visits\r\n1;DE;a@x.de|b@x.de;gold;3\r\n2;US;c@x.us;;0.5',
  ],
  'tab separated with a byte order mark': [
    '\ufeffid\tcountry\temail\tplan\tvisits\n1\tDE\ta@x.de;b@x.de\tgold\t3\n2\tUS\tc@x.us\t\t0.5\n',
  ],
  'bar separated': ['id|country|email|plan|visits\n1|DE|a@x.de;b@x.de|gold|3\n2|US|c@x.us||0.5\n'],
  quoted: [
    '"id","country","email","plan","visits"\n"1","DE","a@x.de; b@x.de","gold","3"\n"2","US","c@x.us","",0.5\n',
  ],
  'JSON lines': [
    '{"id":1,"country":"DE","email":["a@x.de","b@x.de"],"plan":"gold","visits":3}\n' +
      '{"visits":0.5,"id":"2","country":"US","email":"c@x.us","plan":null}\n',
  ],
};

for (const [name, [body]] of Object.entries(files)) {
  for (const packed of [false, true]) {
    test(`a ${name} file of people is read${packed ? ' packed with gzip' : ''}`, async () => {
      const report = await population.load(packed ? gzipSync(body) : body);
      assert.deepEqual(await everybody(), expected);
      assert.equal(report.state, 'applied');
      assert.deepEqual([report.lines, report.accepted, report.rejected, report.blank], [2, 2, 0, 0]);
      assert.deepEqual(report.people, { seen: 2, added: 2, updated: 0, unchanged: 0 });
      assert.deepEqual(report.keys, { added: 5, removed: 0 });
      assert.deepEqual(report.mapping?.features, ['plan', 'visits']);
    });
  }
}

test('a file of many columns takes no more memory than it has cells', async () => {
  // Copying all cells for each of them would take 12 GB.
  const [people, columns] = [3000, 600];
  const header = ['id', ...Array.from({ length: columns }, (_, column) => `score_${column}`)].join(',');
  const cellOf = (person: number, column: number) =>
    person % 7 === column % 7 ? '' : String(person + column);
  const lines = Array.from({ length: people }, (_, person) =>
    [person, ...Array.from({ length: columns }, (_cell, column) => cellOf(person, column))].join(','),
  );
  const report = await population.load(`${[header, ...lines].join('\n')}\n`);
  assert.deepEqual([report.state, report.accepted, report.rejected], ['applied', people, 0]);
  const stored = new Map((await everybody()).map(({ id, features }) => [id, features]));
  for (const person of [0, 6, 2999]) {
    const cells = Array.from({ length: columns }, (_, column) => [`score_${column}`, cellOf(person, column)]);
    assert.deepEqual(stored.get(String(person)), Object.fromEntries(cells.filter(([, cell]) => cell !== '')));
  }
});

async function parquetOf(select: string): Promise<Buffer> {
  const path = join(population.directory, 'people.parquet');
  await population.column.exec(
    `INSERT INTO FUNCTION file('${path}', 'Parquet') ${select} SETTINGS engine_file_truncate_on_insert = 1, output_format_parquet_row_group_size = 20000`,
  );
  return readFileSync(path);
}

test('a Parquet file of people is read, packed or not', async () => {
  const select = `SELECT * FROM (
    SELECT 1::UInt64 AS id, 'DE' AS country, ['a@x.de', 'b@x.de'] AS email, 'gold'::Nullable(String) AS plan, 3::Float64 AS visits
    UNION ALL SELECT 2, 'US', ['c@x.us'], NULL, 0.5)`;
  const parquet = await parquetOf(select);
  for (const body of [parquet, gzipSync(parquet)]) {
    const report = await population.load(body);
    assert.equal(report.format, 'parquet');
    assert.deepEqual(await everybody(), expected);
  }
});

test('a Parquet file of many types and row groups is read whole, with numbers of rows in its rejects', async () => {
  const parquet = await parquetOf(`SELECT if(number = 250000, '', toString(number)) AS id,
    toDate32('1980-05-04') AS dob, 'Ann' AS fn, 'Lee' AS ln, 9007199254740993 + number AS big, (number % 2 = 0)::Bool AS flag,
    [0.5, 1.5] AS embedding FROM numbers(300000)`);
  const report = await population.load(parquet);
  assert.equal(report.lines, 300_000);
  assert.deepEqual(report.rejected_by_reason, { no_id: 1 });
  assert.equal(report.rejected_samples[0]?.line, 250_001);
  const [row] = await population.column.query<{ features: object; kinds: number[] }>(
    "SELECT features, keys.kind AS kinds FROM people FINAL WHERE id = '3'",
  );
  assert.deepEqual(row?.features, { big: '9007199254740996', flag: 'false', embedding: '[0.5,1.5]' });
  assert.ok(row?.kinds.includes(20));
});

test('quoted cells hold delimiters, quotes and line ends, and lines keep their numbers', async () => {
  const report = await population.load(
    'id,email,note\n1,a@x.de,"say ""hi"", you"\n2,b@x.de,"two\nlines\r\nor three"\nbad one,"nope","x"\n,,no id\n',
  );
  assert.deepEqual(
    (await everybody()).map((person) => person.features['note']),
    ['say "hi", you', 'two\nlines\r\nor three', 'x'],
  );
  assert.equal(report.lines, 4);
  assert.deepEqual(
    report.rejected_samples.map(({ line, reason }) => [line, reason]),
    [
      [6, 'not_an_email'],
      [7, 'no_id'],
    ],
  );
});

test('numbers of lines are right across chunks', async () => {
  const lines = Array.from({ length: 700_000 }, (_, index) => `${index},${'x'.repeat(40)}\n`);
  lines[650_000] = ',no id\n';
  lines[69] = '"68","quoted from here on"\n';
  const report = await population.load(`id,note\n${lines.join('')}`);
  const chunks = await population.column.query('SELECT 1 FROM people FINAL WHERE id = {id:String}', {
    id: '649999',
  });
  assert.equal(chunks.length, 1);
  assert.equal(report.lines, 700_000);
  assert.deepEqual(
    report.rejected_samples.map(({ line, sample }) => [line, sample]),
    [[650_002, ',xx xx']],
  );
});

test('names of columns may hold anything', async () => {
  await population.load('id,"a\tb","q""uo\'te\\","new\nline",€uro\n1,x,y,z,w\n');
  assert.deepEqual((await everybody())[0]?.features, {
    'a\tb': 'x',
    'q"uo\'te\\': 'y',
    'new\nline': 'z',
    '€uro': 'w',
  });
});

test('JSON lines that are no objects are rejected by line, and late columns of a personal kind are left out', async () => {
  const people = Array.from({ length: 60_000 }, (_, index) => `{"id":${index},"visits":1}\n`);
  people[59_000] = '{"id":59000,"late":"kept","E-Mail":"late@x.de","street":"left out"}\n';
  const report = await population.load(`${people.join('')}\nnot json\n[1]\n{"id":`);
  assert.deepEqual(report.rejected_by_reason, { not_json: 3 });
  assert.equal(report.blank, 1);
  assert.deepEqual(
    report.rejected_samples.map((sample) => sample.line),
    [60_002, 60_003, 60_004],
  );
  const [late] = await population.column.query<{ features: object }>(
    "SELECT features FROM people FINAL WHERE id = '59000'",
  );
  assert.deepEqual(late?.features, { late: 'kept' });
});
