import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeCursor, encodeCursor } from './cursor.ts';

test('a recorded cursor is read and written to the letter', () => {
  assert.equal(decodeCursor('NjA3NjI2MTE2Nzg0MgZDZD'), '6076261167842');
  assert.equal(encodeCursor('6076261167842'), 'NjA3NjI2MTE2Nzg0MgZDZD');
  assert.equal(encodeCursor(Buffer.from('6076261167842')), 'NjA3NjI2MTE2Nzg0MgZDZD');
});

test('each character that Base64 has beside letters and digits is written with a Z', () => {
  assert.equal(encodeCursor(Buffer.from('Z+/Z', 'base64')), 'ZAZBZCZA');
});

test('a cursor holds only letters and digits, and its text comes back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
      const cursor = encodeCursor(text.toWellFormed());
      assert.match(cursor, /^[A-Za-z0-9]+$/);
      assert.equal(decodeCursor(cursor), text.toWellFormed());
    }),
  );
});

test('what was not written as a cursor is none', () => {
  const notText = encodeCursor(Buffer.from([0xff, 0xfe]));
  for (const text of [
    '',
    'Z',
    'ZE',
    'NjA=',
    'Nj A',
    'N',
    'NjA3NjI2MTE2Nzg0Mg==',
    'NjA3NjI2MTE2Nzg0Mg',
    'é',
    notText,
  ]) {
    assert.equal(decodeCursor(text), null, text);
  }
});
