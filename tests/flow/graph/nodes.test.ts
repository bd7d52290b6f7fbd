import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Answer, type Client, openShop, TestServer } from '../../dev-env/index.ts';
import { ask, good, type Listed, newAudience, refusal, tell, type Values } from './caller.ts';

const server = await TestServer.start();
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server, 'Shop');
const accountPath = `/v25.0/act_${shop.graphId}`;
const edge = `${accountPath}/customaudiences`;

interface Rows extends Listed<Readonly<Record<string, unknown>>> {
  readonly paging?: {
    readonly cursors: { before: string; after: string };
    readonly next?: string;
    readonly previous?: string;
  };
  readonly summary?: { readonly total_count: number };
}

const made: string[] = [];
before(async () => {
  for (let number = 1; number <= 7; number += 1) {
    made.unshift(
      await newAudience(shop, { name: `List ${number}`, description: number % 2 === 0 ? 'even' : 'odd' }),
    );
  }
});

function create(values: Values, client: Client = shop.writer): Promise<Answer> {
  return tell(client, edge, values);
}

async function rowsOf(path: string, values: Values = {}, client: Client = shop.reader): Promise<Rows> {
  return good<Rows>(await ask(client, 'GET', path, values));
}

function namesOf(rows: Rows): unknown[] {
  return rows.data.map(({ name }) => name);
}

