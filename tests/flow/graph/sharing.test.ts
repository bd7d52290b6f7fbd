import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { emailHashes, makeToken, openShop, TestServer } from '../../dev-env/index.ts';
import {
  addRows,
  ask,
  faultOf,
  good,
  type Listed,
  newAudience,
  refusal,
  settledUploads,
  tell,
  type Values,
} from './caller.ts';

const server = await TestServer.start({ people: 30 });
after(() => server[Symbol.asyncDispose]());
const owner = await openShop(server, 'Owner');
const friend = await openShop(server, 'Friend');
const stranger = await openShop(server, 'Stranger GmbH');
const friendEdge = `/v25.0/act_${friend.graphId}/customaudiences`;

interface Sharing {
  readonly success: boolean;
  readonly sharing_data: readonly {
    readonly ad_acct_id: string;
    readonly audience_share_status: string;
    readonly errors: readonly string[];
  }[];
}

async function give(id: string, accounts: readonly string[], values: Values = {}): Promise<Sharing> {
  return good(await tell(owner.writer, `/v25.0/${id}/adaccounts`, { adaccounts: accounts, ...values }));
}

async function receivers(id: string, values: Values = {}): Promise<readonly string[]> {
  const answer = await ask(owner.reader, 'GET', `/v25.0/${id}/adaccounts`, values);
  return good<Listed<{ id: string }>>(answer).data.map((row) => row.id);
}

async function listed(path: string, client = friend.reader): Promise<readonly string[]> {
  return good<Listed<{ id: string }>>(await client.get(path)).data.map((row) => row.id);
}

test('an audience is shared at once, by ids with and without act_, and taken away again', async () => {
  const id = await newAudience(owner);
  const sharing = await give(id, [`act_${friend.graphId}`, stranger.graphId]);
  assert.deepEqual(sharing, {
    success: true,
    sharing_data: [friend, stranger].map(({ graphId }) => ({
      ad_acct_id: graphId,
      audience_share_status: 'shared',
      errors: [],
    })),
  });
  const sorted = [friend, stranger].map(({ graphId }) => `act_${graphId}`).sort();
  assert.deepEqual((await receivers(id)).toSorted(), sorted);
  const gone = await ask(owner.writer, 'DELETE', `/v25.0/${id}/ad_accounts`, {
    adaccounts: [friend.graphId],
  });
  assert.deepEqual(good(gone), { success: true });
  assert.deepEqual(await receivers(id), [`act_${stranger.graphId}`]);
  assert.equal(refusal(await friend.reader.get(`/v25.0/${id}`)).codes, '400 100/33');
  assert.deepEqual(await listed(friendEdge), []);
});

test('who has an audience shared reads it, with its size and who owns it, and finds it in its list', async () => {
  const id = await newAudience(owner, { name: 'For friends' });
  await addRows(owner, id, 'EMAIL', emailHashes(1, 20));
  await settledUploads(server.operator, id);
  const own = await newAudience(friend, { name: 'Own' });
  await give(id, [friend.graphId]);
  const fields =
    'name,account_id,owner_account_info,approximate_count_lower_bound,operation_status,permission_for_actions,sharing_status,shared_account_info,adaccounts';
  const read = good<Values>(await ask(friend.reader, 'GET', `/v25.0/${id}`, { fields }));
  const { sharing_status: status, ...shown } = read;
  assert.ok(Number.isInteger((status as { sharing_relationship_id: number }).sharing_relationship_id));
  assert.equal((status as { status: string }).status, 'SHARED');
  assert.deepEqual(shown, {
    name: 'For friends',
    account_id: owner.graphId,
    owner_account_info: { account_id: owner.graphId, account_name: 'Owner' },
    approximate_count_lower_bound: 1000,
    operation_status: { code: 200, description: 'Normal' },
    permission_for_actions: {
      can_edit: false,
      can_see_insight: true,
      can_share: false,
      subtype_supports_lookalike: false,
      supports_recipient_lookalike: false,
    },
    id,
  });
  assert.deepEqual(await listed(friendEdge), [own, id]);
  assert.deepEqual(await listed(`${friendEdge}?limit=1&summary=true`), [own]);
  const page = good<{ summary: { total_count: number }; paging: { next: string } }>(
    await friend.reader.get(`${friendEdge}?limit=1&summary=true`),
  );
  assert.equal(page.summary.total_count, 2);
  const next = new URL(page.paging.next);
  assert.deepEqual(await listed(`${next.pathname}${next.search}`), [id]);
  assert.deepEqual(
    Object.keys(good<Values>(await friend.reader.get(`/v25.0/?ids=${id},${own}&fields=name`))),
    [id, own],
  );
});

