import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freeReceived } from './received-bytes.ts';

const line = `${'a'.repeat(99)}\n`;

/** Two hundred lines in memory of their own. */
const received = () => Buffer.alloc(200 * line.length, line);

test('Memory that is whole in what was brought in is given back, in one piece or in several.', () => {
  const whole = received();
  const cut = received();
  freeReceived([whole, cut.subarray(0, 150), cut.subarray(150)]);
  assert.equal(whole.length, 0);
  assert.equal(cut.length, 0);
});

test('Memory of which another chunk has a part stays as it is.', () => {
  const bytes = received();
  freeReceived([bytes.subarray(0, -50)]);
  freeReceived([bytes.subarray(-50)]);
  assert.equal(bytes.toString(), line.repeat(200));
});

test('Memory that small buffers share stays as it is.', () => {
  const small = Array.from({ length: 200 }, () => Buffer.from(line));
  freeReceived(small);
  assert.ok(small.every((each) => each.toString() === line));
});
