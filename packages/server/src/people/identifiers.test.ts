import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { keyKinds } from '@kindred/contract';
import { openTestPopulation, sha256 } from './test-population.ts';

const population = await openTestPopulation();
after(() => population[Symbol.asyncDispose]());
beforeEach(() => population.empty());

const {
  EXTERN_ID,
  UID,
  EMAIL,
  PHONE,
  MADID,
  THIRD_PARTY_ID,
  FN_LN_DOB,
  FN_LN_ZIP_COUNTRY,
  FN_LN_ZIP,
  FN_LN_CT_ST,
} = keyKinds;
const hex = (text: string) => sha256(text).toString('hex');

async function assertKeys(
  id: string,
  kind: number,
  values: readonly (string | readonly string[])[],
): Promise<void> {
  for (const value of values)
    assert.ok(await population.hasKey(id, kind, value), `${id} has ${JSON.stringify(value)}`);
  const [row] = await population.column.query<{ key_count: string }>(
    'SELECT countEqual(keys.kind, {kind:UInt8}) AS key_count FROM people FINAL WHERE id = {id:String}',
    { id, kind },
  );
  assert.equal(Number(row?.key_count), values.length, `keys of kind ${kind} of ${id}`);
}

test('the own id is a key too', async () => {
  await population.load('id\n 17 \nAb-C\n');
  await assertKeys('17', EXTERN_ID.code, ['17']);
  await assertKeys('Ab-C', EXTERN_ID.code, ['Ab-C']);
});

test('a person may have several identifiers of a kind, in cells, columns and rows', async () => {
  await population.load(
    'id,email,mail2,phone\n1, A@X.de |b@x.de;a@x.de,C@x.de.,+49 151 1234567|+44 20 7946 0958\n1,d@x.de,,\n',
  );
  await assertKeys('1', EMAIL.code, ['a@x.de', 'b@x.de', 'c@x.de', 'd@x.de']);
  await assertKeys('1', PHONE.code, ['491511234567', '442079460958']);
});

const phones: readonly (readonly [written: string, country: string, normalised: string])[] = [
  ['+1 (555) 987-6543', '', '15559876543'],
  ['0044 20 7946 0958', 'DE', '442079460958'],
  ['0151 12345678', 'DE', '4915112345678'],
  ['+49 (0)151 12345678', 'DE', '4915112345678'],
  ['+49 0151/12345678', 'DE', '4915112345678'],
  ['4915112345678', 'DE', '4915112345678'],
  ['151-12345678', 'DE', '4915112345678'],
  ['(555) 987-6543', 'US', '15559876543'],
  ['1-555-987-6543', 'US', '15559876543'],
  ['011 44 20 7946 0958', 'US', '442079460958'],
  ['06 1234 5678', 'IT', '390612345678'],
  ['333 123 4567', 'IT', '393331234567'],
  ['393331234567', 'IT', '393331234567'],
  ['612 345 678', 'ES', '34612345678'],
  ['34612345678', 'ES', '34612345678'],
  ['8 916 123-45-67', 'RU', '79161234567'],
  ['79161234567', 'RU', '79161234567'],
  ['06 20 123 4567', 'HU', '36201234567'],
  ['020 7946 0958 ext. 12', 'GB', '442079460958'],
  ['tel:+442079460958', '', '442079460958'],
  ['9123456789', 'IN', '919123456789'],
  ['0151 12345678', '', '4915112345678'],
];

test('phone numbers get the country code of their person, or of the default country', async () => {
  const rows = phones.map(([written, country], index) => `p${index};${country};${written}\n`);
  const report = await population.load(`id;country;phone\n${rows.join('')}`, { phone_country: 'de' });
  assert.deepEqual(report.rejected_identifiers, []);
  for (const [index, [, , normalised]] of phones.entries())
    await assertKeys(`p${index}`, PHONE.code, [normalised]);
});

test('what is no phone number is rejected, and so is a national one of nowhere', async () => {
  const report = await population.load(
    'id,country,phone\n1,DE,123\n2,DE,call me\n3,,0151 12345678\n4,,15559876543\n5,US,555-9876\n',
  );
  assert.deepEqual(report.rejected_identifiers, [
    { identifier: 'PHONE', reason: 'not_a_phone', count: 3 },
    { identifier: 'PHONE', reason: 'phone_without_country', count: 1 },
  ]);
  await assertKeys('4', PHONE.code, ['15559876543']);
  assert.equal(report.accepted, 5);
});

