import assert from 'node:assert/strict';
import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeScratch, openShop, TestServer } from '../dev-env/index.ts';
import { runShell, shellBlocks } from './shell-blocks.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (name: string) => readFileSync(join(root, 'docs', name), 'utf8');

const server = await TestServer.start({ people: 100 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);

async function run(name: string, environment: Readonly<Record<string, string>>): Promise<string> {
  using scratch = makeScratch();
  for (const each of ['packages', 'node_modules', 'package.json']) {
    symlinkSync(join(root, each), join(scratch.path, each));
  }
  const { code, output } = await runShell(shellBlocks(read(name)), {
    directory: scratch.path,
    environment: { PATH: process.env['PATH'], HOME: scratch.path, KINDRED_URL: server.url, ...environment },
  });
  assert.equal(code, 0, output);
  return output;
}

test('the page for media owners works block by block, and the gate holds', async () => {
  const output = await run('getting-started-media-owner.md', { KINDRED_TOKEN: server.operatorToken });
  assert.match(output, /access token: [a-z0-9]{31}/);
  assert.match(output, /suppressed +1 /);
  assert.match(output, /matched +1 /);
});

test('the page for agencies works block by block with a token of an account', async () => {
  const output = await run('getting-started-agency.md', { KINDRED_TOKEN: shop.writerToken });
  assert.match(output, /not_an_email/);
  assert.match(output, /Nothing is wrong with this list/);
  assert.match(output, /below 1,000 people/);
});

test('the page for integrators works block by block with a token of an account', async () => {
  const output = await run('getting-started-integrator.md', { TOKEN: shop.writerToken });
  assert.match(output, /"num_received":2,"num_invalid_entries":1/);
  assert.match(output, /"operation_status"/);
});

test('the index leads to every page of docs', () => {
  const index = read('README.md');
  const pages = readdirSync(join(root, 'docs')).filter((name) => /\.(md|json|sql)$/.test(name));
  const missing = pages.filter((name) => name !== 'README.md' && !index.includes(`(${name})`));
  assert.deepEqual(missing, [], 'Add them to docs/README.md.');
});
