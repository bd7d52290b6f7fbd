import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Answer, openShop, TestServer, until } from '../../dev-env/index.ts';
import { crowd, likers, settleCrowd } from '../lookalikes/crowd.ts';
import { addRows, ask, good, newAudience, refusal, settledUploads, tell, type Values } from './caller.ts';

const server = await TestServer.start();
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const people = [...crowd(8000, 'it', 1), ...crowd(2000, 'de', 2)];
await settleCrowd(server.operator, people);
const fans = likers(people.filter(({ country }) => country === 'it')).slice(0, 150);
const seedId = await seedOf(
  'Spending users',
  ['EXTERN_ID'],
  fans.map(({ id }) => [id]),
);

async function seedOf(name: string, schema: readonly string[], rows: readonly unknown[]): Promise<string> {
  const isValueBased = schema.includes('LOOKALIKE_VALUE');
  const id = await newAudience(shop, { name, is_value_based: isValueBased });
  await addRows(shop, id, schema, rows);
  await settledUploads(server.operator, id);
  return id;
}

const edge = `/v25.0/act_${shop.graphId}/customaudiences`;

function create(values: Values): Promise<Answer> {
  return tell(shop.writer, edge, {
    name: 'Lookalike (IT, 1%)',
    subtype: 'LOOKALIKE',
    origin_audience_id: seedId,
    lookalike_spec: JSON.stringify({ type: 'similarity', country: 'IT' }),
    ...values,
  });
}

const fieldNames = [
  'subtype',
  'operation_status',
  'delivery_status',
  'approximate_count_lower_bound',
  'approximate_count_upper_bound',
  'lookalike_spec',
  'data_source',
  'permission_for_actions{subtype_supports_lookalike}',
].join(',');

interface Read {
  readonly operation_status: { readonly code: number };
  readonly delivery_status: { readonly code: number };
  readonly approximate_count_lower_bound: number;
  readonly lookalike_spec: Values;
}

async function read(id: string, fields = fieldNames): Promise<Read> {
  return good<Read>(await ask(shop.reader, 'GET', `/v25.0/${id}`, { fields }));
}

async function built(id: string): Promise<Read> {
  await until(
    `lookalike ${id}`,
    async () => {
      const { code } = (await read(id, 'operation_status')).operation_status;
      assert.ok([200, 441].includes(code), String(code));
      return code === 200;
    },
    60_000,
  );
  return read(id);
}

test('a lookalike answers with its id, is populated meanwhile, and then reads in the documented shape', async () => {
  const answer = await create({ lookalike_spec: { ratio: '0.20', starting_ratio: 0.01, country: 'IT' } });
  const { id, ...rest } = good<{ id: string }>(answer);
  assert.deepEqual(rest, {});
  const ready = await built(id);
  assert.deepEqual(ready, {
    subtype: 'LOOKALIKE',
    operation_status: { code: 200, description: 'Normal' },
    delivery_status: { code: 200, description: 'This audience is ready for use.' },
    approximate_count_lower_bound: 1470,
    approximate_count_upper_bound: 1530,
    lookalike_spec: {
      country: 'IT',
      is_financial_service: false,
      origin: [{ id: seedId, name: 'Spending users', type: 'custom_audience' }],
      ratio: 0.2,
      starting_ratio: 0.01,
      type: 'custom_ratio',
      target_countries: ['IT'],
      target_country_names: ['Italy'],
    },
    data_source: { type: 'SEED_BASED', sub_type: 'CUSTOM_AUDIENCE_USERS' },
    permission_for_actions: { subtype_supports_lookalike: false },
    id,
  });
});

test('the seed names its lookalikes, and cannot be deleted before them', async () => {
  const own = await seedOf(
    'Own',
    ['EXTERN_ID'],
    people.slice(0, 120).map(({ id }) => [id]),
  );
  const { id } = good<{ id: string }>(await create({ origin_audience_id: own }));
  const named = await ask(shop.reader, 'GET', `/v25.0/${own}`, { fields: 'lookalike_audience_ids' });
  assert.deepEqual(good(named), { lookalike_audience_ids: [id], id: own });
  assert.equal(refusal(await ask(shop.writer, 'DELETE', `/v25.0/${own}`)).codes, '400 2656');
  assert.deepEqual(good(await ask(shop.writer, 'DELETE', `/v25.0/${id}`)), { success: true });
  assert.deepEqual(
    good(await ask(shop.reader, 'GET', `/v25.0/${own}`, { fields: 'lookalike_audience_ids' })),
    { id: own },
  );
  assert.deepEqual(good(await ask(shop.writer, 'DELETE', `/v25.0/${own}`)), { success: true });
});