test('ids of devices and platforms are hashed as they are, in lower case where case means nothing', async () => {
  const madid = 'AEBE52E7-03EE-455A-B3C4-E57283966239';
  const report = await population.load(
    `id,madid,uid,third_party_id,extern_id\n1,${madid},100000000001, Tp_1 ,crm-1\n` +
      `2,${hex(madid.toLowerCase())},${hex('5')},,\n3,00000000-0000-0000-0000-000000000000,x5,,\n4,nope,,,\n5,${hex('')},${hex('')},,\n`,
  );
  await assertKeys('1', MADID.code, [madid.toLowerCase()]);
  await assertKeys('1', UID.code, ['100000000001']);
  await assertKeys('1', THIRD_PARTY_ID.code, ['Tp_1']);
  await assertKeys('1', EXTERN_ID.code, ['1', 'crm-1']);
  await assertKeys('2', MADID.code, [madid.toLowerCase()]);
  await assertKeys('2', UID.code, ['5']);
  await assertKeys('5', MADID.code, []);
  assert.deepEqual(report.rejected_identifiers, [
    { identifier: 'UID', reason: 'not_a_numeric_id', count: 1 },
    { identifier: 'MADID', reason: 'not_a_mobile_id', count: 1 },
    { identifier: 'MADID', reason: 'zero_mobile_id', count: 1 },
  ]);
});

test('names, places and dates of birth become keys together', async () => {
  await population.load(
    'id;fn;ln;zip;country;city;state;dob\n' +
      "1;Mary Ann;O'Neill;94105-1234;US;San Francisco;California;1980-05-04\n" +
      '2;José;Müller;00-950;PL;Łódź;mazowieckie;4.5.1980\n' +
      '3;王;小明;SW1A 1AA;GB;;;05/04/1980\n',
  );
  await assertKeys('1', FN_LN_DOB.code, [['maryann', 'oneill', '1980', '05', '04']]);
  await assertKeys('1', FN_LN_ZIP_COUNTRY.code, [['maryann', 'oneill', '94105', 'us']]);
  await assertKeys('1', FN_LN_ZIP.code, [['maryann', 'oneill', '94105']]);
  await assertKeys('1', FN_LN_CT_ST.code, [['maryann', 'oneill', 'sanfrancisco', 'ca']]);
  await assertKeys('2', FN_LN_DOB.code, [
    ['josé', 'müller', '1980', '05', '04'],
    ['jose', 'muller', '1980', '05', '04'],
    ['jos', 'mller', '1980', '05', '04'],
  ]);
  await assertKeys('2', FN_LN_ZIP.code, [
    ['josé', 'müller', '00-950'],
    ['jose', 'muller', '00-950'],
    ['jos', 'mller', '00'],
  ]);
  await assertKeys('2', FN_LN_CT_ST.code, [
    ['josé', 'müller', 'łódź', 'mazowieckie'],
    ['jose', 'muller', 'lodz', 'mazowieckie'],
    ['jos', 'mller', 'd', 'mazowieckie'],
  ]);
  await assertKeys('3', FN_LN_DOB.code, [['王', '小明', '1980', '05', '04']]);
  // The other form, of clients that keep a to z only, is left without a name.
  await assertKeys('3', FN_LN_ZIP_COUNTRY.code, [['王', '小明', 'sw1a1', 'gb']]);
  await assertKeys('3', FN_LN_CT_ST.code, []);
});

const births: readonly (readonly [written: string, date: readonly string[] | null])[] = [
  ['1980-5-4', ['1980', '05', '04']],
  ['1980/05/04', ['1980', '05', '04']],
  ['1980-05-04T12:30:00Z', ['1980', '05', '04']],
  ['19800504', ['1980', '05', '04']],
  ['05041980', ['1980', '05', '04']],
  ['5/4/1980', ['1980', '05', '04']],
  ['25/4/1980', ['1980', '04', '25']],
  ['04.05.1980', ['1980', '05', '04']],
  ['1980-13-04', null],
  ['1880-05-04', null],
  ['May 4th', null],
];

test('dates of birth are read in the usual ways', async () => {
  const rows = births.map(([written], index) => `${index},Ann,Lee,${written}\n`);
  const report = await population.load(`id,fn,ln,birthday\n${rows.join('')}`);
  for (const [index, [, date]] of births.entries()) {
    await assertKeys(String(index), FN_LN_DOB.code, date === null ? [] : [['ann', 'lee', ...date]]);
  }
  assert.deepEqual(report.rejected_identifiers, [{ identifier: 'DOB', reason: 'not_a_date', count: 3 }]);
});

