import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import {
  appliedAudience,
  appliedUpload,
  emailHashes,
  fields,
  file,
  makeApp,
  makeToken,
  openShop,
  person,
  proofOf,
  sha256,
  TestServer,
  updateAudience,
} from '../dev-env/index.ts';

const server = await TestServer.start({ people: 50, settings: { KINDRED_LOG_LEVEL: 'trace' } });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const app = await makeApp(server.operator, { require_proof: true });
const appUserToken = await makeToken(server.operator, 'account_read', [shop.accountId], app.id);
const appToken = await readApp();

/** Everything that could say who somebody is, in every way in which it could be written. */
const secrets: Readonly<Record<string, Buffer | string>> = {
  'an e-mail address of the population': person(7).email,
  'a phone number of the population': person(7).phone,
  'a mobile id of the population': person(7).madid,
  'a family name of the population': person(7).ln,
  'an uploaded e-mail address': 'mary.poppins@example.com',
  'an uploaded phone number': '15559876543',
  'an uploaded third-party id': 'opaque-id-of-mary',
  'the hash of an e-mail address': sha256(person(7).email),
  'the bytes of that hash': Buffer.from(sha256(person(7).email), 'hex'),
  'the hash in capitals': sha256(person(7).email).toUpperCase(),
  'a rejected hash of 63 digits': 'f00dfeed'.repeat(8).slice(1),
  'the token of an account': shop.writerToken,
  'the token of the operator': server.operatorToken,
  'the secret of an app': app.secret,
  'the token of an app': appToken,
  'a token that belongs to the app': appUserToken,
};

const plain = ['mary.poppins@example.com', '15559876543', '+1 (555) 987-6543', 'f00dfeed'.repeat(8).slice(1)];

/** Uses the app in all the ways in which its secret is sent or checked; gives its token. */
async function readApp(): Promise<string> {
  const granted = await server
    .as(null)
    .get(`/oauth/access_token?grant_type=client_credentials&client_id=${app.id}&client_secret=${app.secret}`);
  const { access_token: text } = granted.json<{ access_token: string }>();
  for (const token of [text, `${app.id}|${app.secret}`, appUserToken]) {
    const path = `/v25.0/app?appsecret_proof=${proofOf(app, token)}&access_token=${encodeURIComponent(token)}`;
    const answer = await server.as(null).get(path);
    assert.equal(answer.status, 200, answer.text);
    assert.equal((await server.as(token).get(`${path}0`)).status, 400);
  }
  return text;
}

async function upload(): Promise<void> {
  const options = { client: shop.writer, accountId: shop.accountId };
  const { audienceId } = await appliedAudience({
    ...options,
    content: [...emailHashes(1, 30), ...plain].join('\n'),
  });
  await appliedAudience({
    ...options,
    content: `EMAIL,MADID\n${sha256(person(7).email)},${person(7).madid}\nmary.poppins@example.com,\n`,
    userType: null,
  });
  await appliedAudience({
    ...options,
    content: 'opaque-id-of-mary\n',
    userType: 'custom_audience_third_party_id',
  });
  const { uploadId } = await updateAudience(audienceId, 'remove', {
    client: shop.writer,
    content: plain.join('\n'),
  });
  await appliedUpload(shop.writer, uploadId);
  const large = `${plain.join('\n')}\n`.repeat(120_000);
  const behind = fields({ fb_ad_account_id: shop.graphId, name: 'Late', user_type: 'email_hash' });
  const late = await shop.writer.sendForm('POST', '/custom_audiences', [file(large), ...behind]);
  assert.equal(late.status, 201, late.text);
  await appliedUpload(shop.writer, Number(late.headers['x-upload-id']));
}

/** Requests that fail in various ways, with secrets in places where they do not belong. */
async function provoke(): Promise<void> {
  await shop.writer.get(
    `/custom_audiences?fb_ad_account_id=mary.poppins@example.com&access_token=${shop.writerToken}`,
  );
  for (const path of ['/custom_audiences/', '/uploads/', '/custom_audiences/1/uploads/', '/']) {
    for (const secret of ['mary.poppins@example.com', '15559876543']) await shop.writer.get(path + secret);
  }
  await shop.writer.sendForm('PUT', '/custom_audiences/1', [
    ...fields({ user_type: 'mary.poppins@example.com' }),
    file('15559876543'),
  ]);
  await shop.writer.call({ method: 'PUT', path: '/custom_audiences/1', body: 'mary.poppins@example.com' });
  await server.operator.call({
    method: 'POST',
    path: '/fb_ad_accounts',
    headers: { 'content-type': 'application/json' },
    body: '{"name": mary.poppins@example.com',
  });
}

function filesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => join(directory, name))
    .filter((path) => statSync(path).isFile());
}

test('nothing that says who somebody is lies on the disk or stands in the log', async (context) => {
  await upload();
  await provoke();
  await server.kill();
  const log = Buffer.from(server.said.output + server.said.errors);
  const files = filesIn(server.dataDir).map((path) => ({ path, bytes: readFileSync(path) }));
  assert.ok(files.length > 20 && log.length > 1000);
  for (const path of ['/custom_audiences/1', '/custom_audiences/:id', '/uploads/:uploadId', '/:id']) {
    assert.ok(log.includes(`"path":"${path}"`), `the log does not say ${path}`);
  }
  for (const [name, secret] of Object.entries(secrets)) {
    await context.test(name, () => {
      assert.deepEqual(
        files.filter(({ bytes }) => bytes.includes(secret)).map(({ path }) => path),
        [],
      );
      assert.ok(!log.includes(secret), 'it stands in the log');
    });
  }
});
