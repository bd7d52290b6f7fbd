import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  type Answer,
  appliedAudience,
  type Client,
  createAudience,
  emailHashes,
  fields,
  file,
  makeToken,
  openShop,
  TestServer,
} from '../dev-env/index.ts';

const server = await TestServer.start({ people: 1000 });
after(() => server[Symbol.asyncDispose]());
const ours = await openShop(server, 'Ours');
const theirs = await openShop(server, 'Theirs');
const content = emailHashes(1, 20).join('\n');
const { audienceId, report } = await appliedAudience({
  client: theirs.writer,
  accountId: theirs.accountId,
  content,
});

function codeOf(answer: Answer): string {
  return answer.json<{ error: { code: string } }>().error.code;
}

/** An answer without what differs between any two answers. */
function shapeOf(answer: Answer, id: string | number): string {
  const { error } = answer.json<{ error: { docs_url: string } }>();
  const told = JSON.stringify({
    ...error,
    docs_url: new URL(String(error['docs_url'])).hash,
    request_id: '',
  });
  return `${answer.status} ${told.replaceAll(String(id), 'ID')}`;
}

const onAudience: readonly {
  readonly name: string;
  readonly call: (client: Client, id: number) => Promise<Answer>;
}[] = [
  { name: 'GET', call: (client, id) => client.get(`/custom_audiences/${id}`) },
  { name: 'DELETE', call: (client, id) => client.delete(`/custom_audiences/${id}`) },
  { name: 'GET uploads of', call: (client, id) => client.get(`/custom_audiences/${id}/uploads`) },
  {
    name: 'GET an upload of',
    call: (client, id) => client.get(`/custom_audiences/${id}/uploads/${report.id}`),
  },
  { name: 'PUT', call: (client, id) => client.sendForm('PUT', `/custom_audiences/${id}`, [file(content)]) },
  {
    name: 'PUT operation=remove',
    call: (client, id) =>
      client.sendForm('PUT', `/custom_audiences/${id}`, [...fields({ operation: 'remove' }), file(content)]),
  },
];

for (const { name, call } of onAudience) {
  test(`${name} an audience of another ad account looks exactly like one that is not there`, async () => {
    const foreign = await call(ours.writer, audienceId);
    const missing = await call(ours.writer, 999_999);
    assert.equal(foreign.status, 404);
    assert.equal(shapeOf(foreign, audienceId), shapeOf(missing, 999_999));
  });
}

test('an upload of another ad account looks exactly like one that is not there', async () => {
  const foreign = await ours.writer.get(`/uploads/${report.id}`);
  const missing = await ours.writer.get('/uploads/999999');
  assert.equal(foreign.status, 404);
  assert.equal(shapeOf(foreign, report.id), shapeOf(missing, 999_999));
});

test('another ad account looks exactly like one that is not there', async () => {
  const form = (account: string) => [
    ...fields({ fb_ad_account_id: account, name: 'Mine now', user_type: 'email_hash' }),
    file(content),
  ];
  const unknown = '987654321012345';
  for (const call of [
    (account: string) => ours.writer.get(`/custom_audiences?fb_ad_account_id=${account}`),
    (account: string) => ours.writer.sendForm('POST', '/custom_audiences', form(account)),
  ]) {
    const foreign = await call(theirs.graphId);
    assert.equal(foreign.status, 404);
    assert.equal(shapeOf(foreign, theirs.graphId), shapeOf(await call(unknown), unknown));
  }
});

test('nothing that was tried from outside has changed the audience', async () => {
  const after = await theirs.reader.get(`/custom_audiences/${audienceId}/uploads`);
  assert.equal(after.json<{ meta: { total: number } }>().meta.total, 1);
  assert.equal((await theirs.reader.get(`/custom_audiences/${audienceId}`)).status, 200);
});

test('a PUT that names another account of the caller than that of the audience is refused', async () => {
  const both = server.as(
    await makeToken(server.operator, 'account_write', [ours.accountId, theirs.accountId]),
  );
  const form = [...fields({ fb_ad_account_id: ours.graphId }), file(content)];
  const answer = await both.sendForm('PUT', `/custom_audiences/${audienceId}`, form);
  assert.equal(answer.status, 422);
  assert.equal(codeOf(answer), 'ad_account_mismatch');
});

test('a token of several accounts sees those and no others', async () => {
  const third = await openShop(server, 'Third');
  const both = server.as(await makeToken(server.operator, 'account_read', [ours.accountId, third.accountId]));
  const answer = await both.get('/fb_ad_accounts');
  const { fb_ad_accounts: accounts } = answer.json<{ fb_ad_accounts: { id: number; name: string }[] }>();
  assert.deepEqual(accounts, [
    { id: ours.accountId, name: 'Ours', currency: null, fb_id: ours.graphId },
    { id: third.accountId, name: 'Third', currency: null, fb_id: third.graphId },
  ]);
});

const writes: readonly { readonly name: string; readonly call: (client: Client) => Promise<Answer> }[] = [
  {
    name: 'create an audience',
    call: (client) =>
      client.sendForm('POST', '/custom_audiences', [
        ...fields({ fb_ad_account_id: String(theirs.accountId), name: 'No', user_type: 'email_hash' }),
        file(content),
      ]),
  },
  {
    name: 'add people',
    call: (client) => client.sendForm('PUT', `/custom_audiences/${audienceId}`, [file(content)]),
  },
  { name: 'delete an audience', call: (client) => client.delete(`/custom_audiences/${audienceId}`) },
];

const operatorCalls: readonly {
  readonly name: string;
  readonly call: (client: Client) => Promise<Answer>;
}[] = [
  { name: 'create an ad account', call: (client) => client.postJson('/fb_ad_accounts', { name: 'No' }) },
  { name: 'create a token', call: (client) => client.postJson('/tokens', { name: 'No', role: 'operator' }) },
  { name: 'list tokens', call: (client) => client.get('/tokens') },
  { name: 'revoke a token', call: (client) => client.delete('/tokens/1') },
];

for (const { name, call } of [...writes, ...operatorCalls]) {
  test(`a token that may only read cannot ${name}`, async () => {
    const answer = await call(theirs.reader);
    assert.equal(answer.status, 403);
    assert.equal(codeOf(answer), 'role_insufficient');
  });
}

for (const { name, call } of operatorCalls) {
  test(`a token that may write to an account cannot ${name}`, async () => {
    const answer = await call(theirs.writer);
    assert.equal(answer.status, 403);
    assert.deepEqual(answer.json<{ error: { details: unknown } }>().error.details, {
      needed: 'operator',
      given: 'account_write',
    });
  });
}

test('a token that may only read can read everything of its account', async () => {
  for (const path of [
    `/custom_audiences?fb_ad_account_id=${theirs.graphId}`,
    `/custom_audiences/${audienceId}`,
    `/custom_audiences/${audienceId}/uploads`,
    `/uploads/${report.id}`,
    '/fb_ad_accounts',
  ]) {
    assert.equal((await theirs.reader.get(path)).status, 200, path);
  }
});

test('the operator sees every account', async () => {
  await createAudience({ client: server.operator, accountId: ours.accountId, content });
  const answer = await server.operator.get('/fb_ad_accounts');
  const { fb_ad_accounts: accounts } = answer.json<{ fb_ad_accounts: { name: string }[] }>();
  assert.ok(['Ours', 'Theirs'].every((name) => accounts.some((account) => account.name === name)));
});
