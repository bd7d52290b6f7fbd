import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { OptOut, UploadReport } from '@kindred/contract';
import {
  appliedUpload,
  audiencesOf,
  createAudience,
  emailHashes,
  fields,
  file,
  openShop,
  person,
  optOut as sendOptOut,
  sha256,
  TestServer,
  until,
} from '../dev-env/index.ts';

const server = await TestServer.start({ people: 1000 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const client = server.operator;
const { create, put } = audiencesOf(shop, client);

/** Opts people out and waits until nobody of them is in an audience any more. */
async function optOut(userType: string, content: string): Promise<OptOut> {
  const id = await sendOptOut(client, content, userType);
  const read = async () => (await client.get(`/opt_outs/${id}`)).json<{ opt_out: OptOut }>().opt_out;
  await until('an opt-out that has reached all audiences', async () => (await read()).state === 'applied');
  return read();
}

test('people who opted out are taken out of every audience that they are in', async () => {
  const [one, two] = [
    await create(emailHashes(1, 50).join('\n')),
    await create(emailHashes(11, 50).join('\n')),
  ];
  const { lines, rejected, keys } = await optOut('email_hash', `${emailHashes(1, 20).join('\n')}\nbad\n`);
  assert.deepEqual([lines, rejected, keys], [21, 1, 20]);
  assert.equal((await put(one.audienceId, 'replace', '')).removed, 30);
  assert.equal((await put(two.audienceId, 'replace', '')).removed, 40);
});

test('who opted out does not come back by a new file, an add or a replace', async () => {
  await optOut('email_hash', emailHashes(101, 10).join('\n'));
  const all = emailHashes(101, 30).join('\n');
  const { audienceId, funnel } = await create(all);
  assert.deepEqual([funnel.suppressed, funnel.accepted, funnel.newly_added], [10, 20, 20]);
  for (const operation of ['add', 'replace', 'add']) {
    const again = await put(audienceId, operation, all);
    assert.deepEqual([again.suppressed, again.newly_added, again.removed], [10, 0, 0]);
  }
});

test('who opted out by one key does not come back by another', async () => {
  await optOut('mobile_advertiser_id', `${person(201).madid}\n${sha256(person(202).madid)}\n`);
  const byEmail = await create(emailHashes(201, 3).join('\n'));
  assert.deepEqual([byEmail.funnel.suppressed, byEmail.funnel.newly_added], [2, 1]);
  const rows = [201, 202, 203].map((number) => `${person(number).externId},${sha256(person(number).phone)}`);
  const byMany = await create(['EXTERN_ID,PHONE', ...rows].join('\n'), null);
  assert.deepEqual([byMany.funnel.suppressed, byMany.funnel.newly_added], [2, 1]);
});

test('an account token does not learn from a report who opted out', async () => {
  await optOut('email_hash', emailHashes(701, 3).join('\n'));
  const content = [...emailHashes(701, 4), emailHashes(701, 1)[0]].join('\n');
  const { audienceId, uploadId } = await createAudience({
    client: shop.writer,
    accountId: shop.accountId,
    content,
  });
  const exact = await appliedUpload(client, uploadId);
  assert.deepEqual([exact.funnel.suppressed, exact.funnel.accepted], [3, 1]);
  const one = await appliedUpload(shop.reader, uploadId);
  const paths = [
    `/custom_audiences/${audienceId}/uploads/${uploadId}`,
    `/custom_audiences/${audienceId}/uploads`,
  ];
  const [ofAudience, listed] = await Promise.all(paths.map((path) => shop.reader.get(path)));
  const shown = [
    one,
    ofAudience?.json<{ upload: UploadReport }>().upload,
    listed?.json<{ uploads: UploadReport[] }>().uploads[0],
  ];
  for (const report of shown) {
    assert.ok(report);
    const { lines, duplicates, suppressed, accepted } = report.funnel;
    assert.deepEqual([lines, duplicates, suppressed, accepted], [5, 1, 0, 4]);
  }
});

test('a row of which one key opted out does not pass by its other keys', async () => {
  await optOut('phone_hash', sha256('15550000000'));
  const row = `${emailHashes(301, 1)[0]},${sha256('15550000000')}`;
  const { funnel } = await create(`EMAIL,PHONE\n${row}\n${emailHashes(302, 1)[0]},\n`, null);
  assert.deepEqual([funnel.suppressed, funnel.accepted, funnel.newly_added], [1, 1, 1]);
});

test('repeated lines of somebody who opted out are duplicates but for one', async () => {
  await optOut('email_hash', emailHashes(401, 1).join());
  const { funnel } = await create(
    [...emailHashes(401, 1), ...emailHashes(401, 1), ...emailHashes(402, 1)].join('\n'),
  );
  assert.deepEqual([funnel.duplicates, funnel.suppressed, funnel.accepted], [1, 1, 1]);
});

test('opt-outs survive a restart', async () => {
  await optOut('email_hash', emailHashes(501, 5).join('\n'));
  await server.stop();
  await server.start();
  const { funnel } = await create(emailHashes(501, 10).join('\n'));
  assert.deepEqual([funnel.suppressed, funnel.newly_added], [5, 5]);
});

test('only an operator opts people out, and only with a file and its kind', async () => {
  const good = [...fields({ user_type: 'email_hash' }), file('x')];
  assert.equal((await shop.writer.sendForm('POST', '/opt_outs', good)).status, 403);
  assert.equal((await client.sendForm('POST', '/opt_outs', fields({ user_type: 'email_hash' }))).status, 400);
  assert.equal((await client.sendForm('POST', '/opt_outs', [file('x')])).status, 400);
  assert.equal(
    (await client.sendForm('POST', '/opt_outs', [...fields({ user_type: 'name' }), file('x')])).status,
    422,
  );
  assert.equal((await client.postJson('/opt_outs', {})).status, 415);
  assert.equal((await client.get('/opt_outs/999999')).status, 404);
});

test('opt-outs are listed, newest first, with how many keys are kept out in all', async () => {
  const { id } = await optOut('email_hash', emailHashes(601, 1).join());
  const answer = await client.get('/opt_outs');
  const { opt_outs: list, meta } = answer.json<{
    opt_outs: OptOut[];
    meta: { page: number; suppressed_keys: number };
  }>();
  assert.equal(list[0]?.id, id);
  assert.ok(meta.suppressed_keys > 300, String(meta.suppressed_keys));
});
