import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { ImportRefused, People } from './index.ts';
import { openTestPopulation } from './test-population.ts';

const population = await openTestPopulation();
const { load, stage, people, column, control } = population;
after(() => population[Symbol.asyncDispose]());
beforeEach(() => population.empty());

async function rowsLeft(): Promise<number> {
  const [row] = await column.query<{ row_count: string }>(
    "SELECT sum(rows) AS row_count FROM system.parts WHERE active AND table IN ('staged_people', 'people_changes')",
  );
  return Number(row?.row_count ?? 0);
}

async function newest() {
  const { imports } = await people.listImports(1, 0);
  const [report] = imports;
  if (report === undefined) throw new Error('there is no record');
  return report;
}

test('bad rows are counted by reason, shown by their shape, and leave their neighbours alone', async () => {
  const report = await load(
    Buffer.concat([
      Buffer.from('id,email,plan\n1,a@x.de,gold\n,Ann.Lee@Example.com,basic\n'),
      Buffer.from([0x32, 0x2c, 0xff, 0xfe, 0x0a]),
      Buffer.from(`3,b@x.de,gold,extra\n${'9'.repeat(300)},,\nann@x.de,c@x.de,\n5\u0001,,\n`),
      Buffer.from(`7,${'x'.repeat(70_000)},\n8,d@x.de,silver,,\n\n , ,\n9\n`),
    ]),
  );
  assert.deepEqual(report.rejected_by_reason, {
    no_id: 1,
    not_utf8: 1,
    cell_count: 1,
    id_too_long: 1,
    id_is_email: 1,
    id_characters: 1,
    line_too_long: 1,
  });
  assert.deepEqual([report.lines, report.blank, report.rejected, report.accepted], [12, 2, 7, 3]);
  assert.deepEqual(report.rejected_samples.slice(0, 3), [
    { line: 3, identifier: null, reason: 'no_id', sample: ',xxx.xxx@xxxxxxx.xxx,xxxxx' },
    { line: 4, identifier: null, reason: 'not_utf8', sample: '9,�' },
    { line: 5, identifier: null, reason: 'cell_count', sample: '9,x@x.xx,xxxx,xxxxx' },
  ]);
  assert.deepEqual(
    report.rejected_samples.map((sample) => sample.line),
    [3, 4, 5, 6, 7, 8, 9],
  );
  const kept = await column.query<{ id: string }>('SELECT id FROM people FINAL ORDER BY id');
  assert.deepEqual(
    kept.map((row) => row.id),
    ['1', '8', '9'],
  );
});

test('a bad identifier is counted and its person kept', async () => {
  const report = await load(
    'id,email,email2,notes\n1,ann@,ok@x.de,write to ann@x.de\n2,"a b@x.de",,x@y.example\n',
  );
  assert.equal(report.accepted, 2);
  assert.deepEqual(report.rejected_identifiers, [
    { identifier: 'EMAIL', reason: 'not_an_email', count: 2 },
    { identifier: 'FEATURE', reason: 'email_as_feature', count: 1 },
  ]);
  assert.deepEqual(report.rejected_samples[0], {
    line: 2,
    identifier: 'EMAIL',
    reason: 'not_an_email',
    sample: 'xxx@',
  });
});

const dropped = [
  '+49 170 1234567',
  '00491701234567',
  '+393331234567',
  '0170/1234567',
  '030 - 123 45 67',
  '(555) 123-4567',
  '555-123-4567',
  '01 23 45 67 89',
  '91 123 45 67',
];
const kept = [
  '42',
  '170123456789',
  '1.234.567.890',
  '1 234 567 890',
  '1 234 567.89',
  '123456789.25',
  '0.123456789',
  '-120000000',
  '000000123',
  '2026-01-31',
  '2026-01-31 12:30:00',
  '31.12.2026 1530',
  '100000-200000',
  '2026-000123456',
  '192.168.100.200',
  '10.0.19045.3930',
  'room 030 1234567',
];

test('a feature that looks like a telephone number is dropped and counted, other numbers are kept', async () => {
  const rows = [...dropped, ...kept].map((value, index) => `${index},${value}`);
  const report = await load(`id,note\n${rows.join('\n')}\n`);
  assert.deepEqual(report.rejected_identifiers, [
    { identifier: 'FEATURE', reason: 'phone_as_feature', count: dropped.length },
  ]);
  assert.equal(report.rejected_samples[0]?.sample, '+99 999 9999999');
  const left = await column.query<{ note: string }>(
    "SELECT features['note'] AS note FROM people FINAL WHERE features['note'] != '' ORDER BY toUInt32(id)",
  );
  assert.deepEqual(
    left.map((row) => row.note),
    kept,
  );
});

test('where the header speaks of telephones, plain digits are taken for a number too', async () => {
  const csv = await load('id,old phone (private),spent\n1,01701234567,1701234567\n2,4711,2026-01-31\n');
  const json = await load('{"id":3,"Alte Telefonnummer":"01701234567","spent":1701234567}\n');
  for (const { rejected_identifiers } of [csv, json]) {
    assert.deepEqual(rejected_identifiers, [{ identifier: 'FEATURE', reason: 'phone_as_feature', count: 1 }]);
  }
  const [stats] = await column.query<{ spent: string }>(
    "SELECT sum(toUInt64OrZero(features['spent'])) AS spent FROM people FINAL",
  );
  assert.equal(Number(stats?.spent), 2 * 1_701_234_567);
});

test('a file that no usual upload can match is taken with a warning', async () => {
  const silent = await load('id,fn,ln,zip,Почта\n1,Ann,Lee,10115,ann@x.de\n');
  assert.equal(silent.state, 'applied');
  assert.match(silent.notes.join(), /No column of the file was taken for e-mail addresses/);
  assert.deepEqual((await load('id,mail\n1,ann@x.de\n')).notes, []);
});

