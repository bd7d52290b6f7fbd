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

function reasonsOf(schema: readonly string[], ...entries: unknown[]): (string | undefined)[] {
  const { samples } = read(schema, ...entries);
  return entries.map((_, row) => samples.find((sample) => sample.row === row)?.reason);
}

test('a row of one hash is one line with the kind of its key', () => {
  const rows = read(['EMAIL'], mary, [mary], mary.toUpperCase(), ` ${mary} `);
  assert.equal(rows.lines, [0, 1, 2, 3].map((row) => `\n${row}\tnan\t03${mary}`).join(''));
  assert.deepEqual([rows.received, rows.good, rows.kindCode], [4, 4, 3]);
});

test('a row that PHP took cells out of is read by its indexes', () => {
  const schema = ['EMAIL', 'PHONE', 'MADID'];
  const whole = read(schema, [mary, '', ''], ['', phone, '']);
  assert.equal(read(schema, { 0: mary }, { 1: phone, 2: null }).lines, whole.lines);
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
    rows.lines
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t')[1]),
    ['44.5', '0', 'nan', 'nan', 'nan'],
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
  const { lines, kindCode } = read(['PHONE', 'EMAIL', 'EXTERN_ID'], [phone, mary, 'crm-1']);
  assert.equal(lines, `\n0\tnan\t01${hash('sha256', 'crm-1')},03${mary},04${phone}`);
  assert.equal(kindCode, 0);
});

test('parts make the usual keys together', () => {
  const [fn, ln, zip, country] = ['fn', 'ln', 'zip', 'us'].map((text) => hash('sha256', text));
  const { lines } = read(['FN', 'LN', 'ZIP', 'COUNTRY'], [fn, ln, zip, 'US']);
  assert.equal(lines, `\n0\tnan\t21${fn}${ln}${zip}${country},22${fn}${ln}${zip}`);
});

test('null, nothing and the hash of nothing are blank, and only a row of blanks is refused', () => {
  const rows = read(['EMAIL', 'PHONE'], [mary, null], [mary, ''], [mary, empty], [null, phone]);
  assert.deepEqual([rows.good, rows.rejected.size], [4, 0]);
  assert.deepEqual(reasonsOf(['EMAIL', 'PHONE'], [null, ''], [empty, empty]), ['no_key', 'no_key']);
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
  assert.deepEqual(
    new Set(
      rows.lines
        .split('\n')
        .slice(1)
        .map((line) => line.split('\t')[2]),
    ).size,
    1,
  );
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
  assert.equal(rows.lines, `\n0\tnan\t90${mary}`);
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
