import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PackedRows, setChunk } from './packed-rows.ts';

const digits = '00'.repeat(31).concat('ff');

/** chunk, line, value, number of keys. */
function head(chunk: number, line: number, value: number, keys: number): Buffer {
  const bytes = Buffer.alloc(17);
  bytes.writeUInt32LE(chunk, 0);
  bytes.writeUInt32LE(line, 4);
  bytes.writeDoubleLE(value, 8);
  bytes[16] = keys;
  return bytes;
}

function key(kind: number, hex: string): Buffer {
  const length = hex.length / 2;
  const varint = length < 128 ? [length] : [(length % 128) + 128, Math.floor(length / 128)];
  return Buffer.concat([Buffer.from([kind, ...varint]), Buffer.from(hex, 'hex')]);
}

test('a row is its head and its keys, each with its length', () => {
  const rows = new PackedRows(1);
  rows.begin();
  assert.equal(rows.addDigest(3, digits), true);
  rows.addKey(21, digits.repeat(5));
  rows.end(7, 1.5);
  const expected = [head(0, 7, 1.5, 2), key(3, digits), key(21, digits.repeat(5))];
  assert.deepEqual(rows.bytes(), Buffer.concat(expected));
});

test('what was begun and not ended is no row', () => {
  const rows = new PackedRows(2);
  rows.begin();
  rows.addDigest(3, digits);
  rows.begin();
  assert.equal(rows.keyCount, 0);
  rows.addDigest(4, digits.toUpperCase());
  rows.end(1, Number.NaN);
  assert.deepEqual(rows.bytes(), Buffer.concat([head(0, 1, Number.NaN, 1), key(4, digits)]));
});

test('only 64 hexadecimal digits are a digest, and letters that look like them to a byte are none', () => {
  const rows = new PackedRows(1);
  rows.begin();
  const others = [
    digits.slice(1),
    `${digits}0`,
    `${digits.slice(1)}g`,
    `${digits.slice(1)}\u0161`,
    '\u0130'.repeat(64),
  ];
  for (const text of others) assert.equal(rows.addDigest(3, text), false, text);
  assert.equal(rows.keyCount, 0);
});

test('rows are told their chunk, and may be more and longer than was thought', () => {
  const rows = new PackedRows(0);
  for (let line = 0; line < 300; line += 1) {
    rows.begin();
    for (let each = 0; each <= line % 40; each += 1) rows.addKey(each, digits.repeat(1 + (each % 5)));
    rows.end(line, line);
  }
  const bytes = Buffer.from(rows.bytes());
  setChunk(bytes, 4_000_000_000);
  let at = 0;
  for (let line = 0; line < 300; line += 1) {
    const keys = Array.from({ length: 1 + (line % 40) }, (_, each) =>
      key(each, digits.repeat(1 + (each % 5))),
    );
    const row = Buffer.concat([head(4_000_000_000, line, line, keys.length), ...keys]);
    assert.deepEqual(bytes.subarray(at, at + row.length), row);
    at += row.length;
  }
  assert.equal(at, bytes.length);
});
