import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BodyBudget, NoRoom } from './body-budget.ts';

/** Whether a promise is fulfilled by now. */
async function isDone(promise: Promise<unknown>): Promise<boolean> {
  const late = Symbol('late');
  return (await Promise.race([promise, new Promise((resolve) => setImmediate(resolve, late))])) !== late;
}

test('bodies share the budget, and who finds no room waits until another is done', async () => {
  const budget = new BodyBudget(100, 60_000);
  const [first, second] = [budget.open(), budget.open()];
  await first.grow(60);
  await second.grow(40);
  const waits = second.grow(1);
  assert.equal(await isDone(waits), false);
  first.release();
  await waits;
  assert.equal(budget.used, 41);
  second.release();
  assert.equal(budget.used, 0);
});

test('the oldest body goes on without room, so that bodies that are half here do not wait for each other', async () => {
  const budget = new BodyBudget(100, 60_000);
  const [first, second] = [budget.open(), budget.open()];
  await first.grow(50);
  await second.grow(50);
  const waits = second.grow(10);
  await first.grow(30);
  assert.equal(budget.used, 130);
  assert.equal(await isDone(waits), false);
  first.release();
  await waits;
  assert.equal(budget.used, 60);
});

test('when the oldest is done, the next one is the oldest, though it waits', async () => {
  const budget = new BodyBudget(100, 60_000);
  const [first, second, third] = [budget.open(), budget.open(), budget.open()];
  await first.grow(10);
  await second.grow(45);
  await third.grow(45);
  const waits = second.grow(70);
  first.release();
  await waits;
  assert.equal(budget.used, 160);
});

test('who waits is let in in order, and nobody who comes later passes', async () => {
  const budget = new BodyBudget(100, 60_000);
  const [first, second, third] = [budget.open(), budget.open(), budget.open()];
  await first.grow(90);
  const large = second.grow(50);
  const small = third.grow(5);
  assert.deepEqual([await isDone(large), await isDone(small)], [false, false]);
  first.release();
  await Promise.all([large, small]);
});

test('who waits for too long is told so, and leaves nothing behind', async () => {
  const budget = new BodyBudget(100, 1);
  const [first, second] = [budget.open(), budget.open()];
  await first.grow(100);
  await assert.rejects(second.grow(1), NoRoom);
  second.release();
  first.release();
  assert.equal(budget.used, 0);
});

test('a body whose caller left while it waited holds nothing when its turn comes', async () => {
  const budget = new BodyBudget(100, 60_000);
  const [first, second] = [budget.open(), budget.open()];
  await first.grow(100);
  const waits = second.grow(50);
  second.release();
  first.release();
  await waits;
  assert.equal(budget.used, 0);
});
