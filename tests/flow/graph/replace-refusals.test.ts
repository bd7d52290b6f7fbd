import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Answer, emailHashes, openShop, TestServer, until } from '../../dev-env/index.ts';
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

const server = await TestServer.start({ people: 50 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);

function replace(id: string, rows: readonly string[], session: Values): Promise<Answer> {
  return tell(shop.writer, `/v25.0/${id}/usersreplace`, {
    payload: { schema: 'EMAIL', data: rows },
    session,
  });
}

async function statusOf(id: string): Promise<number> {
  const answer = await ask(shop.reader, 'GET', `/v25.0/${id}`, { fields: 'operation_status' });
  return good<{ operation_status: { code: number } }>(answer).operation_status.code;
}

async function onControl(sql: string, values: readonly unknown[]): Promise<void> {
  await server.stop();
  await server.stores({ control: [{ sql, values }] });
  await server.start();
}

test('an audience of a hundred million people is not replaced, and one of fewer is', async () => {
  const id = await newAudience(shop);
  await addRows(shop, id, 'EMAIL', emailHashes(1, 5));
  await settledUploads(server.operator, id);
  const sql = 'update kindred.audiences set member_count = $2 where graph_id = $1';
  await onControl(sql, [id, 100_000_000]);
  const begin = { session_id: 1, batch_seq: 1, last_batch_flag: true };
  const refused = await replace(id, emailHashes(6, 2), begin);
  assert.equal(refusal(refused).codes, '400 2650/1870144');
  assert.equal(faultOf(refused).error_user_title, 'DFCA Size Not Supported For Replace');
  assert.equal(await statusOf(id), 200);
  await onControl(sql, [id, 99_999_999]);
  good(await replace(id, emailHashes(6, 2), begin));
});

test('a replace that cannot be applied leaves the audience as it was, says so, and may be sent again', async () => {
  const id = await newAudience(shop);
  await addRows(shop, id, 'EMAIL', emailHashes(1, 5));
  await settledUploads(server.operator, id);
  good(await replace(id, emailHashes(10, 2), { session_id: 7, batch_seq: 1 }));
  await server.stop();
  // Rows that wait are encrypted; of these nothing can be read any more. Four attempts were made already.
  await server.stores({
    control: [
      {
        sql: "update kindred.batches set rows = 'broken' where session in (select id from kindred.upload_sessions where session_id = '7')",
      },
      { sql: "update kindred.uploads set attempts = 4 where state = 'gathering'" },
    ],
  });
  await server.start();
  good(await replace(id, [], { session_id: 7, batch_seq: 2, last_batch_flag: true }));
  await until('an end of the replace', async () => (await statusOf(id)) === 415);
  const late = await replace(id, emailHashes(12, 1), { session_id: 7, batch_seq: 3 });
  assert.equal(refusal(late).codes, '400 2650/1870148');
  assert.equal(faultOf(late).error_user_title, 'Something Went Wrong');
  const sessions = await ask(shop.reader, 'GET', `/v25.0/${id}/sessions`, { session_id: '7' });
  assert.equal(good<Listed<Record<string, string>>>(sessions).data[0]?.['stage'], 'failed');

  good(await replace(id, emailHashes(20, 3), { session_id: 8, batch_seq: 1, last_batch_flag: true }));
  await until('a replaced audience', async () => (await statusOf(id)) === 200);
  const again = await replace(id, [], { session_id: 8, batch_seq: 9 });
  assert.equal(refusal(again).codes, '400 2650/1870159');
  // The five of the beginning were still there to be removed.
  const reports = good<{ uploads: readonly { funnel: { removed: number | null } }[] }>(
    await server.operator.get(`/custom_audiences/${id}/uploads`),
  ).uploads;
  assert.equal(reports[0]?.funnel.removed, 5);
});
