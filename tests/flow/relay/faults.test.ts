import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RemoteTown, simulateRelay } from '../../simulate/relay/simulate.ts';

const seed = 4;

test('files go through to each person while requests break and the server dies', async (context) => {
  await using town = await RemoteTown.open(50_000);
  const report = await simulateRelay(town, { seed, kills: 2, faultShare: 0.5 });
  context.diagnostic(`seed ${seed}: ${JSON.stringify(report)}`);
  // A run in which nothing went wrong would have shown nothing.
  assert.equal(report.kills, 2);
  assert.ok(Object.keys(report.faults).length >= 2, JSON.stringify(report.faults));
});
