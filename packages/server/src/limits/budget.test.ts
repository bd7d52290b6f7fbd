import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Budget } from './budget.ts';
import { ProcessorShare } from './processor-share.ts';
import { accountAllowance, appAllowance, type Limits, nothing } from './rules.ts';

const hourMs = 3_600_000;
const development: Limits = {
  tier: 'development_access',
  calls: null,
  appCalls: null,
  windowSeconds: 3600,
};

function budgetOf(limits: Limits, time: { nowMs: number }): Budget {
  const budget = new Budget({ appId: '0', adAccountId: 1, windowMs: hourMs, clock: () => time.nowMs });
  budget.allowance = accountAllowance(limits, 0);
  return budget;
}

test('a budget is what the tier has and forty calls an audience, up to a ceiling', () => {
  assert.equal(accountAllowance(development, 0).calls, 5000);
  assert.equal(accountAllowance(development, 7).calls, 5280);
  const standard: Limits = { ...development, tier: 'standard_access' };
  assert.equal(accountAllowance(standard, 500).calls, 210_000);
  assert.equal(accountAllowance(standard, 50_000).calls, 700_000);
  assert.equal(accountAllowance({ ...development, calls: 10 }, 1).calls, 50);
  assert.equal(accountAllowance({ ...development, calls: 1_000_000 }, 1).calls, 1_000_000);
  assert.equal(accountAllowance({ ...development, tier: 'unlimited' }, 3).calls, Number.POSITIVE_INFINITY);
  assert.equal(appAllowance(development).calls, Number.POSITIVE_INFINITY);
  assert.equal(appAllowance({ ...development, appCalls: 200 }).calls, 200);
});

test('however calls come, no hour has more than the budget, and it says 100 percent exactly when it refuses', () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 400_000 }), { minLength: 1, maxLength: 200 });
  const property = fc.property(gaps, fc.integer({ min: 1, max: 30 }), (all, most) => {
    const time = { nowMs: 1_700_000_000_000 };
    const budget = budgetOf({ ...development, calls: most }, time);
    const admitted: number[] = [];
    for (const gapMs of all) {
      time.nowMs += gapMs;
      assert.equal(budget.shares().callPercent >= 100, budget.isSpent);
      assert.equal(budget.regainMs() > 0, budget.isSpent);
      if (budget.isSpent) continue;
      budget.spend({ ...nothing, calls: 1 });
      admitted.push(time.nowMs);
      const inHour = admitted.filter((atMs) => atMs > time.nowMs - hourMs).length;
      assert.ok(inHour <= most, `${inHour} of ${most}`);
    }
  });
  fc.assert(property, { numRuns: 200 });
});

test('each of the three limits ends a budget by itself', () => {
  for (const spent of [{ calls: 5000 }, { cpuMs: 1_000_000 }, { timeMs: 10_000_000 }]) {
    const budget = budgetOf(development, { nowMs: 0 });
    budget.spend({ ...nothing, ...spent });
    assert.equal(budget.isSpent, true, JSON.stringify(spent));
    assert.equal(Math.max(...Object.values(budget.shares())), 100);
  }
});

test('percentages are rounded down', () => {
  const budget = budgetOf(development, { nowMs: 0 });
  budget.spend({ calls: 4999, points: 0, cpuMs: 9999, timeMs: 199_999 });
  assert.deepEqual(budget.shares(), { callPercent: 99, cpuPercent: 0, timePercent: 1 });
});

test('the score is reached after twenty writes and forgotten after five minutes', () => {
  const time = { nowMs: 0 };
  const budget = budgetOf(development, time);
  for (let write = 0; write < 20; write += 1) {
    assert.equal(budget.isScoreReached, false);
    budget.spend({ ...nothing, calls: 1, points: 3 });
  }
  assert.equal(budget.isScoreReached, true);
  assert.deepEqual(budget.score(), { percent: 100, resetMs: 303_000 });
  time.nowMs = 303_000;
  assert.deepEqual(budget.score(), { percent: 0, resetMs: 0 });
  assert.equal(budget.shares().callPercent, 0);
});

test('what was saved and what was not yet are each counted once', () => {
  const budget = budgetOf(development, { nowMs: 0 });
  budget.spend({ ...nothing, calls: 100 });
  const taken = budget.takeUnsaved();
  assert.deepEqual([...taken], [[0, { ...nothing, calls: 100 }]]);
  budget.spend({ ...nothing, calls: 50 });
  // Another node saved 250 beside the 100.
  budget.settle([[0, { ...nothing, calls: 350 }]]);
  assert.equal(budget.shares().callPercent, 8);
  budget.giveBack(taken);
  assert.deepEqual([...budget.takeUnsaved()], [[0, { ...nothing, calls: 150 }]]);
});

test('slots of another length are taken over without a loss', () => {
  const budget = budgetOf(development, { nowMs: 0 });
  budget.settle([
    [0, { ...nothing, calls: 100 }],
    [1000, { ...nothing, calls: 100 }],
    [30_000, { ...nothing, calls: 50 }],
  ]);
  assert.equal(budget.shares().callPercent, 5);
});

test('processor time is shared by the calls that are under way, and all of it is given to them', () => {
  let spentMs = 5;
  const processor = new ProcessorShare(() => spentMs);
  spentMs = 100;
  const first = processor.begin();
  spentMs = 110;
  const second = processor.begin();
  spentMs = 130;
  assert.equal(processor.end(second), 10);
  spentMs = 135;
  assert.equal(processor.end(first), 25);
  spentMs = 500;
  const third = processor.begin();
  spentMs = 501;
  assert.equal(processor.end(third), 1);
});
