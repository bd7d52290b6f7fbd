import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { globSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { kinds, profiles } from '@kindred/identity';
import { makeScratch } from '../dev-env/index.ts';
import { runShell, shellBlocks } from './shell-blocks.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(join(root, 'docs/identity.md'), 'utf8');

test('the examples of identity.md work in their order, without a server', async () => {
  using scratch = makeScratch();
  for (const name of ['packages', 'node_modules', 'package.json'])
    symlinkSync(join(root, name), join(scratch.path, name));
  const { code, output } = await runShell(shellBlocks(page), {
    directory: scratch.path,
    environment: { PATH: process.env['PATH'], HOME: scratch.path },
  });
  assert.equal(code, 0, output);
  assert.match(output, /2 lines written/);
  assert.match(output, /Nothing is wrong with this list/);
  assert.match(output, /2 cells are your test values, rightly hashed/);
});

test('the vectors, and the tables of identity.md that are made from them, are up to date', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'vectors/run.ts'), '--check']);
  const [, counted] = /vectors: (\d+)/.exec(stdout) ?? [];
  assert.ok(
    page.includes(`${counted} examples`),
    `identity.md should say that there are ${counted} examples`,
  );
});

test('identity.md names every kind and every profile', () => {
  for (const name of [...kinds.filter((kind) => kind !== 'DOB'), ...profiles])
    assert.ok(page.includes(`\`${name}\``), name);
});

test('nothing of @kindred/identity but its tests imports a module of Node, so that browsers can run it', () => {
  const files = globSync('packages/identity/src/**/*.ts', { cwd: root }).filter(
    (path) => !path.endsWith('.test.ts'),
  );
  assert.ok(files.length > 20);
  for (const path of files)
    assert.doesNotMatch(readFileSync(join(root, path), 'utf8'), /from '(node:|fs|crypto)/, path);
});
