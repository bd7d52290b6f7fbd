import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  appliedAudience,
  appliedUpload,
  createAudience,
  emailHashes,
  fields,
  file,
  openShop,
  slowUpload,
  strangerHash,
  TestServer,
  untilReceiving,
  updateAudience,
} from '../dev-env/index.ts';

const server = await TestServer.start({ people: 1000 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const content = emailHashes(1, 200).join('\n');
const strangers = Array.from({ length: 150_000 }, (_, index) => strangerHash(index)).join('\n');

async function newAudience(): Promise<{ audienceId: number; graphId: string; uploadId: number }> {
  const { audienceId, report } = await appliedAudience({
    client: shop.writer,
    accountId: shop.accountId,
    content,
  });
  const answer = await shop.reader.get(`/custom_audiences/${audienceId}`);
  const { fb_custom_audience: audience } = answer.json<{ fb_custom_audience: { fb_id: string } }>();
  return { audienceId, graphId: audience.fb_id, uploadId: report.id };
}

interface Traces {
  readonly members: number;
  readonly staged: number;
}

/** Rows of an audience, and rows of any upload, that are in the column store. */
async function traces(audienceId: number): Promise<Traces> {
  await server.stop();
  const { column } = await server.stores({
    column: [
      {
        sql: 'SELECT count() AS row_count FROM memberships WHERE audience = {audience:UInt32}',
        params: { audience: audienceId },
      },
      { sql: 'SELECT count() AS row_count FROM staged_rows' },
    ],
  });
  await server.start();
  const [members, staged] = column.map((rows) => Number(rows[0]?.['row_count']));
  return { members: members ?? -1, staged: staged ?? -1 };
}

const none: Traces = { members: 0, staged: 0 };

/** Erasing is a job in the background. */
async function rest(): Promise<void> {
  await sleep(1500);
}

test('a delete is answered with 204, without a body, an ETag or a type', async () => {
  const { audienceId } = await newAudience();
  const answer = await shop.writer.delete(`/custom_audiences/${audienceId}`);
  assert.equal(answer.status, 204);
  assert.equal(answer.bytes.length, 0);
  assert.equal(answer.headers['cache-control'], 'no-cache');
  assert.equal(answer.headers.etag, undefined);
  assert.equal(answer.headers['content-type'], undefined);
});

test('a deleted audience is gone from every later answer', async () => {
  const { audienceId, graphId, uploadId } = await newAudience();
  assert.equal((await shop.writer.delete(`/custom_audiences/${graphId}`)).status, 204);
  const form = [...fields({ user_type: 'email_hash' }), file(content)];
  for (const id of [audienceId, graphId]) {
    for (const client of [shop.writer, server.operator]) {
      const path = `/custom_audiences/${id}`;
      const answers = [
        await client.get(path),
        await client.get(`/customaudiences/${id}`),
        await client.get(`${path}/uploads`),
        await client.get(`${path}/uploads/${uploadId}`),
        await client.get(`/uploads/${uploadId}`),
        await client.sendForm('PUT', path, form),
        await client.delete(path),
      ];
      assert.deepEqual(
        answers.map((answer) => answer.status),
        answers.map(() => 404),
      );
    }
  }
  const list = await shop.reader.get(`/custom_audiences?fb_ad_account_id=${shop.graphId}`);
  assert.ok(!list.text.includes(graphId));
});

test('the rows of a deleted audience are erased from the column store', async () => {
  const { audienceId } = await newAudience();
  await shop.writer.delete(`/custom_audiences/${audienceId}`);
  await rest();
  assert.deepEqual(await traces(audienceId), none);
});

test('the rows of other audiences stay', async () => {
  const [kept, deleted] = [await newAudience(), await newAudience()];
  await shop.writer.delete(`/custom_audiences/${deleted.audienceId}`);
  await rest();
  const empty = await updateAudience(kept.audienceId, 'replace', { client: shop.writer, content: '' });
  assert.equal((await appliedUpload(server.operator, empty.uploadId)).funnel.removed, 200);
});

test('files that wait to be applied when their audience is deleted leave no rows, without a restart', async () => {
  const { audienceId } = await createAudience({
    client: shop.writer,
    accountId: shop.accountId,
    content: strangers,
  });
  for (let count = 0; count < 6; count += 1) {
    await updateAudience(audienceId, count % 2 === 0 ? 'add' : 'replace', {
      client: shop.writer,
      content: strangers,
    });
  }
  await shop.writer.delete(`/custom_audiences/${audienceId}`);
  await rest();
  assert.deepEqual(await traces(audienceId), none);
});

test('a file that is being received when its audience is deleted is answered with 404 and leaves no rows', async () => {
  const { audienceId } = await newAudience();
  const upload = slowUpload({
    url: server.url,
    method: 'PUT',
    path: `/custom_audiences/${audienceId}`,
    headers: { authorization: `Bearer ${shop.writerToken}` },
    fields: { user_type: 'email_hash' },
  });
  upload.write(strangers);
  await untilReceiving(server.operator, audienceId);
  await shop.writer.delete(`/custom_audiences/${audienceId}`);
  upload.finish();
  assert.equal((await upload.answer).status, 404);
  await rest();
  assert.deepEqual(await traces(audienceId), none);
});

test('a server that is killed right after a delete erases the rows when it is started again', async () => {
  for (let round = 0; round < 3; round += 1) {
    const first = await createAudience({ client: shop.writer, accountId: shop.accountId, content });
    await updateAudience(first.audienceId, 'add', { client: shop.writer, content: strangers });
    await shop.writer.delete(`/custom_audiences/${first.audienceId}`);
    await server.kill();
    await server.start();
    await rest();
    assert.deepEqual(await traces(first.audienceId), none, `round ${round}`);
  }
});

test('what a crash left of a deleted audience that was never applied is erased at the next start', async () => {
  const { audienceId } = await newAudience();
  await server.stop();
  // Between the rows of a run and its commit the audience was deleted, and then the process was killed.
  await server.stores({
    control: [
      {
        sql: 'update kindred.audiences set deleted_at = now(), log_rows = 0, member_count = 0, applied = 0 where id = $1',
        values: [audienceId],
      },
      { sql: 'update kindred.runs set state = $2 where audience_id = $1', values: [audienceId, 'open'] },
      {
        sql: "update kindred.uploads set state = 'failed' where audience_id = $1",
        values: [audienceId],
      },
    ],
  });
  await server.start();
  await rest();
  assert.deepEqual(await traces(audienceId), none);
});
