import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  appliedAudience,
  emailHashes,
  fields,
  file,
  openShop,
  TestServer,
  uploadsOf,
} from '../dev-env/index.ts';

const server = await TestServer.start({ people: 100 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const { audienceId } = await appliedAudience({
  client: server.operator,
  accountId: shop.accountId,
  content: emailHashes(1, 20).join('\n'),
});
const content = emailHashes(1, 50).join('\n');

/** The same stores under a server that wants more room on the disk than there is. */
async function startWithoutRoom(): Promise<void> {
  await server.stop();
  await server.start({ KINDRED_DISK_FREE_BYTES_MIN: String(2 ** 50) });
}

test('when the disk is full an upload is refused with 507, and what is stored can be read', async () => {
  await startWithoutRoom();
  const forms = [
    ['PUT', `/custom_audiences/${audienceId}`, fields({ operation: 'replace' })],
    [
      'POST',
      '/custom_audiences',
      fields({ fb_ad_account_id: shop.graphId, name: 'No room', user_type: 'email_hash' }),
    ],
  ] as const;
  for (const [method, path, parts] of forms) {
    for (const form of [
      [...parts, file(content)],
      [file(content), ...parts],
    ]) {
      const answer = await shop.writer.sendForm(method, path, form);
      assert.equal(answer.status, 507, answer.text);
      assert.equal(answer.json<{ error: { code: string } }>().error.code, 'storage_full');
    }
  }
  assert.equal((await shop.reader.get(`/custom_audiences/${audienceId}`)).status, 200);
});

test('nothing of a refused upload was half-applied', async () => {
  await server.stop();
  await server.start();
  const uploads = await uploadsOf(server.operator, audienceId);
  assert.deepEqual(
    uploads.filter(({ state }) => state !== 'applied' && state !== 'aborted'),
    [],
  );
  assert.equal(uploads.filter(({ state }) => state === 'applied').length, 1);
  const list = await shop.reader.get(`/custom_audiences?fb_ad_account_id=${shop.graphId}`);
  assert.equal(list.json<{ meta: { total: number } }>().meta.total, 1);
});

test('the refused request, sent again when there is room, is taken under the same key', async () => {
  const send = () =>
    shop.writer.sendForm(
      'PUT',
      `/custom_audiences/${audienceId}`,
      [...fields({ operation: 'replace' }), file(content)],
      { 'idempotency-key': 'when there is room' },
    );
  await startWithoutRoom();
  assert.equal((await send()).status, 507);
  await server.stop();
  await server.start();
  const answer = await send();
  assert.equal(answer.status, 200, answer.text);
  assert.equal(answer.headers['idempotency-replayed'], undefined);
});
