import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openShop, person, sha256, strangerHash, TestServer } from '../dev-env/index.ts';
import { appliedReports, hashesOf, membersOf, toldOf } from './people.ts';
import { callerOf, newAudience } from './sdk.ts';

const server = await TestServer.start({ people: 20_000 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const { account } = callerOf(server, shop);

test('people come with values, and a value that is none is told with the row it stood in', async () => {
  const audience = await newAudience(account, { is_value_based: true });
  const [first, second, third] = hashesOf(1, 3);
  const rows = [
    [first, 44.5],
    [second, '140'],
    [third, -1],
    [strangerHash('values'), 0],
  ];
  const answer = toldOf(
    await audience.createUser([], { payload: { schema: ['EMAIL', 'LOOKALIKE_VALUE'], data: rows } }),
  );
  assert.match(String(answer['session_id']), /^[1-9]\d{0,18}$/);
  assert.deepEqual(
    [
      answer['num_received'],
      answer['num_invalid_entries'],
      Object.keys(answer['invalid_entry_samples'] as object),
    ],
    [4, 1, [JSON.stringify([third, -1])]],
  );
  const reports = await appliedReports(server, shop, audience);
  assert.deepEqual(
    reports.map(({ funnel }) => [funnel.lines, funnel.rejected, funnel.matched]),
    [[4, 1, 2]],
  );
});

const segmentSchema = 'EXTERN_ID,EMAIL,PHONE,DOBY,DOBM,DOBD,LN,FN,FI,GEN,CT,ST,ZIP,COUNTRY,MADID'.split(',');

/** One row as Segment sends it: hashes, blanks as empty texts, and two ids as they are. */
function segmentRow(number: number, has: { readonly [name: string]: boolean }): string[] {
  const each = person(number);
  const cells = [
    has['id'] ? `own-${number}` : '',
    has['email'] ? sha256(each.email) : '',
    has['phone'] ? sha256(each.phone) : '',
    ...[each.birth.year, each.birth.month, each.birth.day].map((part) => (has['birth'] ? sha256(part) : '')),
    ...[each.ln, each.fn].map((part) => (has['name'] ? sha256(part) : '')),
    has['name'] ? sha256(each.fn.slice(0, 1)) : '',
    '',
    ...[each.city, each.state, each.zip, each.country].map((part) => (has['place'] ? sha256(part) : '')),
    has['madid'] ? each.madid : '',
  ];
  return cells;
}

test('rows of fifteen columns match by the strongest that is known, and blank cells hurt nobody', async () => {
  const audience = await newAudience(account);
  const rows = [
    segmentRow(1, { id: true, email: true }),
    segmentRow(2, { id: true, phone: true }),
    segmentRow(3, { id: true, madid: true }),
    segmentRow(4, { id: true, name: true, birth: true }),
    segmentRow(5, { id: true, name: true, place: true }),
    segmentRow(6, { id: true }),
    segmentRow(7, { email: true }),
    segmentRow(8, { id: true, email: true }).slice(0, -2),
    segmentRow(9, { id: true, email: true, phone: true, madid: true, name: true, birth: true, place: true }),
  ];
  const answer = toldOf(await audience.createUser([], { payload: { schema: segmentSchema, data: rows } }));
  assert.equal(answer['num_received'], 9);
  assert.equal(answer['num_invalid_entries'], 2);
  const samples = answer['invalid_entry_samples'] as Record<string, string>;
  assert.equal(samples[JSON.stringify(rows[6])], 'empty external ID');
  assert.match(samples[JSON.stringify(rows[7])] ?? '', /^invalid row/);
  const [report] = await appliedReports(server, shop, audience);
  assert.deepEqual(report?.funnel.matched_by_kind, {
    EMAIL: 2,
    PHONE: 1,
    MADID: 1,
    FN_LN_DOB: 1,
    FN_LN_ZIP_COUNTRY: 1,
  });
  const read = await audience.get(['data_source']);
  assert.deepEqual(read.exportAllData()['data_source'], {
    type: 'FILE_IMPORTED',
    sub_type: 'EXTERNAL_IDS_MIX',
  });
  // Whoever came with an own id leaves by it.
  const removed = await audience.deleteUsers({
    payload: { schema: 'EXTERN_ID', data: ['own-1', 'own-2', 'own-6'] },
  });
  assert.deepEqual([removed['num_received'], removed['num_invalid_entries']], [3, 0]);
});

test('ten thousand rows in the address of a DELETE take as many people out', async () => {
  const audience = await newAudience(account);
  const payload = (first: number, count: number) => ({
    schema: ['EMAIL'],
    data: hashesOf(first, count).map((each) => [each]),
  });
  await audience.createUser([], { payload: payload(1, 10_000) });
  await audience.createUser([], { payload: payload(10_001, 10_000) });
  const removed = await audience.deleteUsers({ payload: payload(5001, 10_000) });
  assert.deepEqual(Object.keys(removed), [
    'audience_id',
    'session_id',
    'num_received',
    'num_invalid_entries',
    'invalid_entry_samples',
  ]);
  assert.deepEqual([removed['num_received'], removed['num_invalid_entries']], [10_000, 0]);
  const reports = await appliedReports(server, shop, audience);
  assert.equal(membersOf(reports), 10_000);
  assert.equal(reports.at(-1)?.funnel.removed, 10_000);
});

test('an address of more than ten million characters is read, too', async () => {
  const audience = await newAudience(account);
  const rows = Array.from({ length: 10_000 }, (_, index) => segmentColumnsOf(index + 1));
  const payload = { schema: segmentSchema, data: rows };
  assert.ok(encodeURIComponent(JSON.stringify(payload)).length > 10_000_000);
  const removed = await audience.deleteUsers({ payload });
  assert.deepEqual([removed['num_received'], removed['num_invalid_entries']], [10_000, 0]);
});

/** Every cell a hash: what the Python SDK makes of a row. */
function segmentColumnsOf(number: number): string[] {
  return segmentSchema.map((name) => sha256(`${name} ${number}`));
}

test('people leave every audience of the account at once', async () => {
  const other = await openShop(server, 'Opt out');
  const caller = callerOf(server, other);
  const audiences = [await newAudience(caller.account), await newAudience(caller.account)];
  const rows = hashesOf(1, 50);
  for (const audience of audiences)
    await audience.createUser([], { payload: { schema: 'EMAIL_SHA256', data: rows } });
  const removal = { payload: { schema: 'EMAIL_SHA256', data: rows.slice(0, 20) } };
  assert.deepEqual(await caller.account.deleteUsersOfAnyAudience(removal), { success: true });
  for (const audience of audiences) {
    assert.equal(membersOf(await appliedReports(server, other, audience)), 30);
  }
  callerOf(server, shop);
});

test('people come and go in the order in which the calls were answered, however many there were in each', async () => {
  const audience = await newAudience(account);
  const steps: readonly (readonly [sign: number, first: number, count: number])[] = [
    [1, 1, 3000],
    [-1, 1, 2000],
    [1, 1, 10],
    [-1, 5, 1],
    [1, 5, 1],
    [-1, 1, 3000],
    [1, 1, 250],
    [-1, 100, 50],
    [1, 120, 300],
    [-1, 1, 5],
  ];
  const members = new Set<string>();
  for (const [sign, first, count] of steps) {
    const rows = hashesOf(first, count);
    const given = { payload: { schema: 'EMAIL_SHA256', data: rows } };
    await (sign > 0 ? audience.createUser([], given) : audience.deleteUsers(given));
    for (const each of rows) sign > 0 ? members.add(each) : members.delete(each);
  }
  const reports = await appliedReports(server, shop, audience);
  assert.equal(membersOf(reports), members.size);
});

test('terms of processing stand beside the keys and change nothing about them', async () => {
  const audience = await newAudience(account);
  const schema = [
    'EMAIL',
    'DATA_PROCESSING_OPTIONS',
    'DATA_PROCESSING_OPTIONS_COUNTRY',
    'DATA_PROCESSING_OPTIONS_STATE',
  ];
  const [first, second, third] = hashesOf(1, 3);
  const rows = [[first, ['LDU'], 1, 1000], [second, [], 0, 0], [third]];
  const answer = toldOf(await audience.createUser([], { payload: { schema, data: rows, is_raw: true } }));
  assert.deepEqual([answer['num_received'], answer['num_invalid_entries']], [3, 0]);
  assert.equal(membersOf(await appliedReports(server, shop, audience)), 3);
});

test('a refused row is told under its own JSON text, up to a hundred of them', async () => {
  const audience = await newAudience(account);
  const wrong = [
    'a/b@shop.example',
    '',
    'Zürich',
    '+39 333 123456',
    'abc',
    strangerHash(1).toUpperCase(),
    null,
  ];
  const rows = [...wrong.map((each) => [each]), ...Array.from({ length: 300 }, (_, index) => [`x${index}`])];
  const answer = toldOf(await audience.createUser([], { payload: { schema: ['EMAIL'], data: rows } }));
  assert.equal(answer['num_received'], 307);
  assert.equal(answer['num_invalid_entries'], 306);
  const samples = Object.entries(answer['invalid_entry_samples'] as Record<string, string>);
  assert.equal(samples.length, 100);
  assert.deepEqual(
    samples.slice(0, 6).map(([row]) => row),
    ['["a/b@shop.example"]', '[""]', '["Zürich"]', '["+39 333 123456"]', '["abc"]', '[null]'],
  );
  const single = toldOf(
    await audience.createUser([], { payload: { schema: 'EMAIL_SHA256', data: ['abc', 5] } }),
  );
  assert.deepEqual(Object.keys(single['invalid_entry_samples'] as object).toSorted(), ['5', 'abc']);
});
