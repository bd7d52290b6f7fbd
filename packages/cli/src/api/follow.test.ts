import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refused, Unreachable } from '../failure.ts';
import { follow } from './follow.ts';

function answers(...steps: readonly (number | Error)[]) {
  const left = [...steps];
  return async () => {
    const step = left.shift();
    if (step === undefined) throw new Error('asked once too often');
    if (step instanceof Error) throw step;
    return step;
  };
}

test('every report is passed on, and the last one is the result', async () => {
  const seen: number[] = [];
  const last = await follow(
    answers(0, 0.5, 1),
    (report) => report === 1,
    (report) => seen.push(report),
  );
  assert.equal(last, 1);
  assert.deepEqual(seen, [0, 0.5, 1]);
});

test('a server that restarts meanwhile is waited for', async () => {
  const away = new Unreachable('away');
  const last = await follow(
    answers(0, away, new Refused(503, null), 1),
    (report) => report === 1,
    () => undefined,
  );
  assert.equal(last, 1);
});

test('a refusal ends it', async () => {
  const following = follow(
    answers(0, new Refused(404, null), 1),
    (report) => report === 1,
    () => undefined,
  );
  await assert.rejects(following, Refused);
});
