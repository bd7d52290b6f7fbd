import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Audience } from './audience.ts';
import { deliveryStatus, operationStatus, roundedPeople, shownMatchedPercent, sizeBounds } from './status.ts';

function audience(changes: Partial<Audience>): Audience {
  return {
    id: 1,
    graphId: '530000000000000',
    adAccountId: 1,
    name: 'x',
    subtype: 'CUSTOM',
    description: null,
    optOutLink: null,
    userType: 'email_hash',
    memberCount: 0,
    accepted: 1,
    applied: 1,
    goodRows: 10_000,
    lastRejectedPercent: 0,
    lastMatchedPercent: 60,
    createdAt: new Date(0),
    updatedAt: new Date(0),
    contentUpdatedAt: null,
    customerFileSource: null,
    isValueBased: false,
    retentionDays: 0,
    dataSubType: 'ANYTHING',
    isReplacing: false,
    replaceFailed: false,
    lookalikeState: null,
    relayed: null,
    reception: null,
    ...changes,
  };
}

test('5000 people are shown as 4900 to 5100, like in the documentation of Meta', () => {
  assert.deepEqual(sizeBounds(audience({ memberCount: 5000 })), { lower: 4900, upper: 5100 });
});

test('fewer than 1000 people are shown as 1000', () => {
  for (const memberCount of [0, 1, 100, 999]) {
    assert.deepEqual(sizeBounds(audience({ memberCount })), { lower: 1000, upper: 1000 });
  }
});

test('bounds are -1 until the first upload was applied', () => {
  assert.deepEqual(sizeBounds(audience({ accepted: 1, applied: 0 })), { lower: -1, upper: -1 });
});

test('shown sizes grow with the audience and stay within 5 % of it above the floor', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1000, max: 1e9 }), (people) => {
      assert.ok(Math.abs(roundedPeople(people) - people) <= Math.max(50, people * 0.05));
      assert.ok(roundedPeople(people + 1) >= roundedPeople(people));
    }),
  );
});

test('all but one in fifty neighbouring sizes are shown alike', () => {
  let differing = 0;
  for (let people = 1000; people < 100_000; people += 1) {
    if (roundedPeople(people) !== roundedPeople(people + 1)) differing += 1;
  }
  assert.ok(differing < 99_000 / 50, `${differing} of 99 000 neighbours differ`);
});

test('the status follows the life of an audience', () => {
  assert.equal(operationStatus(audience({ accepted: 0, applied: 0 })).code, 410);
  assert.equal(operationStatus(audience({ accepted: 2, applied: 1, memberCount: 5000 })).code, 441);
  assert.equal(operationStatus(audience({ goodRows: 0 })).code, 410);
  assert.equal(operationStatus(audience({ lastRejectedPercent: 51 })).code, 412);
  assert.equal(operationStatus(audience({ lastMatchedPercent: 9 })).code, 411);
  assert.equal(operationStatus(audience({ memberCount: 5000 })).code, 200);
  assert.equal(deliveryStatus(audience({ memberCount: 1000 })).code, 300);
  assert.equal(deliveryStatus(audience({ memberCount: 1100 })).code, 200);
});

test('the delivery status changes where the shown size does, and nowhere else', () => {
  for (let memberCount = 0; memberCount < 3000; memberCount += 1) {
    const [here, next] = [audience({ memberCount }), audience({ memberCount: memberCount + 1 })];
    if (sizeBounds(here).lower !== sizeBounds(next).lower) continue;
    assert.deepEqual(deliveryStatus(here), deliveryStatus(next), `${memberCount}`);
  }
});

test('the share that matched is made of the number that is shown', () => {
  assert.equal(shownMatchedPercent(999, 999), null);
  for (const matched of [0, 1, 999, 1049]) assert.equal(shownMatchedPercent(20_000, matched), 5);
  assert.equal(shownMatchedPercent(20_000, 1050), 5.5);
  // So no file of at most ten times the floor is below the tenth.
  assert.equal(shownMatchedPercent(10_000, 0), 10);
});

test('the status of a small audience says nothing about who matched', () => {
  const matched = audience({ memberCount: 1, goodRows: 1, lastMatchedPercent: null });
  const unmatched = audience({ memberCount: 0, goodRows: 1, lastMatchedPercent: null });
  assert.deepEqual(operationStatus(matched), operationStatus(unmatched));
  assert.deepEqual(sizeBounds(matched), sizeBounds(unmatched));
  assert.deepEqual(deliveryStatus(matched), deliveryStatus(unmatched));
});
