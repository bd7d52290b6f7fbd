import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  appliedAudience,
  appliedUpload,
  createAudience,
  emailHashes,
  openShop,
  type SlowUpload,
  slowUpload,
  strangerHash,
  TestServer,
  untilReceiving,
} from '../dev-env/index.ts';

const server = await TestServer.start({ people: 1000 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const content = `${emailHashes(1, 100).join('\n')}\n`;

async function slowPut(): Promise<{ readonly upload: SlowUpload; readonly audienceId: number }> {
  const { audienceId } = await appliedAudience({
    client: server.operator,
    accountId: shop.accountId,
    content,
  });
  const upload = slowUpload({
    url: server.url,
    method: 'PUT',
    path: `/custom_audiences/${audienceId}`,
    headers: { authorization: `Bearer ${shop.writerToken}` },
    fields: { user_type: 'email_hash', operation: 'replace' },
  });
  upload.write(`${emailHashes(51, 100).join('\n')}\n`);
  await untilReceiving(server.operator, audienceId);
  return { upload, audienceId };
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`a server that is asked to end with ${signal} ends with code 0`, async () => {
    await server.stop();
    const running = server.spawn();
    await running.listening;
    running.signal(signal);
    assert.deepEqual(await running.ended, { code: 0, signal: null });
    assert.equal(running.errors(), '');
    assert.match(running.output(), /Kindred stops: .*\nKindred has stopped\.\n$/s);
    await server.start();
  });
}

test('a server that is asked to end while it starts ends with code 0', async () => {
  await server.stop();
  for (const waitMs of [300, 600, 900]) {
    const starting = server.spawn();
    await sleep(waitMs);
    starting.signal('SIGTERM');
    const { code, signal } = await starting.ended;
    // Before its first lines have run a process has no handler yet.
    assert.ok(code === 0 || signal === 'SIGTERM', `${code} ${signal} ${starting.errors()}`);
  }
  await server.start();
});

test('an upload in flight is finished and answered before the server ends, and applied after the next start', async () => {
  const { upload } = await slowPut();
  const ended = server.stop();
  await sleep(300);
  upload.write(`${emailHashes(151, 10).join('\n')}\n`);
  upload.finish();
  const answer = await upload.answer;
  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual(await ended, { code: 0, signal: null });
  await server.start();
  const { funnel } = await appliedUpload(server.operator, Number(answer.headers['x-upload-id']));
  assert.deepEqual([funnel.lines, funnel.newly_added, funnel.removed], [110, 60, 50]);
});

test('a server that ends takes no new requests', async () => {
  const { upload } = await slowPut();
  const url = server.url;
  const ended = server.stop();
  await sleep(300);
  const late = await fetch(`${url}/health`).then(
    (answer) => answer.status,
    () => 'refused',
  );
  assert.ok(late === 'refused' || late === 503, String(late));
  upload.finish();
  assert.equal((await upload.answer).status, 200);
  assert.equal((await ended).code, 0);
  await server.start();
});

test('what was answered and not yet applied when the server ended is applied after the next start', async () => {
  const large = `${content}${Array.from({ length: 200_000 }, (_, index) => strangerHash(index)).join('\n')}`;
  const uploads: number[] = [];
  for (let count = 0; count < 4; count += 1) {
    const made = await createAudience({ client: shop.writer, accountId: shop.accountId, content: large });
    uploads.push(made.uploadId);
  }
  assert.equal((await server.stop()).code, 0);
  await server.start();
  for (const id of uploads) {
    assert.equal((await appliedUpload(server.operator, id)).funnel.newly_added, 100);
  }
});
