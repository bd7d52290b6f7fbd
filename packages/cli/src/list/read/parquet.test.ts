import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import { csvOfParquet } from './parquet.ts';

const directory = mkdtempSync(join(tmpdir(), 'kindred-parquet-'));
after(() => rmSync(directory, { recursive: true, force: true }));

/** Another's writer: DuckDB writes what a statement selects. */
async function written(name: string, select: string, options: string): Promise<string> {
  const path = join(directory, `${name}.parquet`);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`COPY (${select}) TO '${path}' (FORMAT parquet, ${options})`);
  connection.closeSync();
  instance.closeSync();
  return path;
}

async function csvOf(path: string, wanted: (name: string) => boolean = () => true): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of csvOfParquet({ path, wanted, onBytes: () => undefined })) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

const select = `SELECT * FROM (VALUES
  ('Mary@Example.com', 4915112345678, DATE '1980-05-04', 'a "b", c', 12.5, [1, 2]),
  (NULL, NULL, NULL, 'José', 0, NULL)) AS t(email, phone, birthday, "full;name", lookalike_value, tags)`;
const header = 'email,phone,birthday,"full;name",lookalike_value\n';

for (const compression of ['uncompressed', 'snappy', 'gzip', 'zstd', 'brotli', 'lz4_raw']) {
  test(`a Parquet file that is packed with ${compression} reads as the CSV file that it could be`, async () => {
    const path = await written(compression, select, `COMPRESSION ${compression}`);
    assert.equal(
      await csvOf(path),
      `${header}Mary@Example.com,4915112345678,1980-05-04,"a ""b"", c",12.5\n,,,José,0\n`,
    );
  });
}

test('columns that nobody wants are named and empty', async () => {
  const path = await written('narrow', select, 'COMPRESSION zstd');
  assert.equal(await csvOf(path, (name) => name === 'email'), `${header}Mary@Example.com,,,,\n,,,,\n`);
});

test('a file of several groups of rows comes whole and in its order', async () => {
  const path = await written(
    'groups',
    "SELECT 'u' || range || '@b.de' AS email FROM range(100000)",
    'ROW_GROUP_SIZE 30000',
  );
  const lines = (await csvOf(path)).split('\n');
  assert.equal(lines.length, 100_002);
  for (const row of [0, 8191, 8192, 29_999, 30_000, 65_536, 99_999]) {
    assert.equal(lines[row + 1], `u${row}@b.de`);
  }
});
