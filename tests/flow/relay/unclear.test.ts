import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Fault, FaultProxy, failedAnswer, throttledAnswer } from '../../dev-env/fault-proxy/index.ts';
import { emailHashes, TestServer } from '../../dev-env/index.ts';
import { openRemoteShop, peopleThere, relayedAudience, relayOf } from './remote.ts';

const people = 35_000;
const meta = await TestServer.start({ people });
after(() => meta[Symbol.asyncDispose]());
const proxy = await FaultProxy.start(meta.url);
after(() => proxy[Symbol.asyncDispose]());
const here = await TestServer.start();
after(() => here[Symbol.asyncDispose]());

/** What happens to the batches by their numbers, each time that they are sent; then nothing more. */
function onBatches(faults: Readonly<Record<number, Fault[]>>, onQuestions: Fault[]): void {
  proxy.decide = ({ path, body }) => {
    if (path.includes('/sessions')) return onQuestions.shift() ?? null;
    if (!path.endsWith('/users')) return null;
    const { session } = JSON.parse(body.toString()) as { session: { batch_seq: number } };
    return faults[session.batch_seq]?.shift() ?? null;
  };
}

const lost = (isApplied: boolean): Fault => ({ kind: 'cut', isApplied });
const answered = (answer: typeof failedAnswer): Fault => ({ kind: 'answer', isApplied: false, answer });

test('a batch that never arrived is not taken for another one of the same size that did', async () => {
  const shop = await openRemoteShop(here, meta, proxy.url);
  const patience = answered(throttledAnswer(shop.there.graphId, 1));
  // Both answers are lost and nobody tells what arrived; then one has to wait, and the other is lost again.
  onBatches({ 1: [lost(true), patience], 2: [lost(false), lost(false)] }, [answered(failedAnswer)]);
  const { fbId, report } = await relayedAudience(shop, emailHashes(1, people).join('\n'));
  assert.deepEqual([relayOf(report).batches.all, relayOf(report).rows.relayed], [4, people]);
  assert.equal(await peopleThere(meta, fbId), people);
});
