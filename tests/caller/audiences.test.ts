import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { freePort, openShop, TestServer } from '../dev-env/index.ts';
import { type Cursor, callerOf, newAudience, sdk } from './sdk.ts';

const server = await TestServer.start();
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const { account } = callerOf(server, shop);
const name = 'Zürich "VIP" / 50 % + more & so on';

test('an audience that is made answers with its id and nothing else', async () => {
  const made = await account.createCustomAudience([], {
    name,
    subtype: 'CUSTOM',
    customer_file_source: 'USER_PROVIDED_ONLY',
  });
  assert.deepEqual(Object.keys(made.exportAllData()), ['id']);
  assert.match(made.id, /^\d{15,18}$/);
});

test('fields that are asked for at the making come back with the id', async () => {
  const made = await account.createCustomAudience(['id', 'name', 'subtype'], {
    name,
    subtype: 'CUSTOM',
    customer_file_source: 'USER_PROVIDED_ONLY',
  });
  assert.deepEqual(made.exportAllData(), { id: made.id, name, subtype: 'CUSTOM' });
});

test('an audience is read with the fields asked for, typed as documented, and those without a value left out', async () => {
  const audience = await newAudience(account, { name, description: 'Of the shop', is_value_based: true });
  const read = await audience.get([
    'name',
    'description',
    'account_id',
    'rule',
    'lookalike_spec',
    'is_value_based',
    'retention_days',
    'time_created',
    'time_updated',
    'approximate_count_lower_bound',
    'delivery_status',
    'operation_status',
    'data_source',
    'permission_for_actions',
  ]);
  const { time_created: created, time_updated: updated, ...told } = read.exportAllData();
  assert.ok(Number.isInteger(created) && Number(created) > 1_600_000_000);
  assert.equal(updated, created);
  assert.deepEqual(told, {
    id: audience.id,
    name,
    description: 'Of the shop',
    account_id: shop.graphId,
    is_value_based: true,
    retention_days: 0,
    approximate_count_lower_bound: 1000,
    delivery_status: { code: 300, description: 'This audience is too small to be used.' },
    operation_status: { code: 410, description: 'No file has been uploaded yet.' },
    data_source: { type: 'UNKNOWN', sub_type: 'ANYTHING' },
    permission_for_actions: {
      can_edit: true,
      can_see_insight: true,
      can_share: true,
      subtype_supports_lookalike: true,
      supports_recipient_lookalike: false,
    },
  });
});

test('an object of the SDK is read again and again, because no answer brings a key that was not asked for', async () => {
  const audience = await newAudience(account, { name });
  await audience.get(['name']);
  await audience.get(['name', 'subtype']);
  await audience.get(['operation_status']);
  assert.deepEqual((await audience.get([])).exportAllData()['name'], name);
});

test('a change shows in the next read, and leaves alone what it does not name', async () => {
  const audience = await newAudience(account, {
    name,
    description: 'before',
    opt_out_link: 'https://a.example/',
  });
  assert.deepEqual(await audience.update([], { name: 'after', description: '' }), { success: true });
  const read = await audience.get(['name', 'description', 'opt_out_link', 'customer_file_source']);
  assert.deepEqual(read.exportAllData(), {
    id: audience.id,
    name: 'after',
    description: '',
    opt_out_link: 'https://a.example/',
    customer_file_source: 'USER_PROVIDED_ONLY',
  });
});

test('several audiences are read in one call, each under its id', async () => {
  const audiences = [
    await newAudience(account, { name: 'one' }),
    await newAudience(account, { name: 'two' }),
  ];
  const ids = audiences.map(({ id }) => id);
  const read = await sdk.CustomAudience.getByIds(ids, ['name']);
  // The SDK hands the answer of each object in as its id.
  const told = read.map((each) => Reflect.get(each, 'id'));
  assert.deepEqual(told, [
    { name: 'one', id: ids[0] },
    { name: 'two', id: ids[1] },
  ]);
});

test('a deleted audience is in no list and cannot be read', async () => {
  const audience = await newAudience(account, { name: 'short-lived' });
  assert.deepEqual(await audience.delete([]), { success: true });
  const listed = await account.getCustomAudiences(['name'], { limit: 500 });
  assert.ok(!listed.some(({ id }) => id === audience.id));
  await assert.rejects(audience.get(['name']), { status: 400, name: 'FacebookRequestError' });
  await assert.rejects(audience.delete([]), { status: 400, name: 'FacebookRequestError' });
});

