import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { keyKinds } from '@kindred/contract';
import { openTestPopulation } from './test-population.ts';

const population = await openTestPopulation();
const { load, hasKey, people, column } = population;
after(() => population[Symbol.asyncDispose]());
beforeEach(() => population.empty());

const email = keyKinds.EMAIL.code;
const phone = keyKinds.PHONE.code;

async function personOf(id: string) {
  const [row] = await column.query<{ country: string; features: Record<string, string>; version: string }>(
    'SELECT country, features, version FROM people FINAL WHERE id = {id:String}',
    { id },
  );
  return row;
}

/** Everything but what must differ from one import to the next. */
async function statsNow() {
  const { version: _version, last_import: _last, ...stats } = await people.stats(10);
  return stats;
}

const file =
  'id,country,email,phone,visits\n1,DE,a@x.de|b@x.de,0151 12345678,3\n2,US,c@x.us,,4\n2,US,d@x.us,,5\n3,FR,e@x.fr,,\n';

test('a file that is imported twice changes nothing the second time', async () => {
  const first = await load(file);
  const stats = await statsNow();
  const second = await load(file);
  assert.deepEqual(first.people, { seen: 3, added: 3, updated: 0, unchanged: 0 });
  assert.deepEqual(second.people, { seen: 3, added: 0, updated: 0, unchanged: 3 });
  assert.deepEqual(second.keys, { added: 0, removed: 0 });
  assert.deepEqual(await statsNow(), stats);
});

test('numbers of the population say who is there, where, by which keys and with which features', async () => {
  await load(file);
  const { last_import: last, version, ...stats } = await people.stats(2);
  assert.deepEqual(stats, {
    people: 3,
    countries: [
      { country: 'de', people: 1 },
      { country: 'fr', people: 1 },
    ],
    countries_total: 3,
    keys: { EXTERN_ID: 3, EMAIL: 5, PHONE: 1 },
    people_with: { EXTERN_ID: 3, EMAIL: 3, PHONE: 1 },
    features: [{ name: 'visits', people: 2, coverage: 2 / 3 }],
  });
  assert.equal(last?.version, version);
});

test('numbers of nobody are zeros', async () => {
  const stats = await statsNow();
  assert.deepEqual([stats.people, stats.countries, stats.keys, stats.features], [0, [], {}, []]);
});

test('a changed e-mail takes the old one out', async () => {
  await load('id,email\n1,old@x.de\n2,other@x.de\n');
  const report = await load('id,email\n1,new@x.de\n');
  assert.equal(await hasKey('1', email, 'new@x.de'), true);
  assert.equal(await hasKey('1', email, 'old@x.de'), false);
  assert.equal(await hasKey('2', email, 'other@x.de'), true);
  assert.deepEqual(report.people, { seen: 1, added: 0, updated: 1, unchanged: 0 });
  assert.deepEqual(report.keys, { added: 1, removed: 1 });
});

test('an e-mail that was taken out can come back, and can go to somebody else', async () => {
  await load('id,email\n1,a@x.de\n');
  await load('id,email\n1,b@x.de\n2,a@x.de\n');
  assert.equal(await hasKey('1', email, 'a@x.de'), false);
  assert.equal(await hasKey('2', email, 'a@x.de'), true);
  await load('id,email\n1,a@x.de\n');
  assert.equal(await hasKey('1', email, 'a@x.de'), true);
  assert.equal(await hasKey('1', email, 'b@x.de'), false);
});

test('kinds of keys that a file has no column for stay as they are', async () => {
  await load('id,email,phone,extern_id\n1,a@x.de,+4915112345678,crm-1\n');
  const report = await load('id,phone\n1,+4915199999999\n');
  assert.equal(await hasKey('1', email, 'a@x.de'), true);
  assert.equal(await hasKey('1', keyKinds.EXTERN_ID.code, 'crm-1'), true);
  assert.equal(await hasKey('1', phone, '4915112345678'), false);
  assert.deepEqual(report.keys, { added: 1, removed: 1 });
});

