import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { RollingWindow } from './rolling-window.ts';
import { type Amounts, nothing } from './rules.ts';

const hourMs = 3_600_000;
const startMs = 1_700_000_000_123;

const calls = (count: number): Amounts => ({ ...nothing, calls: count });

/** When calls came, in milliseconds after the one before, and how many at once. */
const histories = fc.array(
  fc.record({ gapMs: fc.integer({ min: 0, max: 600_000 }), count: fc.integer({ min: 1, max: 50 }) }),
  { minLength: 1, maxLength: 60 },
);

test('an amount counts for the whole window and at most one slot longer', () => {
  const property = fc.property(histories, (history) => {
    const window = new RollingWindow(hourMs);
    const past: { readonly atMs: number; readonly count: number }[] = [];
    let nowMs = startMs;
    for (const { gapMs, count } of history) {
      nowMs += gapMs;
      window.add(window.slotOf(nowMs), calls(count));
      past.push({ atMs: nowMs, count });
      const within = (spanMs: number) =>
        past.filter(({ atMs }) => atMs > nowMs - spanMs).reduce((sum, each) => sum + each.count, 0);
      const counted = window.sum(nowMs).calls;
      assert.ok(counted >= within(hourMs), `${counted} of ${within(hourMs)}`);
      assert.ok(counted <= within(hourMs + window.slotMs), `${counted} of the longer window`);
    }
  });
  fc.assert(property, { numRuns: 300 });
});

test('the time to wait is enough and not a millisecond too long', () => {
  const limits = fc.integer({ min: 1, max: 500 });
  const property = fc.property(histories, limits, (history, most) => {
    const window = new RollingWindow(hourMs);
    let nowMs = startMs;
    for (const { gapMs, count } of history) {
      nowMs += gapMs;
      window.add(window.slotOf(nowMs), calls(count));
    }
    const isOver = (rest: Amounts) => rest.calls >= most;
    const waitMs = window.waitMs(nowMs, isOver);
    assert.equal(isOver(window.sum(nowMs + waitMs)), false);
    if (waitMs > 0) assert.equal(isOver(window.sum(nowMs + waitMs - 1)), true);
    assert.ok(waitMs <= hourMs + window.slotMs);
  });
  fc.assert(property, { numRuns: 300 });
});

test('what is forgotten did not count any more', () => {
  const property = fc.property(histories, fc.integer({ min: 0, max: 2 * hourMs }), (history, laterMs) => {
    const window = new RollingWindow(hourMs);
    let nowMs = startMs;
    for (const { gapMs, count } of history) {
      nowMs += gapMs;
      window.add(window.slotOf(nowMs), calls(count));
    }
    const before = window.sum(nowMs + laterMs);
    window.forget(nowMs + laterMs);
    assert.deepEqual(window.sum(nowMs + laterMs), before);
  });
  fc.assert(property, { numRuns: 100 });
});

test('a shorter span leaves out what is older', () => {
  const window = new RollingWindow(hourMs);
  window.add(window.slotOf(startMs), calls(3));
  assert.equal(window.sum(startMs + hourMs / 12, hourMs / 12).calls, 3);
  assert.equal(window.sum(startMs + hourMs / 12 + window.slotMs, hourMs / 12).calls, 0);
  assert.equal(window.sum(startMs + hourMs).calls, 3);
});