test('a duplicate is refused to the letter, also where type hides another ratio', async () => {
  const spec = { type: 'reach', ratio: 0.05, country: 'IT' };
  good(await create({ lookalike_spec: spec }));
  const again = refusal(await create({ lookalike_spec: { ...spec, ratio: 0.09 } }));
  assert.deepEqual(again, {
    codes: '400 2654/1713007',
    message:
      "(#2654) Can’t Create a Duplicate Lookalike: You've already created a lookalike audience with the same source, " +
      'country and size. Please try using a different source or different specifications.',
  });
});

test('who asks to fetch or create gets the lookalike that is there', async () => {
  const spec = { ratio: 0.03, country: 'IT' };
  // The specification says that it is a lookalike, too.
  const { id } = good<{ id: string }>(await create({ lookalike_spec: spec, subtype: undefined }));
  const asked = { lookalike_spec: spec, name: 'Another name', enable_fetch_or_create: true };
  assert.deepEqual(good(await create(asked)), { id });
  const other = good<{ id: string }>(await create({ ...asked, lookalike_spec: { ...spec, ratio: 0.04 } }));
  assert.notEqual(other.id, id);
});

test('keys of a specification that say nothing are passed over, and countries may be named as they are read', async () => {
  const spec = { ratio: '0.06', type: '', conversion_type: null, page_id: '', country: null };
  const { id } = good<{ id: string }>(
    await create({ lookalike_spec: { ...spec, target_countries: ['IT'] } }),
  );
  const { lookalike_spec: shown } = await read(id, 'lookalike_spec');
  assert.deepEqual([shown['country'], shown['ratio']], ['IT', 0.06]);
  const again = await create({ lookalike_spec: JSON.stringify(shown), origin_audience_id: undefined });
  assert.equal(refusal(again).codes, '400 2654/1713007');
});

test('a seed that is too small in the country is refused to the letter', async () => {
  const { codes, message } = refusal(await create({ lookalike_spec: { ratio: 0.02, country: 'DE' } }));
  assert.equal(codes, '400 2654');
  assert.equal(
    message,
    "(#2654) Source Audience is Too Small: There aren't enough people in your source in the country you chose. " +
      'Please choose a country that includes at least 100 people in your source.',
  );
  const allowed = { ratio: 0.02, country: 'DE', allow_international_seeds: true };
  good(await create({ lookalike_spec: allowed }));
});

test('every other fault of a creation has its code', async () => {
  const lookalike = good<{ id: string }>(await create({ lookalike_spec: { ratio: 0.11, country: 'IT' } })).id;
  const cases: readonly (readonly [Values, string])[] = [
    [{ lookalike_spec: { ratio: 0.05, country: 'XX' } }, '400 2654/1713089'],
    [{ lookalike_spec: { ratio: 0.05 } }, '400 2654/1713159'],
    [{ lookalike_spec: { ratio: 0.3, country: 'IT' } }, '400 100'],
    [{ lookalike_spec: '{' }, '400 100'],
    [{ lookalike_spec: { ratio: 0.05, country: 'IT', is_financial_service: true } }, '400 2654'],
    [{ origin_audience_id: lookalike }, '400 2654'],
    [{ origin_audience_id: '999999999999999' }, '400 100/33'],
    [{ origin_audience_id: undefined }, '400 100'],
    [{ name: undefined }, '400 100'],
    [{ lookalike_spec: undefined }, '400 100'],
  ];
  for (const [values, codes] of cases) {
    assert.equal(refusal(await create(values)).codes, codes, JSON.stringify(values));
  }
  const rows = { payload: { schema: ['EXTERN_ID'], data: [['x']] } };
  assert.equal(refusal(await tell(shop.writer, `/v25.0/${lookalike}/users`, rows)).codes, '400 100/33');
});

test('values weigh, and may be zero', async () => {
  const rows = fans.map(({ id }, index) => [id, index % 3 === 0 ? 0 : 10 * (index + 1)]);
  const valued = await seedOf('By value', ['EXTERN_ID', 'LOOKALIKE_VALUE'], rows);
  const { id } = good<{ id: string }>(await create({ origin_audience_id: valued }));
  await built(id);
  const report = await server.operator.get(`/custom_audiences/${id}/lookalike_report`);
  const { countries } = report.json<{ lookalike_report: { countries: { value_r2: number | null }[] } }>()
    .lookalike_report;
  assert.notEqual(countries[0]?.value_r2, null);
});

test('a list that is shared with an ad account is no seed for it', async () => {
  const other = await openShop(server, 'Other');
  const theirs = `/v25.0/act_${other.graphId}/customaudiences`;
  const values = {
    name: 'Of another',
    subtype: 'LOOKALIKE',
    origin_audience_id: seedId,
    lookalike_spec: { ratio: 0.12, country: 'IT' },
  };
  assert.equal(refusal(await tell(other.writer, theirs, values)).codes, '400 100/33');
  good(await tell(shop.writer, `/v25.0/${seedId}/adaccounts`, { adaccounts: [other.graphId] }));
  assert.equal(refusal(await tell(other.writer, theirs, values)).codes, '400 100/33');
});