test('a blank cell takes the keys of its kind out, and the own id stays a key', async () => {
  await load('id,email,extern_id\n1,a@x.de,crm-1\n');
  await load('id,email,extern_id\n1,,\n');
  assert.equal(await hasKey('1', email, 'a@x.de'), false);
  assert.equal(await hasKey('1', keyKinds.EXTERN_ID.code, 'crm-1'), false);
  assert.equal(await hasKey('1', keyKinds.EXTERN_ID.code, '1'), true);
});

test('features and country of a file replace, those that it does not give stay', async () => {
  await load('id,country,plan,visits\n1,DE,gold,3\n');
  await load('id,country,visits,score\n1,,4,0.5\n');
  const merged = await personOf('1');
  assert.deepEqual(merged, {
    country: 'de',
    features: { plan: 'gold', visits: '4', score: '0.5' },
    version: merged?.version,
  });
  await load('id,country,plan\n1,AT,\n');
  assert.equal((await personOf('1'))?.country, 'at');
  assert.equal((await personOf('1'))?.features['plan'], 'gold');
});

test('rows with the same id are one person, and the last word of the file counts', async () => {
  const report = await load(
    'id,country,email,plan,visits\n1,DE,a@x.de,gold,1\n2,FR,z@x.fr,basic,9\n1,AT,b@x.de,,2\n1,,,silver,\n',
  );
  assert.deepEqual(report.people, { seen: 2, added: 2, updated: 0, unchanged: 0 });
  const { country, features } = (await personOf('1')) ?? {};
  assert.deepEqual([country, features], ['at', { plan: 'silver', visits: '2' }]);
  assert.ok((await hasKey('1', email, 'a@x.de')) && (await hasKey('1', email, 'b@x.de')));
});

test('imports apply in the order in which they were staged, and each makes a version', async () => {
  const changesBefore = population.changedTo.length;
  const first = await population.stage('id,plan\n1,first\n');
  const second = await population.stage('id,plan\n1,second\n');
  assert.equal((await people.findImport(first.id))?.state, 'staged');
  await people.applyWaiting();
  assert.equal((await personOf('1'))?.features['plan'], 'second');
  const versions = [
    (await people.findImport(first.id))?.version,
    (await people.findImport(second.id))?.version,
  ];
  assert.deepEqual(population.changedTo.slice(changesBefore), versions);
  assert.equal(await people.version(), versions[1]);
  const { imports, total } = await people.listImports(1, 0);
  assert.deepEqual([imports.map((each) => each.id), total], [[second.id], 2]);
});

test('keys of a kind lie in one part after an import', async () => {
  await load('id,email\n1,a@x.de\n2,b@x.de\n');
  await load('id,email\n3,c@x.de\n');
  const parts = await column.query<{ part_count: string }>(
    "SELECT count() AS part_count FROM system.parts WHERE active AND table = 'identity_keys' GROUP BY partition",
  );
  assert.deepEqual(
    parts.map((row) => Number(row.part_count)),
    [1, 1],
  );
});

test('a file of a million people is applied slice by slice, repeats and all', async () => {
  async function* rows(): AsyncGenerator<Buffer> {
    yield Buffer.from('id,visits\n');
    for (let from = 0; from < 1_100_000; from += 10_000) {
      yield Buffer.from(
        Array.from({ length: 10_000 }, (_, index) => `${(from + index) % 1_050_000},${from}\n`).join(''),
      );
    }
  }
  const report = await load(rows());
  assert.deepEqual(report.people, { seen: 1_050_000, added: 1_050_000, updated: 0, unchanged: 0 });
  assert.deepEqual(report.keys, { added: 1_050_000, removed: 0 });
  assert.equal((await personOf('0'))?.features['visits'], '1050000');
  assert.equal((await personOf('1049999'))?.features['visits'], '1040000');
});
