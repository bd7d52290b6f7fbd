import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openShop, TestServer } from '../../dev-env/index.ts';
import { ask, faultOf, good, type Listed, newAudience, refusal, settledUploads } from './caller.ts';

const server = await TestServer.start();
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server, 'Shop');
const rival = await openShop(server, 'Rival Secret GmbH');
const accountPath = `/v25.0/act_${shop.graphId}`;
const edge = `${accountPath}/customaudiences`;
const kept = await newAudience(shop, { name: 'List 1' });

test('a deleted audience is gone from everything', async () => {
  const id = await newAudience(shop, { name: 'Doomed' });
  assert.deepEqual(good(await ask(shop.writer, 'DELETE', `/v25.0/${id}`)), { success: true });
  for (const [method, path] of [
    ['GET', ''],
    ['DELETE', ''],
    ['POST', ''],
    ['GET', '/sessions'],
    ['POST', '/users'],
  ] as const) {
    const { codes, message } = refusal(await ask(shop.writer, method, `/v25.0/${id}${path}`, { name: 'x' }));
    assert.equal(codes, '400 100/33');
    assert.equal(
      message,
      `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
    );
  }
  assert.ok(!(await ask(shop.reader, 'GET', edge, { fields: 'name' })).text.includes('Doomed'));
});

test('another account sees nothing, whatever it asks for', async () => {
  const payload = { schema: 'EXTERN_ID', data: ['crm-1'] };
  const id = kept;
  const calls: readonly (readonly [string, string])[] = [
    ['GET', accountPath],
    ['GET', edge],
    ['POST', edge],
    ['GET', `${accountPath}/customaudiencestos`],
    ['DELETE', `${accountPath}/usersofanyaudience`],
    ['GET', `/v25.0/${id}`],
    ['POST', `/v25.0/${id}`],
    ['DELETE', `/v25.0/${id}`],
    ['POST', `/v25.0/${id}/users`],
    ['DELETE', `/v25.0/${id}/users`],
    ['POST', `/v25.0/${id}/usersreplace`],
    ['GET', `/v25.0/${id}/sessions`],
    ['GET', `/v25.0/${id}/adaccounts`],
    ['POST', `/v25.0/${id}/adaccounts`],
    ['DELETE', `/v25.0/${id}/ad_accounts`],
    ['GET', `/v25.0/${id}/shared_account_info`],
    ['GET', `/v25.0/?ids=${id}`],
  ];
  for (const [method, path] of calls) {
    const session = { session_id: 1, batch_seq: 1 };
    const answer = await (method === 'GET'
      ? rival.writer.get(path)
      : ask(rival.writer, method, path, {
          payload,
          session,
          name: 'x',
          customer_file_source: 'USER_PROVIDED_ONLY',
        }));
    const { codes, message } = refusal(answer);
    assert.equal(codes, '400 100/33', `${method} ${path}`);
    const unknown = await rival.writer.call({
      method,
      path: path.replace(id, '999999999999999').replace(shop.graphId, '999999999999999'),
    });
    assert.equal(
      faultOf(unknown).message,
      message.replace(id, '999999999999999').replace(shop.graphId, '999999999999999'),
    );
  }
  const mine = good<Listed<unknown>>(
    await ask(rival.writer, 'GET', '/v25.0/me/adaccounts', { fields: 'name,account_id' }),
  );
  assert.deepEqual(mine.data, [
    { name: 'Rival Secret GmbH', account_id: rival.graphId, id: `act_${rival.graphId}` },
  ]);
});

test('a token that may read reads, and is refused every change', async () => {
  const id = kept;
  const payload = { schema: 'EXTERN_ID', data: ['crm-1'] };
  const session = { session_id: 1, batch_seq: 1 };
  for (const path of [
    accountPath,
    edge,
    `/v25.0/${id}`,
    `/v25.0/${id}/sessions`,
    '/v25.0/me',
    '/v25.0/me/adaccounts',
  ]) {
    assert.equal((await shop.reader.get(path)).status, 200, path);
  }
  for (const [method, path] of [
    ['POST', edge],
    ['POST', `/v25.0/${id}`],
    ['DELETE', `/v25.0/${id}`],
    ['POST', `/v25.0/${id}/users`],
    ['DELETE', `/v25.0/${id}/users`],
    ['POST', `/v25.0/${id}/usersreplace`],
    ['DELETE', `${accountPath}/usersofanyaudience`],
  ] as const) {
    const values = { name: 'x', customer_file_source: 'USER_PROVIDED_ONLY', payload, session };
    const { codes, message } = refusal(await ask(shop.reader, method, path, values));
    assert.equal(codes, '403 200', `${method} ${path}`);
    assert.match(message, /^\(#200\) /);
  }
  assert.deepEqual(await settledUploads(server.operator, id), []);
});
