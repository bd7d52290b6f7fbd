import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import { rowReader } from './rows.ts';

const mary = hash('sha256', 'mary@example.com');
const phone = hash('sha256', '15559876543');
const empty = hash('sha256', '');

function read(schema: readonly string[], ...entries: unknown[]) {
  const reader = rowReader(schema);
  assert.ok(reader !== null);
  return reader.read(entries);
}

/** Rows as text: a line for each, with its place, its value, and its keys behind their kinds. */
function linesOf({ bytes }: { readonly bytes: Buffer }): readonly string[] {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const line = [bytes.readUInt32LE(at + 4), bytes.readDoubleLE(at + 8)];
    const keys: string[] = [];
    let left = bytes.readUInt8(at + 16);
    at += 17;
    for (; left > 0; left -= 1) {
      const low = bytes.readUInt8(at + 1);
      const [from, size] = low < 128 ? [at + 2, low] : [at + 3, low - 128 + 128 * bytes.readUInt8(at + 2)];
      keys.push(`${bytes.readUInt8(at)}:${bytes.subarray(from, from + size).toString('hex')}`);
      at = from + size;
    }
    lines.push([...line, keys.join(',')].join(' '));
  }
  return lines;
}

function reasonsOf(schema: readonly string[], ...entries: unknown[]): (string | undefined)[] {
  const { samples } = read(schema, ...entries);
  return entries.map((_, row) => samples.find((sample) => sample.row === row)?.reason);
}

test('a row of one hash is one line with the kind of its key', () => {
  const rows = read(['EMAIL'], mary, [mary], mary.toUpperCase(), ` ${mary} `);
  assert.deepEqual(
    linesOf(rows),
    [0, 1, 2, 3].map((row) => `${row} NaN 3:${mary}`),
  );
  assert.deepEqual([rows.received, rows.good, rows.kindCode], [4, 4, 3]);
});

test('a row that PHP took cells out of is read by its indexes', () => {
  const schema = ['EMAIL', 'PHONE', 'MADID'];
  const whole = read(schema, [mary, '', ''], ['', phone, '']);
  assert.deepEqual(read(schema, { 0: mary }, { 1: phone, 2: null }).bytes, whole.bytes);
  const refused = [{}, { 3: phone }, { EMAIL: mary }, { 0: mary, x: phone }];
  assert.deepEqual(
    reasonsOf(schema, ...refused),
    refused.map(() => 'cell_count'),
  );
});

test('a value makes the kind another one, and stands beside the key', () => {
  const rows = read(
    ['EMAIL', 'LOOKALIKE_VALUE'],
    [mary, 44.5],
    [mary, '0'],
    [mary, ''],
    [mary, null],
    [mary],
  );
  assert.equal(rows.kindCode, 103);
  assert.deepEqual(
    linesOf(rows).map((line) => line.split(' ')[1]),
    ['44.5', '0', 'NaN', 'NaN', 'NaN'],
  );
  const wrong = [
    [mary, -1],
    [mary, 'much'],
    [mary, true],
    [mary, [1]],
    [mary, 'Infinity'],
  ];
  assert.deepEqual(
    reasonsOf(['EMAIL', 'LOOKALIKE_VALUE'], ...wrong),
    wrong.map(() => 'bad_value'),
  );
});

test('keys of a row stand from the strongest to the weakest, whatever the order of the columns', () => {
  const rows = read(['PHONE', 'EMAIL', 'EXTERN_ID'], [phone, mary, 'crm-1']);
  assert.deepEqual(linesOf(rows), [`0 NaN 1:${hash('sha256', 'crm-1')},3:${mary},4:${phone}`]);
  assert.equal(rows.kindCode, 0);
});

test('parts make the usual keys together', () => {
  const [fn, ln, zip, country] = ['fn', 'ln', 'zip', 'us'].map((text) => hash('sha256', text));
  const rows = read(['FN', 'LN', 'ZIP', 'COUNTRY'], [fn, ln, zip, 'US']);
  assert.deepEqual(linesOf(rows), [`0 NaN 21:${fn}${ln}${zip}${country},22:${fn}${ln}${zip}`]);
});

test('null, nothing and the hash of nothing are blank, and only a row of blanks is refused', () => {
  const rows = read(['EMAIL', 'PHONE'], [mary, null], [mary, ''], [mary, empty], [null, phone]);
  assert.deepEqual([rows.good, rows.rejected.size], [4, 0]);
  const blanks = [
    [null, ''],
    [empty, empty.toUpperCase()],
  ];
  assert.deepEqual(reasonsOf(['EMAIL', 'PHONE'], ...blanks), ['no_key', 'no_key']);
});

test('a row says why it is refused', () => {
  const rows: readonly (readonly [unknown, string])[] = [
    ['mary@example.com', 'email_not_hashed'],
    ['+1 555 987 6543', 'phone_not_hashed'],
    [hash('md5', 'x'), 'md5_hash'],
    [hash('sha1', 'x'), 'sha1_hash'],
    [hash('sha256', 'x', 'base64'), 'base64_hash'],
    [mary.slice(1), 'hash_length'],
    ['mary', 'not_a_hash'],
    [{ email: mary }, 'not_a_hash'],
    [[mary, mary], 'cell_count'],
    [[], 'cell_count'],
  ];
  assert.deepEqual(
    reasonsOf(['EMAIL'], ...rows.map(([entry]) => entry)),
    rows.map(([, reason]) => reason),
  );
});

test('a blank EXTERN_ID refuses its row, however many other keys there are', () => {
  assert.deepEqual(reasonsOf(['EMAIL', 'EXTERN_ID'], [mary, ''], [mary, 'crm-1']), [
    'extern_id_blank',
    undefined,
  ]);
});

test('a device id has one key raw and hashed, in any case', () => {
  const id = '38400000-8cf0-11bd-b23e-10b96e40000d';
  const rows = read(['MADID'], id, id.toUpperCase(), hash('sha256', id));
  assert.equal(new Set(linesOf(rows).map((line) => line.split(' ')[2])).size, 1);
  assert.deepEqual(reasonsOf(['MADID'], '00000000-0000-0000-0000-000000000000', 'phone'), [
    'zero_mobile_id',
    'not_a_mobile_id',
  ]);
});

test('columns that are only notes hold anything, also lists, and may be missing at the end', () => {
  const schema = ['EMAIL', 'DATA_PROCESSING_OPTIONS', 'DATA_PROCESSING_OPTIONS_COUNTRY'];
  assert.equal(read(schema, [mary, ['LDU'], 1], [mary, [], 0], [mary]).good, 3);
});

test('several keys joined in one hash are taken as a kind of their own', () => {
  const rows = read(['LN_FN_ZIP'], mary);
  assert.deepEqual(linesOf(rows), [`0 NaN 90:${mary}`]);
});

test('a schema of unknown names, or without a key, has no reader', () => {
  for (const schema of [[], ['EMAIL', 'SHOE_SIZE'], ['LOOKALIKE_VALUE'], ['EMAIL_SHOE'], ['__proto__']]) {
    assert.equal(rowReader(schema), null);
  }
});

test('no more than a hundred refused rows are named, and all are counted', () => {
  const rows = read(['EMAIL'], ...Array.from({ length: 250 }, () => 'x'));
  assert.deepEqual([rows.samples.length, rows.rejected.get('not_a_hash')], [100, 250]);
});