/** Calls a link as clients do: as it stands, without a header. */
async function follow(link: string | undefined): Promise<Rows> {
  assert.match(String(link), /^http:.*\/v25\.0\//);
  return good<Rows>(await server.as(null).get((link ?? '').slice(server.url.length)));
}

test('what is missing in a creation is named as recorded', async () => {
  const refused: readonly (readonly [Values, string])[] = [
    [{ name: 'x', subtype: 'CUSTOM' }, '(#100) Missing parameter(s): customer_file_source'],
    [{ customer_file_source: 'USER_PROVIDED_ONLY' }, '(#100) Missing parameter(s): name'],
    [{}, '(#100) Missing parameter(s): name, customer_file_source'],
  ];
  for (const [values, message] of refused) {
    assert.deepEqual(refusal(await create(values)), { codes: '400 100', message });
  }
  const plain = { name: 'x', customer_file_source: 'USER_PROVIDED_ONLY' };
  for (const wrong of [
    { customer_file_source: 'NOBODY' },
    { retention_days: -1 },
    { retention_days: 3_000_000_000 },
    { retention_days: 'long' },
    { name: 'x'.repeat(201) },
    { name: 'a\0b' },
    { description: 'x\0' },
    { name: { first: 'x' } },
    { is_value_based: 'perhaps' },
  ]) {
    const answer = await create({ ...plain, ...wrong });
    assert.equal(refusal(answer).codes, '400 100', JSON.stringify(wrong).slice(0, 50));
  }
  const website = refusal(await create({ ...plain, subtype: 'WEBSITE' }));
  assert.equal(website.codes, '400 2654');
  assert.match(website.message, /, not WEBSITE\.$/);
  const rule = refusal(await create({ ...plain, rule: '{"url":{"i_contains":"cart"}}', prefill: 1 }));
  assert.equal(rule.codes, '400 2654');
  assert.match(rule.message, /, not audiences of a rule\.$/);
});

test('a creation answers with the id alone, or reads back the fields that are asked for', async () => {
  const values = {
    name: 'Gold',
    subtype: 'CUSTOM',
    customer_file_source: 'USER_PROVIDED_ONLY',
    id: accountPath,
  };
  const plain = good<Record<string, unknown>>(await create(values));
  assert.deepEqual(Object.keys(plain), ['id']);
  assert.match(String(plain['id']), /^[1-9]\d{14,17}$/);
  const full = good<Record<string, unknown>>(
    await create({ ...values, fields: ['name', 'subtype', 'retention_days'] }),
  );
  assert.deepEqual({ ...full, id: '' }, { id: '', name: 'Gold', subtype: 'CUSTOM', retention_days: 0 });
  for (const id of [plain['id'], full['id']]) await ask(shop.writer, 'DELETE', `/v25.0/${id}`);
});

test('a node gives the fields that are asked for, in this order, and leaves out those without a value', async () => {
  const fields =
    'time_created,name,rule,account_id,id,opt_out_link,operation_status{code},is_value_based,description';
  const node = good<Record<string, unknown>>(await ask(shop.reader, 'GET', `/v25.0/${made[0]}`, { fields }));
  assert.deepEqual(Object.keys(node), [
    'time_created',
    'name',
    'account_id',
    'id',
    'operation_status',
    'is_value_based',
    'description',
  ]);
  assert.deepEqual(
    [node['operation_status'], node['is_value_based'], node['account_id']],
    [{ code: 410 }, false, shop.graphId],
  );
  assert.equal(typeof node['time_created'], 'number');
  const listed = await ask(shop.reader, 'GET', `/v25.0/${made[0]}`, { fields: '["subtype","name"]' });
  assert.equal(listed.text, `{"subtype":"CUSTOM","name":"List 7","id":"${made[0]}"}`);
});

test('a field that does not exist and bad syntax are told as recorded', async () => {
  for (const field of ['xyz', 'constructor', '__proto__', 'lookalike']) {
    const answer = await ask(shop.reader, 'GET', `/v25.0/${made[0]}`, { fields: `name,${field}` });
    const message = `(#100) Tried accessing nonexisting field (${field}) on node type (CustomAudience)`;
    assert.deepEqual(refusal(answer), { codes: '400 100', message });
  }
  for (const fields of ['name{', 'a b', 'name.limit(x)', '{}']) {
    const { codes, message } = refusal(await ask(shop.reader, 'GET', edge, { fields }));
    assert.equal(codes, '400 2500', fields);
    assert.match(message, /^Syntax error ".*" at character \d+: /);
  }
  const session = await ask(shop.reader, 'GET', `/v25.0/${made[0]}/sessions`, { fields: 'stage,xyz' });
  assert.match(refusal(session).message, /nonexisting field \(xyz\)/);
});

test('a field that does not exist is refused before anything is made or changed, and where there is nothing to read', async () => {
  const unknown = { fields: 'name,xyz' };
  const values = { name: 'Never', customer_file_source: 'USER_PROVIDED_ONLY', ...unknown };
  assert.match(refusal(await create(values)).message, /nonexisting field \(xyz\)/);
  assert.equal(refusal(await create({ ...values, fields: 'name{' })).codes, '400 2500');
  assert.ok(!namesOf(await rowsOf(edge, { fields: 'name' })).includes('Never'));
  const change = { description: 'never', ...unknown };
  assert.equal(refusal(await tell(shop.writer, `/v25.0/${made[0]}`, change)).codes, '400 100');
  const { description } = good<Values>(
    await ask(shop.reader, 'GET', `/v25.0/${made[0]}`, { fields: 'description' }),
  );
  assert.equal(description, 'odd');
  const empty = await openShop(server, 'Empty');
  for (const path of [`/v25.0/act_${empty.graphId}/customaudiences`, '/v25.0/me/adaccounts']) {
    assert.match(refusal(await ask(empty.reader, 'GET', path, unknown)).message, /nonexisting field \(xyz\)/);
  }
});

test('lists are newest first, and pages follow each other by links and by cursors', async () => {
  const all = await rowsOf(edge, { fields: 'name' });
  assert.deepEqual(
    namesOf(all),
    [7, 6, 5, 4, 3, 2, 1].map((number) => `List ${number}`),
  );
  assert.deepEqual(Object.keys(all.paging ?? {}), ['cursors']);
  const first = await rowsOf(edge, { fields: 'name,description', limit: 3, summary: true });
  assert.equal(first.summary?.total_count, 7);
  assert.deepEqual(Object.keys(first.paging ?? {}), ['cursors', 'next']);
  const second = await follow(first.paging?.next);
  assert.deepEqual(namesOf(second), ['List 4', 'List 3', 'List 2']);
  assert.equal(second.summary?.total_count, 7);
  const last = await follow(second.paging?.next);
  assert.deepEqual([namesOf(last), last.paging?.next], [['List 1'], undefined]);
  assert.equal(last.paging?.cursors.before, last.paging?.cursors.after);
  const back = await follow(last.paging?.previous);
  assert.deepEqual(namesOf(back), ['List 4', 'List 3', 'List 2']);
  const top = await follow(back.paging?.previous);
  assert.deepEqual([namesOf(top), top.paging?.previous], [['List 7', 'List 6', 'List 5'], undefined]);
  const after = await rowsOf(edge, { fields: 'name', limit: 2, after: second.paging?.cursors.after });
  assert.deepEqual(namesOf(after), ['List 1']);
  const before = await rowsOf(edge, { fields: 'name', limit: 2, before: second.paging?.cursors.before });
  assert.deepEqual(namesOf(before), ['List 6', 'List 5']);
  assert.match(second.paging?.cursors.after ?? '', /^[A-Za-z0-9]+$/);
});

test('an empty page has no paging, and cursors that are none are refused', async () => {
  const none = await rowsOf(edge, { filtering: [{ field: 'name', operator: 'EQUAL', value: 'nobody' }] });
  assert.deepEqual(none, { data: [] });
  for (const after of ['x', '!!', 'OTk5OTk5OTk5OTk5OTk5OTk5OQZDZD', 'AA', '0']) {
    for (const path of [edge, `/v25.0/${made[0]}/sessions`, '/v25.0/me/adaccounts']) {
      const answer = await ask(shop.reader, 'GET', path, { after });
      assert.ok(
        answer.status === 200 || refusal(answer).codes === '400 100',
        `${path} ${after}: ${answer.text}`,
      );
    }
  }
  for (const limit of ['-1', 'x', '1e3', '{}', '99999999999999999999']) {
    assert.equal(refusal(await ask(shop.reader, 'GET', edge, { limit })).codes, '400 100', limit);
  }
});

test('filters choose rows, page by page, and links keep them', async () => {
  const filtering = JSON.stringify([{ field: 'description', operator: 'EQUAL', value: 'odd' }]);
  const first = await rowsOf(edge, { fields: 'name', filtering, limit: 2 });
  assert.deepEqual(namesOf(first), ['List 7', 'List 5']);
  const second = await follow(first.paging?.next);
  assert.deepEqual([namesOf(second), second.paging?.next], [['List 3', 'List 1'], undefined]);
  const filters: Readonly<Record<string, readonly unknown[]>> = {
    'List 3': [{ field: 'id', operator: 'EQUAL', value: made[4] }],
    'List 7,List 6': [{ field: 'id', operator: 'GREATER_THAN', value: made[2] }],
    'List 2': [{ field: 'name', operator: 'CONTAIN', value: '2' }],
    'List 6,List 4': [
      { field: 'name', operator: 'IN', value: ['List 6', 'List 4', 'List 3'] },
      { field: 'description', operator: 'NOT_EQUAL', value: 'odd' },
    ],
    'List 7,List 6,List 5,List 4,List 3,List 2,List 1': [
      { field: 'operation_status.code', operator: 'EQUAL', value: '410' },
    ],
  };
  for (const [names, filter] of Object.entries(filters)) {
    assert.equal(namesOf(await rowsOf(edge, { fields: 'name', filtering: filter })).join(), names);
  }
  for (const wrong of [
    '{}',
    'x',
    '[{}]',
    '[1]',
    '[{"field":"xyz","operator":"EQUAL","value":1}]',
    '[{"field":"name","operator":"LIKE","value":1}]',
  ]) {
    assert.equal(refusal(await ask(shop.reader, 'GET', edge, { filtering: wrong })).codes, '400 100', wrong);
  }
});

test('an ad account expands its audiences, and the link of an expansion asks for the same', async () => {
  const fields =
    'name,customaudiences.limit(2).filtering([{"field":"description","operator":"EQUAL","value":"odd"}]).summary(true){id,name,operation_status{code}},tos_accepted';
  const node = good<{ name: string; customaudiences: Rows; tos_accepted: unknown }>(
    await ask(shop.reader, 'GET', accountPath, { fields }),
  );
  assert.deepEqual(Object.keys(node), ['name', 'customaudiences', 'tos_accepted', 'id']);
  const { customaudiences: list } = node;
  assert.deepEqual(list.data[0], { id: made[0], name: 'List 7', operation_status: { code: 410 } });
  assert.deepEqual([list.data.length, list.summary?.total_count], [2, 4]);
  const next = await follow(list.paging?.next);
  assert.deepEqual(next.data[0], { id: made[4], name: 'List 3', operation_status: { code: 410 } });
  assert.deepEqual(namesOf(next), ['List 3', 'List 1']);
});

test('an ad account that is asked for nothing tells both of its ids, and any field of the specification may be asked', async () => {
  const both = { account_id: shop.graphId, id: `act_${shop.graphId}` };
  assert.deepEqual(good(await ask(shop.reader, 'GET', accountPath)), both);
  const found = await ask(shop.reader, 'GET', '/v25.0/', { ids: both.id });
  assert.deepEqual(good(found), { [both.id]: both });
  const fields =
    'name,amount_spent,business{id},business_name,disable_reason,timezone_id,user_tasks,currency';
  const node = good<Values>(await ask(shop.reader, 'GET', accountPath, { fields }));
  assert.deepEqual(node, { name: 'Shop', currency: 'USD', id: both.id });
});

test('the holder of a token has names, permissions and ad accounts, as edges and as fields', async () => {
  const granted = (...names: string[]) => ({
    data: names.map((permission) => ({ permission, status: 'granted' })),
  });
  const edgeOf = (client: Client) => ask(client, 'GET', '/v25.0/me/permissions');
  assert.deepEqual(good(await edgeOf(shop.writer)), granted('ads_management', 'ads_read'));
  assert.deepEqual(good(await edgeOf(shop.reader)), granted('ads_read'));
  const fields = 'email,last_name,picture{url},permissions,adaccounts.limit(1){name}';
  const node = good<{ adaccounts: Rows }>(await ask(shop.reader, 'GET', '/v25.0/me', { fields }));
  assert.deepEqual(Object.keys(node), ['permissions', 'adaccounts', 'id']);
  assert.deepEqual(node.adaccounts.data, [{ name: 'Shop', id: `act_${shop.graphId}` }]);
});

test('the sessions of an audience may be asked for as a field', async () => {
  const id = await newAudience(shop, { name: 'Sessions' });
  const payload = { schema: 'EXTERN_ID', data: ['crm-1'] };
  for (const sessionId of [7, 8]) {
    const session = { session_id: sessionId, batch_seq: 1, last_batch_flag: true };
    good(await tell(shop.writer, `/v25.0/${id}/users`, { payload, session }));
  }
  const fields = 'name,sessions.limit(1){session_id,num_received}';
  const { sessions } = good<{ sessions: Rows }>(await ask(shop.reader, 'GET', `/v25.0/${id}`, { fields }));
  assert.deepEqual(sessions.data, [{ session_id: '8', num_received: '1' }]);
  const next = await follow(sessions.paging?.next);
  assert.deepEqual(next.data, [{ session_id: '7', num_received: '1' }]);
  good(await ask(shop.writer, 'DELETE', `/v25.0/${id}`));
});

test('no audience is one of a pixel', async () => {
  assert.deepEqual((await rowsOf(edge, { pixel_id: '', limit: 1 })).data, [{ id: made[0] }]);
  assert.deepEqual(await rowsOf(edge, { pixel_id: '1234', summary: true }), {
    data: [],
    summary: { total_count: 0 },
  });
});

test('several ids are answered in one object, up to 50, and one bad id refuses all', async () => {
  const ids = [made[1], `act_${shop.graphId}`, made[0]];
  const found = good<Record<string, unknown>>(
    await ask(shop.reader, 'GET', '/v25.0/', { ids: ids.join(), fields: 'name' }),
  );
  assert.deepEqual(found[made[1] ?? ''], { name: 'List 6', id: made[1] });
  assert.deepEqual(Object.keys(found), ids);
  const bad = await ask(shop.reader, 'GET', '/', { ids: `${made[1]},123456789012345` });
  assert.equal(refusal(bad).codes, '400 100/33');
  const many = Array.from({ length: 51 }, () => made[0]).join();
  assert.match(refusal(await ask(shop.reader, 'GET', '/v25.0', { ids: many })).message, /Too many IDs/);
});

test('an update changes what it names, and reads back what it is asked for', async () => {
  const id = await newAudience(shop, { name: 'Before', description: 'old', retention_days: 30 });
  assert.deepEqual(good(await tell(shop.writer, `/v25.0/${id}`, { name: 'After' })), { success: true });
  const change = {
    description: 'new',
    opt_out_link: 'https://shop.example/out',
    fields: 'name,description,retention_days,opt_out_link',
  };
  assert.deepEqual(good(await ask(shop.writer, 'POST', `/v25.0/${id}/`, change)), {
    success: true,
    name: 'After',
    description: 'new',
    retention_days: 30,
    opt_out_link: 'https://shop.example/out',
    id,
  });
  for (const wrong of [
    { name: '' },
    { name: ' ' },
    { retention_days: 2 ** 31 },
    { customer_file_source: 'x' },
  ]) {
    assert.equal(refusal(await tell(shop.writer, `/v25.0/${id}`, wrong)).codes, '400 100');
  }
});
