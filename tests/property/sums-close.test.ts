import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import {
  appliedUpload,
  createAudience,
  emailHashes,
  openShop,
  optOut,
  TestServer,
  updateAudience,
} from '../dev-env/index.ts';
import { firstOptedOut, townPeople } from './line.ts';
import { applied } from './model.ts';
import { type Upload, uploads } from './upload.ts';

const server = await TestServer.start({ people: townPeople });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const client = server.operator;
await optOut(client, emailHashes(firstOptedOut, townPeople - firstOptedOut + 1).join('\n'));

/** The first file makes the audience, so for it every operation is an add. */
async function send(all: readonly Upload[]): Promise<{ audienceId: number; uploadIds: number[] }> {
  const [first, ...rest] = all;
  const { content, userType } = first ?? { content: '', userType: 'email_hash' };
  const made = await createAudience({ client, accountId: shop.accountId, content, userType });
  const uploadIds = [made.uploadId];
  for (const each of rest) {
    const { uploadId } = await updateAudience(made.audienceId, each.operation, { client, ...each });
    uploadIds.push(uploadId);
  }
  return { audienceId: made.audienceId, uploadIds };
}

/** Takes these people out: all of them were in, and nobody is left. */
async function assertMembers(audienceId: number, members: ReadonlySet<number>): Promise<void> {
  const content = [...members].flatMap((number) => emailHashes(number, 1)).join('\n');
  const options = { client, userType: 'email_hash' };
  const removal = await updateAudience(audienceId, 'remove', { ...options, content });
  const rest = await updateAudience(audienceId, 'replace', { ...options, content: '' });
  const { funnel: removed } = await appliedUpload(client, removal.uploadId);
  const { funnel: left } = await appliedUpload(client, rest.uploadId);
  assert.deepEqual([removed.removed, left.removed], [members.size, 0]);
}

test('for any mix of lines and operations the sums close and the members are those of a plain set', async () => {
  const property = fc.asyncProperty(uploads, async (all) => {
    const { audienceId, uploadIds } = await send(all);
    let members: ReadonlySet<number> = new Set();
    for (const [index, each] of all.entries()) {
      const { funnel } = await appliedUpload(client, uploadIds[index] ?? 0);
      members = applied(members, index === 0 ? { ...each, operation: 'add' } : each, funnel);
    }
    await assertMembers(audienceId, members);
  });
  // Of a failure a smaller one is looked for, but not for longer than that.
  await fc.assert(property, { numRuns: 40, interruptAfterTimeLimit: 40_000, markInterruptAsFailure: false });
});
