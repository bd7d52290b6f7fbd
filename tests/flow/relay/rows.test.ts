import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createAudience, emailHashes, sha256, TestServer } from '../../dev-env/index.ts';
import { openRemoteShop, peopleThere, relayedAudience, relayOf, sendRelayed } from './remote.ts';

const meta = await TestServer.start({ people: 3000 });
after(() => meta[Symbol.asyncDispose]());
const here = await TestServer.start();
after(() => here[Symbol.asyncDispose]());
const shop = await openRemoteShop(here, meta);

test('rows of several keys and values arrive as they are, and refused ones are named by their lines', async () => {
  const emails = emailHashes(1, 60);
  const lines = emails.map(
    (email, index) =>
      `${index === 6 ? '' : `id "${index}", x`.replaceAll('"', '""')}|${email}|${index + 0.5}`,
  );
  const quoted = lines.map((line) => {
    const [id = '', email = '', value = ''] = line.split('|');
    return `"${id}",${email},${value}`;
  });
  const content = ['EXTERN_ID,EMAIL,LOOKALIKE_VALUE', ...quoted, '', 'broken'].join('\n');
  const { fbId, report } = await relayedAudience(shop, content, { userType: null });
  assert.equal(report.funnel.accepted, 60);
  const { rows, refused_samples: samples, refused_unnamed: unnamed } = relayOf(report);
  assert.equal(rows.refused, 1);
  assert.equal(rows.relayed, 59);
  assert.deepEqual(
    samples.map(({ line }) => line),
    [8],
  );
  assert.match(samples[0]?.reason ?? '', /external/);
  assert.equal(unnamed, 0);
  assert.equal(await peopleThere(meta, fbId), 59);
});

test('mobile ids travel as they are', async () => {
  const ids = Array.from({ length: 20 }, (_, index) => `1234ABCD-0000-4000-8000-0000000000${index + 10}`);
  const { report } = await relayedAudience(shop, ids.join('\n'), { userType: 'mobile_advertiser_id' });
  assert.equal(relayOf(report).rows.relayed, 20);
});

test('rows that Meta has no column for are refused with a reason, and leave nothing', async () => {
  const form = { client: shop.writer, accountId: shop.accountId, content: '123\n456', userType: 'fbid' };
  await assert.rejects(createAudience(form), /rows_not_relayable/);
});

test('a list of one column in a file with a header is a list of one key there', async () => {
  const content = ['EMAIL', ...emailHashes(1, 30)].join('\n');
  const { fbId } = await relayedAudience(shop, content, { userType: null });
  assert.equal(await peopleThere(meta, fbId), 30);
});

test('an empty file makes an audience that is there, and empty', async () => {
  const { fbId, report } = await relayedAudience(shop, '');
  assert.equal(relayOf(report).batches.all, 0);
  assert.equal(await peopleThere(meta, fbId), 0);
});

test('a file of strangers only arrives too, and finds nobody', async () => {
  const content = Array.from({ length: 10 }, (_, index) => sha256(`stranger ${index}`)).join('\n');
  const { fbId, report } = await relayedAudience(shop, content);
  assert.equal(relayOf(report).rows.relayed, 10);
  assert.equal(await peopleThere(meta, fbId), 0);
});

test('a removal by a file with a header takes out whom it names', async () => {
  const file = (count: number) =>
    ['EMAIL,PHONE', ...emailHashes(1, count).map((email) => `${email},`)].join('\n');
  const { audienceId, fbId } = await relayedAudience(shop, file(40), { userType: null });
  await sendRelayed(shop, audienceId, 'remove', file(15), null);
  assert.equal(await peopleThere(meta, fbId), 25);
});
