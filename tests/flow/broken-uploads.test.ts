import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  appliedAudience,
  appliedUpload,
  emailHashes,
  openShop,
  type SlowUpload,
  slowUpload,
  strangerHash,
  TestServer,
  until,
  untilReceiving,
  untilState,
  updateAudience,
  uploadsOf,
} from '../dev-env/index.ts';

const server = await TestServer.start({ people: 1000 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const headers = { authorization: `Bearer ${shop.writerToken}` };
const content = `${emailHashes(1, 100).join('\n')}\n`;
const large = `${content}${Array.from({ length: 300_000 }, (_, index) => strangerHash(index)).join('\n')}\n`;

async function newAudience(): Promise<number> {
  return (await appliedAudience({ client: server.operator, accountId: shop.accountId, content })).audienceId;
}

function slow(path: string, fields: Readonly<Record<string, string>>, bytes: string): SlowUpload {
  const method = path === '/custom_audiences' ? 'POST' : 'PUT';
  const upload = slowUpload({ url: server.url, method, path, headers, fields });
  upload.write(bytes);
  return upload;
}

/** Breaks an upload off while it is being received. */
async function broken(audienceId: number, bytes: string, fields: Readonly<Record<string, string>>) {
  const upload = slow(`/custom_audiences/${audienceId}`, fields, bytes);
  await untilReceiving(server.operator, audienceId);
  upload.breakOff();
}

async function leftInStage(): Promise<readonly unknown[]> {
  await server.stop();
  const { column } = await server.stores({
    column: [{ sql: 'SELECT segment, count() AS row_count FROM staged_rows GROUP BY segment' }],
  });
  await server.start();
  return column[0] ?? [];
}

for (const [size, bytes] of Object.entries({ small: content, large })) {
  for (const operation of ['add', 'remove', 'replace']) {
    test(`a client that breaks off a ${size} ${operation} leaves a record that says aborted, and changes nothing`, async () => {
      const audienceId = await newAudience();
      await broken(audienceId, bytes, { user_type: 'email_hash', operation });
      const { funnel, error, progress } = await untilState(server.operator, audienceId, 'aborted');
      assert.notEqual(error, null);
      assert.equal(progress, 1);
      assert.deepEqual([funnel.lines, funnel.accepted], [0, null]);
      assert.equal((await uploadsOf(server.operator, audienceId)).length, 2);
      const empty = await updateAudience(audienceId, 'replace', { client: shop.writer, content: '' });
      assert.equal((await appliedUpload(server.operator, empty.uploadId)).funnel.removed, 100);
    });
  }
}

test('the record of a broken upload says that the connection broke', async () => {
  const audienceId = await newAudience();
  await broken(audienceId, content, { user_type: 'email_hash' });
  assert.match(String((await untilState(server.operator, audienceId, 'aborted')).error), /connection/i);
});

test('a client that breaks off the making of an audience makes none', async () => {
  const count = async () =>
    (await shop.reader.get(`/custom_audiences?fb_ad_account_id=${shop.graphId}`)).json<{
      meta: { total: number };
    }>().meta.total;
  const before = await count();
  const fields = { fb_ad_account_id: shop.graphId, name: 'Never', user_type: 'email_hash' };
  for (const upload of [slow('/custom_audiences', fields, large), slow('/custom_audiences', {}, large)]) {
    await sleep(300);
    upload.breakOff();
  }
  await sleep(300);
  assert.equal(await count(), before);
});

test('what was broken off has left no rows in the stage and no file in the spool', async () => {
  assert.deepEqual(await leftInStage(), []);
  const spool = join(server.dataDir, 'spool');
  assert.deepEqual(existsSync(spool) ? readdirSync(spool) : [], []);
});

test('a file that is being received when the server is killed is aborted at the next start', async () => {
  const audienceId = await newAudience();
  const fields = { user_type: 'email_hash', operation: 'replace' };
  const upload = slow(`/custom_audiences/${audienceId}`, fields, large);
  await untilReceiving(server.operator, audienceId);
  await server.kill();
  await assert.rejects(upload.answer);
  await server.start();
  assert.match(String((await untilState(server.operator, audienceId, 'aborted')).error), /ended/);
  assert.deepEqual(await leftInStage(), []);
});

test('a file that is put aside when the server is killed is gone after the next start', async () => {
  slow('/custom_audiences', {}, large);
  const spool = join(server.dataDir, 'spool');
  await until('the file in the spool', () => bytesIn(spool).length > 0);
  await server.kill();
  await server.start();
  assert.deepEqual(readdirSync(spool), []);
});

test('a file that is put aside is not in the clear on the disk', async () => {
  const spool = join(server.dataDir, 'spool');
  const upload = slowUpload({
    url: server.url,
    method: 'POST',
    path: '/custom_audiences',
    headers,
    fields: {},
  });
  upload.write('mary.poppins@example.com\n'.repeat(600_000));
  await until('the file in the spool', () => bytesIn(spool).length > 1_000_000);
  assert.ok(!bytesIn(spool).includes('poppins'));
  upload.finish();
  assert.equal((await upload.answer).status, 400);
});

function bytesIn(directory: string): Buffer {
  if (!existsSync(directory)) return Buffer.alloc(0);
  return Buffer.concat(readdirSync(directory).map((name) => readFileSync(join(directory, name))));
}
