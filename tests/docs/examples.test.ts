import assert from 'node:assert/strict';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { userTypes } from '@kindred/contract';
import { importParameterNames } from '../../packages/server/src/people/index.ts';
import { makeScratch, openShop, TestServer } from '../dev-env/index.ts';
import { good, tell } from '../flow/graph/caller.ts';
import { runShell, shellBlocks } from './shell-blocks.ts';

const server = await TestServer.start({ people: 100 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const read = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
const page = read('audience-api.md');

test('the examples of the page about the Audience API work in their order', async () => {
  using scratch = makeScratch();
  const { code, output } = await runShell(shellBlocks(page), {
    directory: scratch.path,
    environment: {
      PATH: process.env['PATH'],
      KINDRED_URL: server.url,
      TOKEN: shop.writerToken,
      ACCOUNT: shop.graphId,
    },
  });
  assert.equal(code, 0, output);
  const repeated = [...output.matchAll(/\{"fb_custom_audience":\{"id":(\d+),"name":"Sent twice"/g)];
  assert.deepEqual(new Set(repeated.map((match) => match[1])).size, 1, output);
  assert.equal(repeated.length, 2);
});

test('the examples of the page about the Graph API work in their order', async () => {
  using scratch = makeScratch();
  const { code, output } = await runShell(shellBlocks(read('graph-api.md')), {
    directory: scratch.path,
    environment: {
      PATH: process.env['PATH'],
      KINDRED_URL: server.url,
      TOKEN: shop.writerToken,
      ACT: shop.graphId,
    },
  });
  assert.equal(code, 0, output);
  assert.match(output, /"num_received":2,"num_invalid_entries":1/);
});

for (const name of ['operator-api.md', 'people.md']) {
  test(`the examples of ${name} work in their order`, async () => {
    using scratch = makeScratch();
    const { code, output } = await runShell(shellBlocks(read(name)), {
      directory: scratch.path,
      environment: {
        PATH: process.env['PATH'],
        KINDRED_URL: server.url,
        KINDRED_TOKEN: server.operatorToken,
      },
    });
    assert.equal(code, 0, output);
  });
}

test('the examples of the page about uploading work in their order', async () => {
  using scratch = makeScratch();
  for (const name of ['package.json', 'packages', 'node_modules']) {
    symlinkSync(new URL(`../../${name}`, import.meta.url), join(scratch.path, name));
  }
  const { id } = good<{ id: string }>(
    await tell(shop.writer, `/v24.0/act_${shop.graphId}/customaudiences`, {
      ...{ name: 'Our customers', subtype: 'CUSTOM', customer_file_source: 'USER_PROVIDED_ONLY' },
    }),
  );
  const { code, output } = await runShell(shellBlocks(read('sdk.md')), {
    directory: scratch.path,
    environment: {
      PATH: process.env['PATH'],
      HOME: scratch.path,
      KINDRED_URL: server.url,
      KINDRED_TOKEN: shop.writerToken,
    },
  });
  assert.equal(code, 0, output);
  assert.match(output, new RegExp(`custom audience ${id} "Our customers": 3 rows read, 2 sent`));
  assert.match(output, /2 sent, 1 not usable: \[ \{ line: 3, kind: 'EMAIL', fault: 'not_an_email' \} \]/);
});

test('every parameter of an import is on the page about people', () => {
  const documented = new Set(
    [...read('people.md').matchAll(/`([a-z_]+)(?:=true)?`/g)].map((match) => match[1]),
  );
  const missing = importParameterNames.filter((name) => !documented.has(name) && name !== 'file_name');
  assert.deepEqual(missing, []);
});

test('the kinds of lines on the page are those that the server takes', async () => {
  const documented = [...page.matchAll(/^\| `(\w+)` \| (?:the SHA-256|an advertiser|a number|any text)/gm)];
  assert.deepEqual(documented.map((match) => match[1]).sort(), Object.keys(userTypes).sort());
});