test('year, month and day may stand in columns of their own', async () => {
  const report = await population.load('id,fn,ln,doby,dobm,dobd\n1,Ann,Lee,1980,5,4\n2,Ann,Lee,80,5,40\n');
  await assertKeys('1', FN_LN_DOB.code, [['ann', 'lee', '1980', '05', '04']]);
  assert.deepEqual(report.rejected_identifiers, [
    { identifier: 'DOBY', reason: 'not_a_date', count: 1 },
    { identifier: 'DOBD', reason: 'not_a_date', count: 1 },
  ]);
});

test('identifiers that come hashed give the same keys as those that come raw', async () => {
  const raw =
    'id,country,email,phone,fn,ln,zip,dob\n1,US,mary@example.com,+15559876543,Mary,Lee,94105,1980-05-04\n';
  const hashed =
    `id,country,email,phone,fn,ln,zip,doby,dobm,dobd\n2,US,${hex('mary@example.com').toUpperCase()},${hex('15559876543')},` +
    `${hex('mary')},${hex('lee')},${hex('94105')},${hex('1980')},${hex('05')},${hex('04')}\n`;
  await population.load(raw);
  const report = await population.load(hashed, { hashed: 'true' });
  assert.deepEqual(report.rejected_identifiers, []);
  assert.equal(hex('mary@example.com'), 'f1904cf1a9d73a55fa5de0ac823c4403ded71afd4c3248d00bdcd0866552bb79');
  const [row] = await population.column.query<{ shared: string }>(
    'SELECT count() AS shared FROM (SELECT kind, key FROM identity_keys FINAL GROUP BY kind, key HAVING count() = 2)',
  );
  assert.equal(Number(row?.shared), 5, 'e-mail, phone and three combinations belong to both');
});

test('in a hashed file the hash of nothing is a blank, and what is no hash is rejected', async () => {
  const report = await population.load(
    `id,email,fn,ln,zip\n1,${hex('')},${hex('')},${hex('lee')},x\n2,ann@x.de,Ann,Lee,1\n`,
    {
      hashed: 'true',
    },
  );
  assert.deepEqual(report.rejected_identifiers, [
    { identifier: 'EMAIL', reason: 'not_a_hash', count: 1 },
    { identifier: 'FN', reason: 'not_a_hash', count: 1 },
    { identifier: 'LN', reason: 'not_a_hash', count: 1 },
    { identifier: 'ZIP', reason: 'not_a_hash', count: 2 },
  ]);
  await assertKeys('1', EMAIL.code, []);
});

test('a hash in a raw column is told apart from a wrong value', async () => {
  const report = await population.load(
    `id,email,phone,fn,ln,zip\n1,${hex('a')},${hex('b')},${hex('c')},Lee,1\n`,
  );
  assert.deepEqual(
    report.rejected_identifiers.map(({ identifier, reason }) => [identifier, reason]),
    [
      ['EMAIL', 'already_hashed'],
      ['PHONE', 'already_hashed'],
      ['FN', 'already_hashed'],
    ],
  );
});

test('countries are two letters, three letters, English names or hashes', async () => {
  const report = await population.load(
    `id,country\n1,de\n2,DEU\n3,Germany\n4,${hex('de')}\n5,U.S.A.\n6,Atlantis\n7,\n`,
  );
  const rows = await population.column.query<{ country: string }>(
    'SELECT country FROM people FINAL ORDER BY id',
  );
  assert.deepEqual(
    rows.map((row) => row.country),
    ['de', 'de', 'de', 'de', 'us', '', ''],
  );
  assert.deepEqual(report.rejected_identifiers, [
    { identifier: 'COUNTRY', reason: 'unknown_country', count: 1 },
  ]);
});

test('gender is kept as a feature of two values', async () => {
  await population.load(`id,gen,plan\n1,Male,a\n2,f,\n3,${hex('f')},b\n4,x,c\n`);
  const rows = await population.column.query<{ features: object }>(
    'SELECT features FROM people FINAL ORDER BY id',
  );
  assert.deepEqual(
    rows.map((row) => row.features),
    [{ plan: 'a', gender: 'm' }, { gender: 'f' }, { plan: 'b', gender: 'f' }, { plan: 'c' }],
  );
});
