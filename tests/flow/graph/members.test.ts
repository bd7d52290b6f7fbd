import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { UploadReport } from '@kindred/contract';
import { type Answer, openShop, person, sha256, strangerHash, TestServer } from '../../dev-env/index.ts';
import {
  addRows,
  ask,
  good,
  membersOf,
  newAudience,
  type Received,
  refusal,
  settledUploads,
  tell,
} from './caller.ts';

const server = await TestServer.start({ people: 300 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const h = sha256;
const [ada, bob, cleo] = [person(1), person(2), person(3)];
const blankHash = h('');

interface Added {
  readonly answer: Received;
  readonly report: UploadReport;
}

/** Adds the rows to a new audience and gives the operator's report. */
async function added(schema: unknown, rows: readonly unknown[], values: object = {}): Promise<Added> {
  const id = await newAudience(shop, values as Record<string, unknown>);
  const answer = await addRows(shop, id, schema, rows);
  const [report] = await settledUploads(server.operator, id);
  assert.ok(report !== undefined);
  return { answer, report };
}

const singles: readonly (readonly [schema: unknown, rows: readonly unknown[], kind: string])[] = [
  ['EMAIL_SHA256', [h(ada.email), h(bob.email)], 'EMAIL'],
  ['EMAIL_SHA256', [[h(ada.email)], [h(bob.email)]], 'EMAIL'],
  [['EMAIL_SHA256'], [[h(ada.email)], [h(bob.email)]], 'EMAIL'],
  ['EMAIL', [h(ada.email).toUpperCase(), ` ${h(bob.email)} `], 'EMAIL'],
  ['email', [h(ada.email), h(bob.email)], 'EMAIL'],
  ['PHONE_SHA256', [h(ada.phone), h(bob.phone)], 'PHONE'],
  ['PHONE', [h(ada.phone), h(bob.phone)], 'PHONE'],
  ['MOBILE_ADVERTISER_ID', [ada.madid.toUpperCase(), bob.madid], 'MADID'],
  ['MADID', [h(ada.madid), bob.madid], 'MADID'],
  ['UID', [Number(ada.uid), bob.uid], 'UID'],
  ['APPUID', [h(ada.uid), bob.uid], 'UID'],
  ['PAGEUID', [[ada.uid], [bob.uid]], 'UID'],
  ['EXTERN_ID', [ada.externId, ` ${bob.externId}`], 'EXTERN_ID'],
  [['EXTERN_ID'], [[ada.externId], [bob.externId]], 'EXTERN_ID'],
  ['["EMAIL"]', [[h(ada.email)], [h(bob.email)]], 'EMAIL'],
];

for (const [schema, rows, kind] of singles) {
  test(`rows of the schema ${JSON.stringify(schema)} like ${JSON.stringify(rows[0]).slice(0, 20)} match as ${kind}`, async () => {
    const { answer, report } = await added(schema, rows);
    assert.deepEqual(
      [answer.num_received, answer.num_invalid_entries, answer.invalid_entry_samples],
      [2, 0, {}],
    );
    assert.deepEqual(report.funnel.matched_by_kind, { [kind]: 2 });
    assert.deepEqual([report.funnel.lines, report.funnel.newly_added], [2, 2]);
  });
}

test('combination keys are accepted, count as rows and match nobody', async () => {
  for (const schema of ['LN_FN_ZIP', ['FN_CT_ST'], 'EMAIL_PHONE', 'DOBY_DOBM_DOBD_GEN']) {
    const { answer, report } = await added(schema, [[h('x')], [h('y')]]);
    assert.deepEqual([answer.num_received, answer.num_invalid_entries], [2, 0], String(schema));
    assert.deepEqual([report.funnel.accepted, report.funnel.matched], [2, 0]);
  }
});

test('the answer has the recorded keys in the recorded order and a session of 63 bits', async () => {
  const id = await newAudience(shop);
  const answer = await tell(shop.writer, `/v25.0/${id}/users`, {
    payload: { schema: 'EXTERN_ID', data: ['crm-000001'] },
  });
  const body = good<Received>(answer);
  assert.equal(
    answer.text,
    `{"audience_id":"${id}","session_id":"${body.session_id}","num_received":1,"num_invalid_entries":0,"invalid_entry_samples":{}}`,
  );
  assert.match(body.session_id, /^[1-9]\d{0,18}$/);
});

test('a blank external id refuses its row by the recorded text and leaves its neighbours', async () => {
  const row = [h(bob.email), '', h(bob.fn), '', ''];
  const { answer, report } = await added(
    ['EMAIL', 'EXTERN_ID', 'FN', 'LN', 'ZIP'],
    [[h(ada.email), ada.externId, h(ada.fn), '', ''], row],
  );
  assert.deepEqual([answer.num_received, answer.num_invalid_entries], [2, 1]);
  assert.deepEqual(answer.invalid_entry_samples, { [JSON.stringify(row)]: 'empty external ID' });
  assert.deepEqual(report.funnel.rejected_by_reason, { extern_id_blank: 1 });
  assert.equal(report.funnel.newly_added, 1);
});

test('samples are keyed by the row, or by the bare value, up to 100 of them', async () => {
  const id = await newAudience(shop);
  const single = await addRows(shop, id, 'EMAIL_SHA256', [
    'mary@example.com',
    '',
    null,
    7,
    { a: 1 },
    h(ada.email),
  ]);
  assert.deepEqual(Object.keys(single.invalid_entry_samples).toSorted(), [
    '',
    '7',
    'mary@example.com',
    'null',
    '{"a":1}',
  ]);
  assert.equal(single.num_invalid_entries, 5);
  const rows = Array.from({ length: 300 }, (_, index) => [`__proto__${index}`, '']);
  const many = await addRows(shop, id, ['EMAIL', 'PHONE'], rows);
  assert.deepEqual([many.num_invalid_entries, Object.keys(many.invalid_entry_samples).length], [300, 100]);
  const proto = await addRows(shop, id, 'EMAIL', ['__proto__']);
  assert.deepEqual(Object.keys(proto.invalid_entry_samples), ['__proto__']);
});

test('cells that official SDKs send blank are blank, whether empty, null or the hash of nothing', async () => {
  const schema = ['EMAIL', 'PHONE', 'GEN', 'FN', 'LN', 'ZIP', 'COUNTRY', 'MADID', 'UID'];
  for (const blank of ['', null, blankHash, blankHash.toUpperCase(), ' ']) {
    const { answer, report } = await added(schema, [
      [h(ada.email), ...Array.from({ length: 8 }, () => blank)],
    ]);
    assert.deepEqual(answer.invalid_entry_samples, {});
    assert.deepEqual(report.funnel.matched_by_kind, { EMAIL: 1 });
    const none = await added(schema, [Array.from({ length: 9 }, () => blank)]);
    assert.deepEqual(none.report.funnel.rejected_by_reason, { no_key: 1 });
  }
  const extern = await added(['EXTERN_ID', 'EMAIL'], [[blankHash, h(ada.email)]]);
  assert.deepEqual(Object.values(extern.answer.invalid_entry_samples), ['empty external ID']);
});

test('columns of limited processing may hold lists or be left out at the end, and match nothing', async () => {
  const schema = [
    'EMAIL',
    'DATA_PROCESSING_OPTIONS',
    'DATA_PROCESSING_OPTIONS_COUNTRY',
    'DATA_PROCESSING_OPTIONS_STATE',
  ];
  const rows = [
    [h(ada.email), ['LDU'], 1, 1000],
    [h(bob.email), [], 0, 0],
    [h(cleo.email)],
    [h(person(4).email), ['LDU']],
  ];
  const { answer, report } = await added(schema, rows);
  assert.equal(answer.num_invalid_entries, 0);
  assert.deepEqual(report.funnel.matched_by_kind, { EMAIL: 4 });
});

test('values are numbers of zero and more, however they are written', async () => {
  const values = [44.5, '140', 0, '0.9', '1e3', '', null, blankHash];
  const rows = values.map((value, index) => [h(person(index + 1).email), value]);
  const { answer, report } = await added(['EMAIL', 'LOOKALIKE_VALUE'], rows, { is_value_based: true });
  assert.deepEqual(answer.invalid_entry_samples, {});
  assert.equal(report.funnel.newly_added, values.length);
  const wrong = [-1, '-0.5', 'much', 'Infinity', true, [1], {}];
  const refused = await added(
    ['EMAIL', 'LOOKALIKE_VALUE'],
    wrong.map((value) => [h(ada.email), value]),
  );
  assert.deepEqual(refused.report.funnel.rejected_by_reason, { bad_value: wrong.length });
});

const whole: readonly (readonly [name: string, payload: unknown, message: RegExp])[] = [
  ['without a payload', undefined, /^\(#100\) Missing required parameter: payload$/],
  ['with null as its payload', null, /^\(#100\) Missing required parameter: payload$/],
  ['with an empty payload', '', /^\(#100\) Missing required parameter: payload$/],
  ['with a list as its payload', [], /^\(#100\) Param payload must be an object/],
  ['with a text as its payload', 'x', /^\(#100\) Param payload must be/],
  ['without a schema', { data: [] }, /^\(#100\) Data is missing or does not match schema: /],
  ['without rows', { schema: 'EMAIL' }, /^\(#100\) Data is missing or does not match schema: /],
  [
    'with an object as its rows',
    { schema: 'EMAIL', data: {} },
    /^\(#100\) Data is missing or does not match schema: /,
  ],
  [
    'with an unknown name',
    { schema: ['EMAIL', 'SHOE_SIZE'], data: [] },
    /^\(#100\) Data is missing or does not match schema: /,
  ],
  ['with a name of every object', { schema: ['constructor'], data: [] }, /does not match schema/],
  ['with no key', { schema: ['LOOKALIKE_VALUE'], data: [[1]] }, /does not match schema/],
  ['with an empty schema', { schema: [], data: [] }, /does not match schema/],
  ['with a schema of numbers', { schema: [1], data: [] }, /does not match schema/],
];

for (const [name, payload, message] of whole) {
  test(`a request ${name} is refused as a whole`, async () => {
    const id = await newAudience(shop);
    for (const method of ['POST', 'DELETE']) {
      const { codes, message: said } = refusal(
        await tell(shop.writer, `/v25.0/${id}/users`, { payload }, method),
      );
      assert.equal(codes, '400 100');
      assert.match(said, message);
    }
    assert.deepEqual(await settledUploads(server.operator, id), []);
  });
}

test('JSON in a text inside of the payload is read, and nested without end it is refused', async () => {
  const id = await newAudience(shop);
  const inner = { schema: '["UID","EMAIL"]', data: `[[${'9'.repeat(18)},"${h(ada.email)}"]]` };
  assert.equal(
    good<Received>(await tell(shop.writer, `/v25.0/${id}/users`, { payload: inner })).num_invalid_entries,
    0,
  );
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  for (const payload of [
    { schema: 'EMAIL', data: deep },
    { schema: deep, data: [] },
    { schema: 'EMAIL', data: [deep] },
  ]) {
    const answer = await tell(shop.writer, `/v25.0/${id}/users`, { payload });
    assert.ok(answer.status === 200 || refusal(answer).codes === '400 100', answer.text.slice(0, 300));
  }
  const body = `{"payload":{"schema":"EMAIL","data":[${deep}]}}`;
  assert.equal(refusal(await tell(shop.writer, `/v25.0/${id}/users`, body)).codes, '400 100');
});

test('10 000 rows are taken and one more is error 105', async () => {
  const id = await newAudience(shop);
  const rows = Array.from({ length: 10_001 }, (_, index) => strangerHash(index));
  const many = await tell(shop.writer, `/v25.0/${id}/users`, {
    payload: { schema: 'EMAIL_SHA256', data: rows },
  });
  assert.deepEqual(refusal(many), {
    codes: '400 105',
    message: 'The number of parameters exceeded the maximum for this operation',
  });
  assert.equal((await addRows(shop, id, 'EMAIL_SHA256', rows.slice(1))).num_received, 10_000);
  assert.equal((await addRows(shop, id, 'EMAIL_SHA256', [])).num_received, 0);
});

test('people are removed by any of the keys that they came with, and by keys that they did not', async () => {
  const id = await newAudience(shop);
  const everybody = Array.from({ length: 8 }, (_, index) => person(index + 1));
  const schema = ['EXTERN_ID', 'EMAIL', 'PHONE'];
  await addRows(
    shop,
    id,
    schema,
    everybody.map((each) => [each.externId, h(each.email), h(each.phone)]),
  );
  const removals: readonly (readonly [unknown, unknown])[] = [
    ['EXTERN_ID', [person(1).externId]],
    ['EMAIL_SHA256', [h(person(2).email)]],
    [['PHONE'], [[h(person(3).phone)]]],
    ['MADID', [person(4).madid]],
    [
      ['EMAIL', 'PHONE'],
      [
        ['', h(person(5).phone)],
        [strangerHash(1), ''],
      ],
    ],
  ];
  for (const [removed, rows] of removals) {
    await good(
      await ask(shop.writer, 'DELETE', `/v25.0/${id}/users`, { payload: { schema: removed, data: rows } }),
    );
  }
  await good(
    await tell(shop.writer, `/v25.0/${id}/users`, {
      method: 'delete',
      payload: { schema: 'UID', data: [person(6).uid] },
    }),
  );
  assert.equal(await membersOf(server.operator, id), 2);
});

test('people who opt out of the account leave all of its lists, and those of nobody else', async () => {
  const other = await openShop(server, 'Other');
  const ids = [await newAudience(shop), await newAudience(shop), await newAudience(other)];
  const owners = [shop, shop, other];
  for (const [index, id] of ids.entries()) {
    await addRows(owners[index] ?? shop, id, 'EMAIL', [h(ada.email), h(bob.email)]);
  }
  const answer: Answer = await ask(shop.writer, 'DELETE', `/v25.0/act_${shop.graphId}/usersofanyaudience`, {
    payload: { schema: ['EMAIL'], data: [[h(ada.email)]] },
  });
  assert.equal(answer.text, '{"success":true}');
  const sizes = [];
  for (const id of ids) sizes.push(await membersOf(server.operator, id));
  assert.deepEqual(sizes, [1, 1, 2]);
});
