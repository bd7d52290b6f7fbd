import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { emailHashes, openShop, strangerHash, TestServer } from '../../dev-env/index.ts';
import { addRows, ask, good, type Listed, newAudience, settledUploads, tell } from './caller.ts';

const server = await TestServer.start({ people: 50 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);

async function sessionsOf(id: string): Promise<readonly Readonly<Record<string, string>>[]> {
  return good<Listed<Record<string, string>>>(await ask(shop.writer, 'GET', `/v25.0/${id}/sessions`)).data;
}

test('what is kept to recognise a repeat is forgotten after a day, and its counts stay', async () => {
  const id = await newAudience(shop);
  await addRows(shop, id, 'EMAIL', [...emailHashes(1, 3), strangerHash(1)]);
  const session = { session_id: 5, batch_seq: 1, last_batch_flag: true };
  const payload = { schema: 'EMAIL', data: emailHashes(10, 5) };
  good(await tell(shop.writer, `/v25.0/${id}/users`, { payload, session }));
  await settledUploads(server.operator, id);
  const before = await sessionsOf(id);
  assert.equal(before.length, 2);
  await server.stop();
  await server.stores({
    control: [
      { sql: "update kindred.batches set created_at = now() - interval '25 hours'" },
      { sql: "update kindred.upload_sessions set started_at = started_at - interval '25 hours'" },
    ],
  });
  await server.start();
  const [kept, ...others] = await sessionsOf(id);
  assert.deepEqual(others, []);
  assert.deepEqual(
    [kept?.['session_id'], kept?.['num_received'], kept?.['num_matched'], kept?.['stage']],
    ['5', '5', before[0]?.['num_matched'], 'finished'],
  );
  await server.stop();
  const { control } = await server.stores({ control: [{ sql: 'select id from kindred.batches' }] });
  assert.deepEqual(control, [[]]);
  await server.start();
});

test('rows wait encrypted in the control store, and no longer than until they are applied', async () => {
  const id = await newAudience(shop);
  const [email = ''] = emailHashes(20, 1);
  await addRows(shop, id, 'EMAIL', [email]);
  await settledUploads(server.operator, id);
  await server.stop();
  const { control } = await server.stores({
    control: [{ sql: 'select id from kindred.batches where rows is not null' }],
  });
  assert.deepEqual(control, [[]]);
  await server.start();
});