test('at most a hundred samples are kept, the first of the file', async () => {
  const report = await load(`id\n${Array.from({ length: 250 }, () => '\u0001bad\n').join('')}`);
  assert.equal(report.rejected, 250);
  assert.equal(report.rejected_samples.length, 100);
  assert.equal(report.rejected_samples.at(-1)?.line, 101);
});

test('plain text is in no file of the stores', async () => {
  const secrets = ['zora.plaintext@secret-town.example', '015199887766', 'Zorabella', 'Plaintextova'];
  await load(
    `id,country,email,phone,fn,ln,dob,note\n77,DE,${secrets.join(',')},1980-05-04,fine\n78,DE,${secrets[0]} x,${secrets[1]}z,,,,\n`,
  );
  await load(`{"id":79,"email":"${secrets[0]}"}\n{"id":"","email":"${secrets[0]}"}\n`);
  await column.exec('SYSTEM FLUSH LOGS').catch(() => undefined);
  const files = readdirSync(population.directory, { recursive: true, encoding: 'utf8' })
    .map((name) => join(population.directory, name))
    .filter((path) => statSync(path).isFile());
  const holding = files.filter((path) => {
    const bytes = readFileSync(path);
    return secrets.some((secret) => bytes.includes(secret) || bytes.includes(secret.toLowerCase()));
  });
  assert.deepEqual(holding, []);
  assert.ok(
    files.some((path) => readFileSync(path).includes('fine')),
    'features are found this way',
  );
});

test('a body that breaks leaves its record and nothing else', async () => {
  async function* broken(): AsyncGenerator<Buffer> {
    yield Buffer.from(`id,email\n${'1,a@x.de\n'.repeat(400_000)}`);
    throw new Error('socket hang up');
  }
  for (const format of ['csv', 'ndjson', 'parquet']) {
    const body =
      format === 'csv'
        ? broken()
        : brokenAfter(format === 'ndjson' ? '{"id":1}\n' : `PAR1${'x'.repeat(2_000_000)}`);
    await assert.rejects(stage(body, { format }), /socket hang up/);
    const record = await newest();
    assert.deepEqual([record.state, record.error], ['aborted', 'The request ended before the file did.']);
    assert.ok(record.bytes > 0 && record.ended_at !== null);
  }
  await people.applyWaiting();
  assert.equal(await rowsLeft(), 0);
  assert.equal((await people.stats(1)).people, 0);
  assert.deepEqual(readdirSync(join(population.directory, 'spool', 'people')), []);
});

async function* brokenAfter(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
  throw new Error('socket hang up');
}

const refused: Readonly<
  Record<string, readonly [body: string | Buffer, query: Record<string, string>, sentence: RegExp]>
> = {
  'an empty file': ['', {}, /empty/],
  'a file without an id': ['email\na@x.de\n', {}, /is the id/],
  'a file without a named column': ['id,mail\n1,2\n', { email: 'correo' }, /no column "correo"/],
  'a damaged gzip file': [gzipSync(`id\n${'1\n'.repeat(5000)}`).subarray(0, 25), {}, /gzip file is damaged/],
  'a Parquet file that is none': ['PAR1 and nothing more PAR1', {}, /Parquet file is damaged/],
  'a JSON list': ['[{"id":1}]', {}, /one JSON object a line/],
};

for (const [name, [body, query, sentence]] of Object.entries(refused)) {
  test(`${name} of people is refused with a sentence, and recorded`, async () => {
    await assert.rejects(stage(body, query), (error) => {
      assert.ok(error instanceof ImportRefused);
      assert.match(String(error.details['problem']), sentence);
      return true;
    });
    const record = await newest();
    assert.equal(record.state, 'failed');
    assert.match(record.error ?? '', sentence);
    assert.equal(await rowsLeft(), 0);
  });
}

test('a file that is larger than allowed is refused on its way', async () => {
  const small = new People({ ...population.options, bytesMax: 1000 });
  async function* endless(): AsyncGenerator<Buffer> {
    for (;;) yield Buffer.from('id\n'.repeat(100));
  }
  const parameters = {
    format: null,
    fileName: null,
    phoneCountry: null,
    mapping: { columns: {}, ignore: [], hashed: false },
  };
  await assert.rejects(
    small.receive({ body: endless(), contentType: null, bytesExpected: null, parameters }),
    (error) => error instanceof ImportRefused && error.code === 'file_too_large',
  );
  assert.equal((await newest()).state, 'failed');
});

test('after a start what died while being received is aborted, and rows of nobody are dropped', async () => {
  const orphan = await stage('id,email\n1,a@x.de\n');
  const waiting = await stage('id,email\n2,b@x.de\n');
  await control.query(
    "update kindred.people_imports set state = 'receiving', receiver = 'gone' where id = $1",
    [orphan.id],
  );
  await column.exec('INSERT INTO people_changes (import_id, person) VALUES (999999, 1)');
  let asked = 0;
  const onStaged = async () => {
    asked += 1;
  };
  const restarted = new People({ ...population.options, onStaged });
  await restarted.recover();
  assert.equal((await restarted.findImport(orphan.id))?.state, 'aborted');
  assert.equal(await rowsLeft(), 1);
  assert.equal(asked, 1);
  await restarted.applyWaiting();
  assert.equal((await restarted.findImport(waiting.id))?.state, 'applied');
  assert.equal(await rowsLeft(), 0);
  assert.equal((await restarted.stats(1)).people, 1);
});
