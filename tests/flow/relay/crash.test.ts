import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { UploadReport } from '@kindred/contract';
import { createAudience, emailHashes, TestServer, until, updateAudience } from '../../dev-env/index.ts';
import {
  openRemoteShop,
  peopleThere,
  type RemoteShop,
  relayed,
  relayedAudience,
  relayOf,
  remoteIdOf,
} from './remote.ts';

const people = 120_000;
const meta = await TestServer.start({ people });
after(() => meta[Symbol.asyncDispose]());

/** Kills the server once so many batches of an upload have their verdict, and starts it again. */
async function killAfter(
  here: TestServer,
  shop: RemoteShop,
  uploadId: number,
  batches: number,
): Promise<void> {
  await brought(shop, uploadId, batches);
  await here.kill();
  await here.start();
}

async function brought(shop: RemoteShop, uploadId: number, batches: number): Promise<void> {
  await until(
    `${batches} batches`,
    async () => {
      const answer = await shop.operator.get(`/uploads/${uploadId}`);
      const { relay } = answer.json<{ upload: UploadReport }>().upload;
      return (relay?.batches.acknowledged ?? 0) >= batches;
    },
    60_000,
  );
}

test('a server that is killed in the middle of its batches brings every person once, and its sums close', async () => {
  await using here = await TestServer.start();
  const shop = await openRemoteShop(here, meta);
  const { audienceId, uploadId } = await createAudience({
    client: shop.writer,
    accountId: shop.accountId,
    content: emailHashes(1, people).join('\n'),
  });
  for (const batches of [0, 3, 7]) await killAfter(here, shop, uploadId, batches);
  const report = await relayed(shop, uploadId);
  assert.equal(relayOf(report).rows.relayed, people);
  assert.equal(await peopleThere(meta, await remoteIdOf(shop, audienceId)), people);
});

test('a server that is killed on the way leaves to the next one what it knew of the budgets', async () => {
  await using here = await TestServer.start();
  const shop = await openRemoteShop(here, meta);
  const content = emailHashes(1, people).join('\n');
  const { uploadId } = await createAudience({ client: shop.writer, accountId: shop.accountId, content });
  await brought(shop, uploadId, 2);
  await here.kill();
  const sql = `select c.pace is not null as is_known, u.state
    from kindred.connections c, kindred.uploads u where u.id = $1`;
  const { control } = await here.stores({ control: [{ sql, values: [uploadId] }] });
  assert.deepEqual(control[0], [{ is_known: true, state: 'applying' }]);
});

test('a replace that is cut off by a kill ends with the file, and nothing else', async () => {
  await using here = await TestServer.start();
  const shop = await openRemoteShop(here, meta);
  const { audienceId, fbId } = await relayedAudience(shop, emailHashes(1, 5000).join('\n'));
  const content = emailHashes(4001, 70_000).join('\n');
  const options = { client: shop.writer, content, userType: 'email_hash' };
  const { uploadId } = await updateAudience(audienceId, 'replace', options);
  await killAfter(here, shop, uploadId, 2);
  const report = await relayed(shop, uploadId);
  assert.equal(relayOf(report).rows.relayed, 70_000);
  assert.equal(await peopleThere(meta, fbId), 70_000);
});

test('values on their way are gone with the verdict of their batch', async () => {
  await using here = await TestServer.start();
  const shop = await openRemoteShop(here, meta);
  const { report } = await relayedAudience(shop, emailHashes(1, 15_000).join('\n'));
  assert.equal(relayOf(report).rows.relayed, 15_000);
  await here.stop();
  const { control, column } = await here.stores({
    control: [
      { sql: 'select count(*)::int as rows from kindred.relay_batches where sealed_key is not null' },
      { sql: 'select count(*)::int as rows from kindred.relays where sealed_key is not null' },
      { sql: 'select encode(sealed_token, $1) as text from kindred.connections', values: ['escape'] },
    ],
    column: [
      { sql: 'SELECT count() AS row_count FROM relay_batches' },
      { sql: 'SELECT count() AS row_count FROM staged_rows' },
      { sql: 'SELECT count() AS row_count FROM relayed_keys' },
    ],
  });
  assert.deepEqual([control[0]?.[0]?.['rows'], control[1]?.[0]?.['rows']], [0, 0]);
  assert.ok(!String(control[2]?.[0]?.['text']).includes(shop.there.writerToken));
  assert.deepEqual(
    column.map((rows) => Number(rows[0]?.['row_count'])),
    [0, 0, 15_000],
  );
});
