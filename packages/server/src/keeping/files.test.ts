import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { keptFiles } from './files.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'kindred-kept-'));
after(() => rmSync(dataDir, { recursive: true }));

test('a backup holds both stores and the rows that wait, and nothing of a server that runs', () => {
  for (const folder of ['control', 'column', 'spool']) mkdirSync(join(dataDir, folder));
  const paths = () => keptFiles(dataDir).map(({ path }) => path);
  // An installation to which no large request came yet.
  assert.deepEqual(paths(), ['column', 'control']);
  mkdirSync(join(dataDir, 'landings'));
  for (const path of ['landings/rows', 'spool/file', 'lock']) writeFileSync(join(dataDir, path), '');
  assert.deepEqual(paths(), ['column', 'control', 'landings', 'landings/rows']);
});
