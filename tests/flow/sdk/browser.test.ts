import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openShop, person, TestServer } from '../../dev-env/index.ts';
import { emptyAudience } from './sdk.ts';

const server = await TestServer.start({ people: 100 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);

test('where there is nothing of Node the SDK hashes, uploads and follows as well', async () => {
  const audience = await emptyAudience(shop);
  const child = fileURLToPath(new URL('browser.child.ts', import.meta.url));
  const list = [person(1).email, person(2).email, 'nobody', person(3).email].join('\n');
  const args = [child, server.url, shop.writerToken, audience, list];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const { globals, sums, funnel } = JSON.parse(stdout);
  assert.ok(!globals.includes('process') && !globals.includes('global'), String(globals));
  assert.deepEqual([sums.sent, sums.tally.unusable], [3, 1]);
  assert.deepEqual([funnel.lines, funnel.rejected_by_reason.email_not_hashed], [4, 3]);
  const members = await server.operator.get(`/custom_audiences/${audience}?fields=exact_count`);
  assert.equal(
    members.json<{ fb_custom_audience: { exact_count: number } }>().fb_custom_audience.exact_count,
    3,
  );
});
