import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Funnel, RejectReason } from '@kindred/contract';
import {
  appliedAudience,
  appliedUpload,
  assertSumsClose,
  openShop,
  person,
  sha256,
  TestServer,
  updateAudience,
} from '../dev-env/index.ts';

const server = await TestServer.start({ people: 100 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);

async function send(userType: string, lines: readonly (string | Buffer)[]) {
  const content = Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from('\n')]));
  const made = await appliedAudience({
    client: server.operator,
    accountId: shop.accountId,
    content,
    userType,
  });
  assertSumsClose(made.report.funnel);
  return made;
}

async function funnelOf(userType: string, lines: readonly (string | Buffer)[]): Promise<Funnel> {
  return (await send(userType, lines)).report.funnel;
}

const [ada, bob, cleo] = [person(1), person(2), person(3)];

const kinds = [
  { userType: 'email_hash', kind: 'EMAIL', valueFor: (n: number) => sha256(person(n).email) },
  { userType: 'phone_hash', kind: 'PHONE', valueFor: (n: number) => sha256(person(n).phone) },
  { userType: 'fbid', kind: 'UID', valueFor: (n: number) => person(n).uid },
  {
    userType: 'custom_audience_third_party_id',
    kind: 'THIRD_PARTY_ID',
    valueFor: (n: number) => person(n).thirdPartyId,
  },
  { userType: 'mobile_advertiser_id', kind: 'MADID', valueFor: (n: number) => person(n).madid },
] as const;

for (const { userType, kind, valueFor } of kinds) {
  test(`a file of ${userType} finds people by their ${kind}`, async () => {
    const { report } = await send(userType, [
      valueFor(1),
      ` "${valueFor(2)}"`,
      valueFor(1),
      '',
      valueFor(777_777),
    ]);
    const { funnel } = report;
    assert.deepEqual(funnel.matched_by_kind, { [kind]: 2 });
    assert.deepEqual(
      [funnel.lines, funnel.blank, funnel.duplicates, funnel.accepted, funnel.newly_added],
      [5, 1, 1, 3, 2],
    );
    assert.equal(report.user_type, userType);
    assert.equal(report.schema, null);
  });
}

test('the hash of an e-mail address finds nobody as a phone number', async () => {
  const funnel = await funnelOf('phone_hash', [sha256(ada.email)]);
  assert.equal(funnel.accepted, 1);
  assert.equal(funnel.matched, 0);
});

test('a mobile id finds the same person in small letters, in capital letters and hashed', async () => {
  const forms = [ada.madid, bob.madid.toUpperCase(), sha256(cleo.madid), sha256(cleo.madid).toUpperCase()];
  const funnel = await funnelOf('mobile_advertiser_id', forms);
  assert.deepEqual([funnel.duplicates, funnel.matched, funnel.newly_added], [1, 3, 3]);
});

test('the same mobile id raw and hashed is one entry', async () => {
  const funnel = await funnelOf('mobile_advertiser_id', [
    ada.madid,
    sha256(ada.madid),
    ada.madid.toUpperCase(),
  ]);
  assert.deepEqual([funnel.duplicates, funnel.accepted, funnel.newly_added], [2, 1, 1]);
});

const refused: readonly (readonly [userType: string, line: string | Buffer, reason: RejectReason])[] = [
  ['mobile_advertiser_id', '00000000-0000-0000-0000-000000000000', 'zero_mobile_id'],
  ['mobile_advertiser_id', ada.madid.replaceAll('-', ''), 'not_a_mobile_id'],
  ['mobile_advertiser_id', `${ada.madid}0`, 'not_a_mobile_id'],
  ['mobile_advertiser_id', 'mary@example.com', 'not_a_mobile_id'],
  ['mobile_advertiser_id', sha256(''), 'hash_of_empty'],
  ['fbid', '12a4', 'not_a_numeric_id'],
  ['fbid', '-5', 'not_a_numeric_id'],
  ['fbid', '1.5', 'not_a_numeric_id'],
  ['fbid', '123456789012345678901', 'not_a_numeric_id'],
  ['custom_audience_third_party_id', 'a\u0001b', 'id_characters'],
  ['custom_audience_third_party_id', 'a\u0000b', 'id_characters'],
  ['custom_audience_third_party_id', 'z'.repeat(1025), 'line_too_long'],
  ['custom_audience_third_party_id', Buffer.from([0x61, 0xff]), 'not_utf8'],
  ['phone_hash', '+39 02 1234567', 'phone_not_hashed'],
];

for (const [userType, line, reason] of refused) {
  const shown = Buffer.from(line)
    .toString('latin1')
    .slice(0, 40)
    .replace(/[^ -~]/g, '?');
  test(`in a file of ${userType} the line ${shown} is rejected as ${reason}`, async () => {
    const { report } = await send(userType, [line]);
    assert.deepEqual(report.funnel.rejected_by_reason, { [reason]: 1 });
    assert.equal(report.rejected_samples[0]?.line, 1);
  });
}

test('a third-party id is taken as it is: letters keep their case and quotes inside count', async () => {
  const funnel = await funnelOf('custom_audience_third_party_id', [
    ada.thirdPartyId.toUpperCase(),
    'a"b',
    "a'b",
  ]);
  assert.deepEqual([funnel.duplicates, funnel.accepted, funnel.matched], [0, 3, 0]);
});

test('a PUT may bring another kind of key than the one that the audience was made with', async () => {
  const { audienceId } = await send('email_hash', [sha256(ada.email)]);
  const put = { client: server.operator, content: `${sha256(ada.phone)}\n${sha256(bob.phone)}\n` };
  const { uploadId } = await updateAudience(audienceId, 'add', { ...put, userType: 'phone_hash' });
  const { funnel } = await appliedUpload(server.operator, uploadId);
  assert.deepEqual(funnel.matched_by_kind, { PHONE: 2 });
  assert.equal(funnel.newly_added, 1);
});

test('a PUT without user_type takes the kind of the audience', async () => {
  const { audienceId } = await send('fbid', [ada.uid]);
  const { uploadId } = await updateAudience(audienceId, null, { client: server.operator, content: bob.uid });
  const report = await appliedUpload(server.operator, uploadId);
  assert.equal(report.user_type, 'fbid');
  assert.equal(report.operation, 'add');
  assert.equal(report.funnel.newly_added, 1);
});

test('a person found by two keys is in the audience once', async () => {
  const { audienceId } = await send('email_hash', [sha256(ada.email)]);
  const again = { client: server.operator, content: ada.madid, userType: 'mobile_advertiser_id' };
  const { uploadId } = await updateAudience(audienceId, 'add', again);
  assert.equal((await appliedUpload(server.operator, uploadId)).funnel.newly_added, 0);
  const out = { client: server.operator, content: sha256(ada.phone), userType: 'phone_hash' };
  const removal = await updateAudience(audienceId, 'remove', out);
  assert.equal((await appliedUpload(server.operator, removal.uploadId)).funnel.removed, 1);
});
