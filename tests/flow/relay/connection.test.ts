import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { UploadReport } from '@kindred/contract';
import {
  createAudience,
  emailHashes,
  makeApp,
  makeToken,
  openShop,
  TestServer,
  until,
} from '../../dev-env/index.ts';
import { connect, openRemoteShop, peopleThere, relayed, relayOf, remoteIdOf } from './remote.ts';

const meta = await TestServer.start({ people: 1000 });
after(() => meta[Symbol.asyncDispose]());
const here = await TestServer.start();
after(() => here[Symbol.asyncDispose]());

interface Check {
  readonly good: boolean;
  readonly findings: readonly { readonly topic: string; readonly state: string; readonly say: string }[];
}

async function check(accountId: number): Promise<Check> {
  const answer = await here.operator.get(`/fb_ad_accounts/${accountId}/connection/check`);
  assert.equal(answer.status, 200, answer.text);
  return answer.json<{ check: Check }>().check;
}

test('a good token is found good, a wrong one is told apart, and neither is ever shown', async () => {
  const shop = await openRemoteShop(here, meta);
  const good = await check(shop.accountId);
  assert.equal(good.good, true, JSON.stringify(good.findings));
  await connect(here, shop.accountId, { access_token: 'nobody-knows-this' });
  const bad = await check(shop.accountId);
  assert.equal(bad.good, false);
  assert.match(bad.findings.find(({ state }) => state === 'missing')?.say ?? '', /token/i);
  for (const path of [`/fb_ad_accounts/${shop.accountId}/connection`, '/relay', '/fb_ad_accounts']) {
    const { text } = await here.operator.get(path);
    assert.doesNotMatch(text, /nobody-knows-this/);
    assert.ok(!text.includes(shop.there.writerToken));
  }
});

test('a token that ended pauses its account, which keeps everything and says so until it has another', async () => {
  const shop = await openRemoteShop(here, meta);
  await connect(here, shop.accountId, { access_token: 'ended' });
  const { audienceId, uploadId } = await createAudience({
    client: shop.writer,
    accountId: shop.accountId,
    content: emailHashes(1, 50).join('\n'),
  });
  const reportOf = async () =>
    (await here.operator.get(`/uploads/${uploadId}`)).json<{ upload: UploadReport }>().upload;
  await until('a pause', async () => relayOf(await reportOf()).state === 'paused');
  assert.match(relayOf(await reportOf()).say, /token|connect/i);
  const hidden = await shop.writer.get(`/custom_audiences/${audienceId}`);
  assert.equal(hidden.json<{ fb_custom_audience: { fb_id: null } }>().fb_custom_audience.fb_id, null);
  await connect(here, shop.accountId, { access_token: shop.there.writerToken });
  const report = await relayed(shop, uploadId);
  assert.equal(relayOf(report).rows.relayed, 50);
  assert.equal(await peopleThere(meta, await remoteIdOf(shop, audienceId)), 50);
});

test('an app that asks for proofs is given them', async () => {
  const app = await makeApp(meta.operator, { require_proof: true });
  const shop = await openRemoteShop(here, meta);
  const token = await makeToken(meta.operator, 'account_write', [shop.there.accountId], app.id);
  await connect(here, shop.accountId, { access_token: token });
  assert.equal((await check(shop.accountId)).good, false);
  const connection = await connect(here, shop.accountId, { access_token: token, app_secret: app.secret });
  assert.equal(connection.has_app_secret, true);
  assert.equal((await check(shop.accountId)).good, true);
});

test('only ad accounts at Meta are connected, and only connected ones take files', async () => {
  const local = await openShop(here, 'Local');
  const answer = await here.operator.get(`/fb_ad_accounts/${local.accountId}/connection`);
  assert.equal(answer.status, 422);
  assert.equal(answer.json<{ error: { code: string } }>().error.code, 'account_is_local');
  const made = await here.operator.postJson('/fb_ad_accounts', { name: 'x', fb_id: '77', platform: 'meta' });
  const { id } = made.json<{ fb_ad_account: { id: number } }>().fb_ad_account;
  const missing = await here.operator.get(`/fb_ad_accounts/${id}/connection`);
  assert.equal(missing.json<{ error: { code: string } }>().error.code, 'account_not_connected');
  const elsewhere = await here.operator.call({ method: 'GET', path: '/v25.0/act_77/customaudiences' });
  assert.equal(elsewhere.status, 400);
});

test('the status and the size of an audience are what its platform says', async () => {
  const shop = await openRemoteShop(here, meta);
  const { audienceId, uploadId } = await createAudience({
    client: shop.writer,
    accountId: shop.accountId,
    content: emailHashes(1, 50).join('\n'),
  });
  await relayed(shop, uploadId);
  await peopleThere(meta, await remoteIdOf(shop, audienceId));
  const fields = 'approximate_count_lower_bound,operation_status,delivery_status';
  const answer = await shop.writer.get(`/custom_audiences/${audienceId}?fields=${fields}`);
  const { fb_custom_audience: audience } = answer.json<{
    fb_custom_audience: {
      approximate_count_lower_bound: number;
      operation_status: { code: number };
      delivery_status: { code: number };
    };
  }>();
  assert.ok([200, 441].includes(audience.operation_status.code), answer.text);
  assert.ok([1000, -1].includes(audience.approximate_count_lower_bound), answer.text);
});
