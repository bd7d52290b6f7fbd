import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  type Answer,
  appliedUpload,
  createAudience,
  emailHashes,
  fields,
  file,
  formOf,
  makeToken,
  openShop,
  slowUpload,
  TestServer,
  untilReceiving,
} from '../dev-env/index.ts';

const server = await TestServer.start({ people: 100 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const content = emailHashes(1, 20).join('\n');
let keys = 0;

function newKey(): string {
  keys += 1;
  return `key-${keys}`;
}

const good = () => fields({ fb_ad_account_id: shop.graphId, name: 'Once', user_type: 'email_hash' });

function post(key: string, parts = [...good(), file(content)], token = shop.writerToken): Promise<Answer> {
  return server.as(token).sendForm('POST', '/custom_audiences', parts, { 'idempotency-key': key });
}

async function uploadsOf(audienceId: number): Promise<number> {
  const answer = await shop.reader.get(`/custom_audiences/${audienceId}/uploads`);
  return answer.json<{ meta: { total: number } }>().meta.total;
}

async function audiences(): Promise<number> {
  const answer = await shop.reader.get(`/custom_audiences?fb_ad_account_id=${shop.graphId}`);
  return answer.json<{ meta: { total: number } }>().meta.total;
}

function assertReused(answer: Answer): void {
  assert.equal(answer.status, 422, answer.text);
  assert.equal(answer.json<{ error: { code: string } }>().error.code, 'idempotency_key_reused');
}

test('a repeated POST gets the first answer again, and no second audience is made', async () => {
  const key = newKey();
  const first = await post(key);
  const count = await audiences();
  // The boundary of the form differs from one request to the next; what is in it does not.
  const second = await post(key);
  assert.deepEqual([second.status, second.text], [201, first.text]);
  assert.equal(second.headers['x-upload-id'], first.headers['x-upload-id']);
  assert.equal(second.headers.location, first.headers.location);
  assert.equal(second.headers.etag, first.headers.etag);
  assert.equal(first.headers['idempotency-replayed'], undefined);
  assert.equal(second.headers['idempotency-replayed'], 'true');
  assert.equal(await audiences(), count);
});

test('a repeated PUT gets the first answer again and is applied once', async () => {
  const { audienceId } = await createAudience({ client: shop.writer, accountId: shop.accountId, content });
  const put = (key: string) =>
    shop.writer.sendForm('PUT', `/custom_audiences/${audienceId}`, [file(content)], {
      'idempotency-key': key,
    });
  const key = newKey();
  const [first, second, third] = [await put(key), await put(key), await put(key)];
  assert.equal(first.headers['x-upload-id'], second.headers['x-upload-id']);
  assert.equal(first.headers['x-upload-id'], third.headers['x-upload-id']);
  assert.equal(await uploadsOf(audienceId), 2);
  await put(newKey());
  assert.equal(await uploadsOf(audienceId), 3);
});

test('the order of fields, and whether they stand before or behind the file, makes no other request', async () => {
  const key = newKey();
  const first = await post(key, [...good(), file(content)]);
  const behind = await post(key, [file(content), ...good().toReversed()]);
  assert.equal(behind.headers['idempotency-replayed'], 'true');
  assert.equal(behind.text, first.text);
});

test('a key with another file, other fields or another address is refused', async () => {
  const key = newKey();
  const { audienceId } = await createAudience({
    client: shop.writer,
    accountId: shop.accountId,
    content,
    headers: { 'idempotency-key': key },
  });
  assertReused(await post(key, [...good(), file(`${content}\n`)]));
  assertReused(
    await post(key, [...fields({ fb_ad_account_id: shop.graphId, name: 'Twice' }), file(content)]),
  );
  const put = [file(content)];
  assertReused(
    await shop.writer.sendForm('PUT', `/custom_audiences/${audienceId}`, put, { 'idempotency-key': key }),
  );
});

test('a key belongs to the token that sent it', async () => {
  const key = newKey();
  const other = await makeToken(server.operator, 'account_write', [shop.accountId]);
  const [first, second] = [await post(key), await post(key, [...good(), file(content)], other)];
  assert.equal(second.status, 201);
  assert.notEqual(first.headers['x-upload-id'], second.headers['x-upload-id']);
});

test('while a request with a key is being received another one is refused with 409, and later gets its answer', async () => {
  const { audienceId } = await createAudience({
    client: shop.writer,
    accountId: shop.accountId,
    content: '',
  });
  const path = `/custom_audiences/${audienceId}`;
  const headers = { 'idempotency-key': newKey() };
  const put = () =>
    shop.writer.sendForm('PUT', path, [...fields({ user_type: 'email_hash' }), file(content)], headers);
  const slow = slowUpload({
    url: server.url,
    method: 'PUT',
    path,
    headers: { authorization: `Bearer ${shop.writerToken}`, ...headers },
    fields: { user_type: 'email_hash' },
  });
  slow.write(content.slice(0, 100));
  await untilReceiving(shop.reader, audienceId);
  const busy = await put();
  assert.equal(busy.status, 409, busy.text);
  assert.equal(busy.json<{ error: { code: string } }>().error.code, 'idempotency_key_in_use');
  assert.ok(Number(busy.headers['retry-after']) >= 1);
  slow.write(content.slice(100));
  slow.finish();
  const first = await slow.answer;
  assert.equal(first.status, 200, first.text);
  const replayed = await put();
  assert.equal(replayed.headers['idempotency-replayed'], 'true');
  assert.equal(replayed.headers['x-upload-id'], first.headers['x-upload-id']);
});

test('of many requests with one key at the same time one is applied', async () => {
  const key = newKey();
  const count = await audiences();
  const answers = await Promise.all(Array.from({ length: 8 }, () => post(key)));
  const done = answers.filter((answer) => answer.status === 201);
  assert.ok(done.length >= 1);
  assert.equal(new Set(done.map((answer) => answer.headers['x-upload-id'])).size, 1);
  assert.ok(answers.every((answer) => [201, 409].includes(answer.status)));
  assert.equal(await audiences(), count + 1);
});

test('a refused request frees its key', async () => {
  const key = newKey();
  const refused = await post(key, [...fields({ fb_ad_account_id: shop.graphId, name: '' }), file(content)]);
  assert.equal(refused.status, 422);
  const second = await post(key);
  assert.equal(second.status, 201, second.text);
  assert.equal(second.headers['idempotency-replayed'], undefined);
});

test('a request that breaks off frees its key', async () => {
  const key = newKey();
  const form = formOf([...good(), file(content)]);
  const cut = await shop.writer.call({
    method: 'POST',
    path: '/custom_audiences',
    body: form.body.subarray(0, form.body.length - 60),
    headers: { 'content-type': form.contentType, 'idempotency-key': key },
  });
  assert.equal(cut.status, 400, cut.text);
  assert.equal((await post(key)).status, 201);
});

for (const [name, key] of [
  ['too long', 'k'.repeat(256)],
  ['empty', ''],
  ['blank', '  '],
] as const) {
  test(`a key that is ${name} is refused`, async () => {
    const answer = await post(key);
    assert.equal(answer.status, 422, answer.text);
    assert.match(answer.text, /Idempotency-Key/);
  });
}

test('a key of 255 characters is taken', async () => {
  assert.equal((await post('k'.repeat(255))).status, 201);
});

test('kept answers survive a restart', async () => {
  const key = newKey();
  const first = await post(key);
  await server.stop();
  await server.start();
  const second = await post(key);
  assert.equal(second.text, first.text);
  assert.equal(second.headers['idempotency-replayed'], 'true');
  const report = await appliedUpload(server.operator, Number(first.headers['x-upload-id']));
  assert.equal(report.funnel.newly_added, 20);
});