test('the account and its holder are read, with the audiences of the account inside', async () => {
  const other = await openShop(server, 'Café');
  const caller = callerOf(server, other);
  const audience = await newAudience(caller.account, { name: 'inside' });
  const read = await caller.account.get([
    'name',
    'account_id',
    'tos_accepted',
    'customaudiences.limit(1){name}',
  ]);
  const { customaudiences, ...told } = read.exportAllData();
  assert.deepEqual(told, {
    id: `act_${other.graphId}`,
    name: 'Café',
    account_id: other.graphId,
    tos_accepted: { custom_audience_tos: 1 },
  });
  const [inside] = Object.values(customaudiences as object);
  assert.deepEqual(inside, [{ name: 'inside', id: audience.id }]);
  const accounts = await new sdk.User('me').getAdAccounts(['id', 'name']);
  assert.deepEqual(
    [...accounts].map((each) => each.exportAllData()),
    [{ id: `act_${other.graphId}`, name: 'Café' }],
  );
  callerOf(server, shop);
});

test('an account without audiences has a page without rows, and nothing before or behind it', async () => {
  const empty = callerOf(server, await openShop(server, 'Empty'));
  const page = await empty.account.getCustomAudiences(['name'], { summary: true });
  assert.deepEqual([page.length, page.hasNext(), page.hasPrevious()], [0, false, false]);
  assert.deepEqual(page.summary, { total_count: 0 });
  callerOf(server, shop);
});

async function namesTo(end: (cursor: Cursor) => Promise<Cursor> | null, first: Cursor): Promise<string[][]> {
  const pages: string[][] = [];
  for (let cursor: Cursor | null = first; cursor !== null; cursor = await end(cursor)) {
    pages.push([...cursor].map((each) => String(each.exportAllData()['name'])));
  }
  return pages;
}

test('sixty audiences are listed page by page to the end and back, each once, the newest first', async () => {
  const { account: many } = callerOf(server, await openShop(server, 'Many'));
  const made = Array.from({ length: 60 }, (_, index) => `audience ${index}`);
  for (const each of made) await newAudience(many, { name: each });
  const cursor = await many.getCustomAudiences(['name'], { limit: 25, summary: true });
  assert.deepEqual(cursor.summary, { total_count: 60 });
  assert.equal(cursor.hasPrevious(), false);
  const forth = await namesTo((each) => (each.hasNext() ? each.next() : null), cursor);
  assert.deepEqual(
    forth.map(({ length }) => length),
    [25, 25, 10],
  );
  assert.deepEqual(forth.flat(), made.toReversed());
  await assert.rejects(cursor.next(), RangeError);
  const back = await namesTo((each) => (each.hasPrevious() ? each.previous() : null), cursor);
  assert.deepEqual(back, forth.toReversed());
  await assert.rejects(cursor.previous(), RangeError);
  callerOf(server, shop);
});

test('pages of any size hold the same audiences, also where the last one is exactly full', async () => {
  const { account: many } = callerOf(server, await openShop(server, 'Pages'));
  const made = Array.from({ length: 12 }, (_, index) => `audience ${index}`);
  for (const each of made) await newAudience(many, { name: each });
  for (const limit of [1, 4, 5, 12, 13]) {
    const cursor = await many.getCustomAudiences(['name'], { limit });
    const pages = await namesTo((each) => (each.hasNext() ? each.next() : null), cursor);
    assert.equal(pages.length, Math.ceil(12 / limit));
    assert.deepEqual(pages.flat(), made.toReversed());
  }
  callerOf(server, shop);
});

test('a filter and the fields go on with the pages', async () => {
  const { account: many } = callerOf(server, await openShop(server, 'Filter'));
  for (let index = 0; index < 9; index += 1) {
    await newAudience(many, { name: index % 2 === 0 ? `even & ${index}` : `odd ${index}`, description: 'x' });
  }
  const cursor = await many.getCustomAudiences(['description', 'name'], {
    limit: 2,
    filtering: [{ field: 'name', operator: 'CONTAIN', value: 'even &' }],
  });
  const pages = await namesTo((each) => (each.hasNext() ? each.next() : null), cursor);
  assert.deepEqual(pages, [['even & 8', 'even & 6'], ['even & 4', 'even & 2'], ['even & 0']]);
  assert.deepEqual(Object.keys(cursor[0]?.exportAllData() ?? {}), ['description', 'name', 'id']);
  callerOf(server, shop);
});

test('behind a proxy the next page lies where callers reach the server', async () => {
  const own = await openShop(server, 'Proxy');
  const { account: many, api } = callerOf(server, own);
  for (const name of ['one', 'two']) await newAudience(many, { name });
  const port = await freePort();
  await server.stop();
  await server.start({ KINDRED_PORT: String(port), KINDRED_PUBLIC_URL: 'http://audiences.example' });
  const path = `${sdk.FacebookAdsApi.VERSION}/${many.id}/customaudiences?`;
  const query = `limit=1&access_token=${own.writerToken}`;
  const { paging } = await api.call('GET', `http://127.0.0.1:${port}/${path}${query}`);
  const { next } = paging as Cursor['paging'];
  assert.ok(next?.startsWith(`http://audiences.example/${path}`), next);
});
