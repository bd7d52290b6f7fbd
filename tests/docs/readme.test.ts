import assert from 'node:assert/strict';
import { cpSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { freePort, makeScratch } from '../dev-env/index.ts';
import { runShell, shellBlocks } from './shell-blocks.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** A directory that looks like a fresh clone after `npm ci`, so that everything a reader makes is made there. */
function makeClone(directory: string): void {
  cpSync(join(root, 'package.json'), join(directory, 'package.json'));
  for (const name of ['packages', 'node_modules']) symlinkSync(join(root, name), join(directory, name));
}

test('the commands of the README work when they are pasted in their order', async () => {
  using clone = makeScratch();
  makeClone(clone.path);
  const port = String(await freePort());
  // What a reader gets from the defaults here: another port, because 8080 may be taken, and no second install.
  const script = shellBlocks(readme)
    .replaceAll(':8080', `:${port}`)
    .replace(/^npm ci$/m, 'true');
  const { code, output } = await runShell(script, {
    directory: clone.path,
    environment: {
      PATH: process.env['PATH'],
      HOME: clone.path,
      KINDRED_PORT: port,
      KINDRED_URL: `http://127.0.0.1:${port}`,
    },
  });
  const log = readFileSync(join(clone.path, 'kindred.log'), 'utf8');
  assert.equal(code, 0, `${output}\n${log}`);
  assert.match(output, /"fb_custom_audience":\{"id":1,"name":"Spending users"/);
  assert.match(output, /hash it with SHA-256/, 'the funnel tells why a line was refused');
});