test('who has an audience shared changes nothing of it, sees nothing of its uploads, and nobody else who has it', async () => {
  const id = await newAudience(owner);
  await give(id, [friend.graphId, stranger.graphId]);
  const payload = { schema: 'EXTERN_ID', data: ['crm-1'] };
  const session = { session_id: 1, batch_seq: 1 };
  for (const [method, path] of [
    ['POST', ''],
    ['DELETE', ''],
    ['POST', '/users'],
    ['DELETE', '/users'],
    ['POST', '/usersreplace'],
    ['POST', '/adaccounts'],
    ['DELETE', '/adaccounts'],
  ] as const) {
    const values = { name: 'Mine', payload, session, adaccounts: [friend.graphId] };
    const answer = await ask(friend.writer, method, `/v25.0/${id}${path}`, values);
    assert.deepEqual(
      refusal(answer),
      { codes: '403 200', message: `(#200) The current user can not update audience ${id}` },
      `${method} ${path}`,
    );
  }
  for (const edge of ['sessions', 'adaccounts', 'ad_accounts', 'shared_account_info']) {
    assert.equal(refusal(await friend.reader.get(`/v25.0/${id}/${edge}`)).codes, '400 100/33', edge);
  }
  await addRows(owner, id, 'EXTERN_ID', ['crm-000001']);
  const refused = await tell(friend.writer, `/v25.0/${id}/users`, { payload });
  assert.equal(refusal(refused).codes, '403 200', 'while the audience is remembered');
  assert.equal((await settledUploads(server.operator, id)).length, 1);
  assert.deepEqual(
    good(await ask(friend.writer, 'DELETE', `/v25.0/act_${friend.graphId}/usersofanyaudience`, { payload })),
    { success: true },
  );
  assert.equal((await settledUploads(server.operator, id)).length, 1);
  assert.equal(good<Values>(await owner.reader.get(`/v25.0/${id}?fields=name`))['name'], 'Spending users');
});

test('the Audience API shows a shared audience to its owner alone', async () => {
  const id = await newAudience(owner, { name: 'Hidden from files' });
  await give(id, [friend.graphId]);
  assert.equal((await friend.writer.get(`/custom_audiences/${id}`)).status, 404);
  assert.equal((await friend.writer.get(`/custom_audiences/${id}/uploads`)).status, 404);
  const list = await friend.writer.get(`/custom_audiences?fb_ad_account_id=${friend.accountId}`);
  assert.ok(!list.text.includes('Hidden from files'));
  assert.equal((await owner.writer.get(`/custom_audiences/${id}`)).status, 200);
});

test('a deleted audience is gone for everybody, and its sharing with it', async () => {
  const id = await newAudience(owner);
  await give(id, [friend.graphId]);
  good(await ask(owner.writer, 'DELETE', `/v25.0/${id}`));
  assert.equal(refusal(await friend.reader.get(`/v25.0/${id}`)).codes, '400 100/33');
  assert.ok(!(await listed(friendEdge)).includes(id));
  const late = await tell(owner.writer, `/v25.0/${id}/adaccounts`, { adaccounts: [friend.graphId] });
  assert.equal(refusal(late).codes, '400 100/33');
});

test('permissions say whether insights are shared, may be changed, and filter the list', async () => {
  const id = await newAudience(owner);
  await give(id, [friend.graphId], { permissions: 'targeting' });
  await give(id, [stranger.graphId]);
  const insight = async () => {
    const answer = await friend.reader.get(`/v25.0/${id}?fields=permission_for_actions{can_see_insight}`);
    return good<{ permission_for_actions: Values }>(answer).permission_for_actions['can_see_insight'];
  };
  assert.equal(await insight(), false);
  assert.deepEqual(await receivers(id, { permissions: 'targeting' }), [`act_${friend.graphId}`]);
  assert.deepEqual(await receivers(id, { permissions: 'targeting_and_insights' }), [
    `act_${stranger.graphId}`,
  ]);
  await give(id, [friend.graphId], { permissions: 'targeting_and_insights' });
  assert.equal(await insight(), true);
  assert.deepEqual(await receivers(id, { permissions: 'targeting' }), []);
  const wrong = await tell(owner.writer, `/v25.0/${id}/adaccounts`, { adaccounts: [], permissions: 'all' });
  assert.deepEqual(refusal(wrong), {
    codes: '400 100',
    message: '(#100) Param permissions must be one of {targeting, targeting_and_insights}',
  });
});

test('with replace only those who are named keep the audience', async () => {
  const id = await newAudience(owner);
  await give(id, [friend.graphId, stranger.graphId]);
  await give(id, [stranger.graphId], { replace: true });
  assert.deepEqual(await receivers(id), [`act_${stranger.graphId}`]);
  assert.deepEqual(await give(id, [], { replace: true }), { success: true, sharing_data: [] });
  assert.deepEqual(await receivers(id), []);
});

