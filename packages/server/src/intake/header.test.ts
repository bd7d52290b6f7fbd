import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readHeader } from './header.ts';

test('a header names its columns by the Graph schema, in any case and with aliases', () => {
  assert.deepEqual(readHeader('email,Phone_SHA256,shoe size\r'), {
    delimiter: ',',
    schema: ['EMAIL', 'PHONE', ''],
    ignored: ['shoe size'],
  });
});

test('the delimiter of a header is the first of comma, semicolon, tab and bar that stands in it', () => {
  assert.equal(readHeader('EMAIL;FN;LN')?.delimiter, ';');
  assert.equal(readHeader('EMAIL\tFN')?.delimiter, '\t');
  assert.equal(readHeader('"EMAIL"|"FN"')?.delimiter, '|');
});

test('a first line without a key that could match is no header', () => {
  assert.equal(readHeader('f1904cf1a9d73a55fa5de0ac823c4403ded71afd4c3248d00bdcd0866552bb79'), null);
  assert.equal(readHeader('FN,ZIP'), null);
  assert.equal(readHeader(''), null);
});

test('a header that names a column twice is refused, because one of the two would be lost', () => {
  assert.equal(readHeader('EMAIL,EMAIL_SHA256'), null);
});

test('first and last name together may match without a strong key', () => {
  assert.deepEqual(readHeader('FN,LN,ZIP,COUNTRY')?.schema, ['FN', 'LN', 'ZIP', 'COUNTRY']);
});
