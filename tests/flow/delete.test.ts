import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  appliedAudience,
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
  readonly members: ReadonlyMap<number, number>;
  readonly staged: number;
}

/** Erasing is a job in the background: it is given some time. */
const erasingMs = 4000;

/** Rows of each audience, and rows of any upload, in the column store. The server does not run afterwards. */
async function traces(): Promise<Traces> {
  await sleep(erasingMs);
  await server.stop();
  const { column } = await server.stores({
    column: [
      { sql: 'SELECT audience, count() AS row_count FROM memberships GROUP BY audience' },
      { sql: 'SELECT count() AS row_count FROM staged_rows' },
    ],
  });
  const members = (column[0] ?? []).map(
    (row) => [Number(row['audience']), Number(row['row_count'])] as const,
  );
  return { members: new Map(members), staged: Number(column[1]?.[0]?.['row_count']) };
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

/** What is done to audiences before anybody looks into the stores. */
async function deleteInManyWays() {
  const applied = await newAudience();
  const kept = await newAudience();
  const receiving = await newAudience();
  const waiting = await createAudience({
    client: shop.writer,
    accountId: shop.accountId,
    content: strangers,
  });
  for (const operation of ['add', 'replace', 'add', 'remove', 'add']) {
    await updateAudience(waiting.audienceId, operation, { client: shop.writer, content: strangers });
  }
  await shop.writer.delete(`/custom_audiences/${waiting.audienceId}`);
  await shop.writer.delete(`/custom_audiences/${applied.audienceId}`);
  const upload = slowUpload({
    url: server.url,
    method: 'PUT',
    path: `/custom_audiences/${receiving.audienceId}`,
    headers: { authorization: `Bearer ${shop.writerToken}` },
    fields: { user_type: 'email_hash' },
  });
  upload.write(strangers);
  await untilReceiving(server.operator, receiving.audienceId);
  await shop.writer.delete(`/custom_audiences/${receiving.audienceId}`);
  upload.finish();
  return { applied, kept, receiving, waiting, answer: await upload.answer, left: await traces() };
}

test('rows of deleted audiences are erased', async (context) => {
  const { applied, kept, receiving, waiting, answer, left } = await deleteInManyWays();
  await context.test('of one that was applied', () => {
    assert.equal(left.members.get(applied.audienceId), undefined);
  });
  await context.test('of one with files that waited to be applied', () => {
    assert.equal(left.members.get(waiting.audienceId), undefined);
  });
  await context.test('of one with a file that was being received, which is answered with 404', () => {
    assert.equal(answer.status, 404);
    assert.equal(left.members.get(receiving.audienceId), undefined);
  });
  await context.test('also in the stage, without a restart', () => assert.equal(left.staged, 0));
  await context.test('and those of other audiences stay', () => {
    assert.equal(left.members.get(kept.audienceId), 200);
  });
  await server.start();
});

/** As if the process had been killed between the rows of a first run and its commit, after a delete. */
async function crashInFirstRun(audienceId: number): Promise<void> {
  const values = [audienceId];
  await server.stop();
  await server.stores({
    control: [
      { sql: "update kindred.runs set state = 'open' where audience_id = $1", values },
      { sql: "update kindred.uploads set state = 'failed' where audience_id = $1", values },
      {
        sql: 'update kindred.audiences set deleted_at = now(), log_rows = 0, member_count = 0, applied = 0 where id = $1',
        values,
      },
    ],
  });
  await server.start();
}

test('a server that is killed around a delete erases the rows when it is started again', async (context) => {
  const killed: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const first = await createAudience({ client: shop.writer, accountId: shop.accountId, content });
    await updateAudience(first.audienceId, 'add', { client: shop.writer, content: strangers });
    await shop.writer.delete(`/custom_audiences/${first.audienceId}`);
    await server.kill();
    await server.start();
    killed.push(first.audienceId);
  }
  const { audienceId } = await newAudience();
  await crashInFirstRun(audienceId);
  const left = await traces();
  await context.test('when it was killed right after it', () => {
    assert.deepEqual(
      killed.map((id) => left.members.get(id)),
      killed.map(() => undefined),
    );
    assert.equal(left.staged, 0);
  });
  await context.test('when it was killed in the first run of an audience that was deleted meanwhile', () => {
    assert.equal(left.members.get(audienceId), undefined);
  });
});
