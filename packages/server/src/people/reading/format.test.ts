import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tellFormat } from './format.ts';

const none = { format: null, contentType: null, fileName: null };
const csv = Buffer.from('id,email\n');
const json = Buffer.from(' {"id":1}\n');
const parquet = Buffer.from('PAR1....');

test('the format of a file is told by its bytes when nothing is said', () => {
  assert.equal(tellFormat(none, csv), 'csv');
  assert.equal(tellFormat(none, json), 'ndjson');
  assert.equal(tellFormat(none, parquet), 'parquet');
});

test('the content type and the name of a file tell its format, packed or not', () => {
  assert.equal(tellFormat({ ...none, contentType: 'application/x-ndjson; charset=utf-8' }, csv), 'ndjson');
  assert.equal(
    tellFormat({ ...none, contentType: 'application/octet-stream', fileName: 'a.JSONL.gz' }, csv),
    'ndjson',
  );
  assert.equal(tellFormat({ ...none, fileName: 'people.tsv' }, json), 'csv');
});

test('the word of the caller on the format is the last one, unless the bytes contradict', () => {
  assert.equal(tellFormat({ ...none, format: 'csv' }, json), 'csv');
  assert.throws(() => tellFormat({ ...none, format: 'parquet' }, csv), /not a Parquet file/);
  assert.throws(() => tellFormat({ ...none, format: 'csv' }, parquet), /format=parquet/);
  assert.throws(() => tellFormat(none, Buffer.alloc(0)), /empty/);
});
