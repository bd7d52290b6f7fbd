import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Validator } from '@seriousme/openapi-schema-validator';

const root = fileURLToPath(new URL('../../', import.meta.url));

test('the pages that are made from code are those that the code makes now', () => {
  const run = spawnSync(process.execPath, ['docs/generate.ts', '--check'], { cwd: root, encoding: 'utf8' });
  assert.equal(run.status, 0, run.stderr);
});

test('the OpenAPI document is valid', async () => {
  const text = readFileSync(`${root}docs/openapi.json`, 'utf8');
  const result = await new Validator().validate(JSON.parse(text) as Record<string, unknown>);
  assert.ok(result.valid, JSON.stringify(result.errors, null, 2));
});
