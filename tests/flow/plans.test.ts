import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Plan } from '@kindred/contract';
import {
  type Answer,
  appliedUpload,
  assertSumsClose,
  audiencesOf,
  type Client,
  commandsOf,
  emailHashes,
  fields,
  file,
  openShop,
  person,
  sha256,
  strangerHash,
  TestServer,
  updateAudience,
  uploadsOf,
} from '../dev-env/index.ts';

const server = await TestServer.start({ people: 4000 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const client = server.operator;
const { create, put } = audiencesOf(shop, client);

interface Asked {
  readonly as?: Client;
  readonly userType?: string | null;
}

async function ask(
  audienceId: number,
  operation: string,
  content: string,
  asked: Asked = {},
): Promise<Answer> {
  const { as = client, userType = 'email_hash' } = asked;
  const parts = [...fields({ user_type: userType, operation }), file(content)];
  return as.sendForm('POST', `/custom_audiences/${audienceId}/plans`, parts);
}

async function plan(...args: Parameters<typeof ask>): Promise<Plan> {
  const answer = await ask(...args);
  assert.equal(answer.status, 200, answer.text);
  const { plan: told } = answer.json<{ plan: Plan }>();
  if (!told.upload.rounded) assertSumsClose(told.upload.funnel);
  return told;
}

async function audienceOf(first: number, count: number): Promise<number> {
  return (await create(emailHashes(first, count).join('\n'))).audienceId;
}

async function sizeOf(audienceId: number): Promise<number> {
  const answer = await client.get(`/custom_audiences/${audienceId}?fields=exact_count`);
  return answer.json<{ fb_custom_audience: { exact_count: number } }>().fb_custom_audience.exact_count;
}

const list = [
  ...emailHashes(1, 1500),
  ...emailHashes(1, 3),
  strangerHash('one'),
  '',
  'mary@example.com',
].join('\n');
const severalKeys = [
  'EMAIL,PHONE',
  ...Array.from({ length: 1200 }, (_, index) => `${sha256(person(index + 1).email)},`),
  `,${sha256(person(3001).phone)}`,
].join('\n');

test('a plan tells what the upload then does, for every operation, and changes nothing', async () => {
  for (const operation of ['add', 'remove', 'replace']) {
    const audienceId = await audienceOf(1001, 1000);
    const told = await plan(audienceId, operation, list);
    assert.equal(await sizeOf(audienceId), 1000, operation);
    const { uploadId } = await updateAudience(audienceId, operation, { client, content: list });
    const { funnel, rejected_samples: samples } = await appliedUpload(client, uploadId);
    assert.deepEqual(told.upload.funnel, funnel, operation);
    assert.deepEqual(told.upload.rejected_samples, samples);
    assert.deepEqual([told.would_add, told.would_remove], [funnel.newly_added, funnel.removed], operation);
    const stayed = (told.would_stay ?? 0) + (told.would_add ?? 0);
    assert.equal(await sizeOf(audienceId), stayed, operation);
  }
});

test('a plan of a file with several keys a line tells what the upload then does', async () => {
  const content = [
    'EXTERN_ID,PHONE',
    ...emailHashes(1, 20).map((_, index) => `${person(index + 1).externId},`),
  ];
  const { audienceId } = await create(content.join('\n'), null);
  const told = await plan(audienceId, 'replace', severalKeys, { userType: null });
  assert.deepEqual(told.upload.funnel, await put(audienceId, 'replace', severalKeys));
  assert.deepEqual([told.would_add, told.would_remove, told.would_stay], [1181, 0, 20]);
});

test('a plan stays on record with its exact numbers, and takes no part in the order of the audience', async () => {
  const audienceId = await audienceOf(1, 10);
  const told = await plan(audienceId, 'remove', emailHashes(1, 4).join('\n'), { as: shop.writer });
  assert.equal(told.upload.state, 'planned');
  const [newest] = await uploadsOf(client, audienceId);
  assert.deepEqual([newest?.id, newest?.state, newest?.funnel.removed], [told.upload.id, 'planned', 4]);
  await server.stop();
  await server.start();
  assert.equal((await uploadsOf(client, audienceId))[0]?.state, 'planned');
  assert.equal((await put(audienceId, 'add', emailHashes(11, 1).join('\n'))).newly_added, 1);
});

test('an account token learns no more from a plan than from an upload', async () => {
  const audienceId = await audienceOf(1, 1200);
  const small = await plan(audienceId, 'replace', emailHashes(1, 5).join('\n'), { as: shop.writer });
  assert.deepEqual([small.would_add, small.would_remove, small.would_stay], [null, 1200, null]);
  assert.deepEqual([small.upload.rounded, small.upload.funnel.matched], [true, null]);
  const one = await plan(audienceId, 'replace', emailHashes(1001, 1414).join('\n'), { as: shop.writer });
  const two = await plan(audienceId, 'replace', emailHashes(1001, 1415).join('\n'), { as: shop.writer });
  assert.deepEqual(
    [one.would_add, one.would_remove, one.would_stay],
    [two.would_add, two.would_remove, two.would_stay],
  );
  assert.equal((await ask(audienceId, 'add', list, { as: shop.reader })).status, 403);
  const stranger = await openShop(server, 'Other');
  assert.equal((await ask(audienceId, 'add', list, { as: stranger.writer })).status, 404);
});

test('the command line tells a plan, and says what to do with a list that is plain', async () => {
  const audienceId = await audienceOf(1, 100);
  const run = commandsOf(server);
  const to = ['--audience', String(audienceId), '--user-type', 'email_hash'];
  const told = await run(['plan', '-', ...to, '--replace'], { input: emailHashes(51, 60).join('\n') });
  assert.equal(told.code, 0, told.err);
  assert.match(told.out, /nothing was changed/);
  assert.match(told.out, /would be added +10\b/);
  assert.match(told.out, /would be removed +50\b/);
  assert.match(told.out, /would stay +50\b/);
  const plain = await run(['plan', '-', ...to], { input: 'mary@example.com\n' });
  assert.equal(plain.code, 1);
  assert.match(plain.err, /kindred hash/);
});