test('accounts that are not there, and the owner itself, are named and hurt nobody else', async () => {
  const id = await newAudience(owner);
  const { success, sharing_data: results } = await give(id, [
    friend.graphId,
    '999999999999999999',
    owner.graphId,
    String(stranger.accountId),
  ]);
  assert.equal(success, false);
  assert.deepEqual(
    results.map(({ audience_share_status: status }) => status),
    ['shared', 'not shared', 'not shared', 'not shared'],
  );
  assert.deepEqual(results[1]?.errors, ['There is no ad account with this id.']);
  assert.deepEqual(results[2]?.errors, ['This ad account owns the audience.']);
  assert.deepEqual(await receivers(id), [`act_${friend.graphId}`]);
});

test('what is no list of ids is refused, and a token that may read shares nothing', async () => {
  const id = await newAudience(owner);
  const path = `/v25.0/${id}/adaccounts`;
  const none = refusal(await tell(owner.writer, path, {}));
  assert.deepEqual(none, { codes: '400 100', message: '(#100) Missing required parameter: adaccounts' });
  const word = refusal(await tell(owner.writer, path, { adaccounts: ['act_x'] }));
  assert.deepEqual(word, {
    codes: '400 100',
    message: '(#100) Param adaccounts[0] must be the id of an ad account',
  });
  const many = Array.from({ length: 501 }, (_, index) => String(index + 1));
  assert.equal(refusal(await tell(owner.writer, path, { adaccounts: many })).codes, '400 100');
  assert.equal(refusal(await tell(owner.reader, path, { adaccounts: [friend.graphId] })).codes, '403 200');
  assert.equal(
    refusal(await ask(owner.reader, 'DELETE', path, { adaccounts: [friend.graphId] })).codes,
    '403 200',
  );
  assert.equal(
    refusal(await tell(friend.writer, path, { adaccounts: [friend.graphId] })).codes,
    '400 100/33',
  );
  assert.deepEqual(await receivers(id), []);
});

test('the report of sharing names only accounts that the token opens, page by page', async () => {
  const id = await newAudience(owner);
  await give(id, [friend.graphId, stranger.graphId]);
  const token = await makeToken(server.operator, 'account_read', [owner.accountId, friend.accountId]);
  const both = server.as(token);
  const path = `/v25.0/${id}/shared_account_info`;
  const rows = good<Listed<Values>>(await both.get(path)).data;
  assert.deepEqual(
    new Set(rows.map((row) => JSON.stringify(row))),
    new Set([
      `{"account_id":"${friend.graphId}","account_name":"Friend","sharing_status":"SHARED"}`,
      `{"account_id":"${stranger.graphId}","sharing_status":"SHARED"}`,
    ]),
  );
  assert.ok(!(await owner.reader.get(path)).text.includes('Stranger'));
  const first = good<Listed<Values> & { paging: { next: string } }>(await both.get(`${path}?limit=1`));
  const next = new URL(first.paging.next);
  const second = good<Listed<Values> & { paging: object }>(await both.get(`${next.pathname}${next.search}`));
  assert.deepEqual([...first.data, ...second.data], rows);
  assert.equal('next' in second.paging, false);
  const field = await both.get(`/v25.0/${id}?fields=shared_account_info{account_id},adaccounts{account_id}`);
  const { shared_account_info: reported, adaccounts } = good<Record<string, Listed<Values>>>(field);
  assert.deepEqual(
    reported?.data,
    rows.map((row) => ({ account_id: row['account_id'] })),
  );
  assert.equal(adaccounts?.data[0]?.['id'], `act_${rows[0]?.['account_id']}`);
  const unknown = refusal(await both.get(`${path}?fields=nope`));
  assert.equal(
    unknown.message,
    '(#100) Tried accessing nonexisting field (nope) on node type (CustomAudiencesharedAccountInfo)',
  );
});

test('an audience can be asked for as one of its accounts sees it, and not as one that has it not', async () => {
  const id = await newAudience(owner);
  await give(id, [friend.graphId]);
  const canEdit = async (from: string) => {
    const path = `/v25.0/${id}?fields=permission_for_actions{can_edit}&ad_account_id=${from}`;
    const answer = good<{ permission_for_actions: Values }>(await server.operator.get(path));
    return answer.permission_for_actions['can_edit'];
  };
  assert.equal(await canEdit(owner.graphId), true);
  assert.equal(await canEdit(`act_${friend.graphId}`), false);
  const answer = await server.operator.get(`/v25.0/${id}?ad_account_id=${stranger.graphId}`);
  const { code, error_subcode: subcode, error_user_msg: told } = faultOf(answer);
  assert.deepEqual([answer.status, code, subcode], [400, 100, 1487301]);
  assert.match(told ?? '', /does not share it/);
  const closed = await friend.reader.get(`/v25.0/${id}?ad_account_id=${stranger.graphId}`);
  assert.equal(refusal(closed).codes, '400 100/33');
});
