import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openShop, person, sha256, TestServer, until } from '../../dev-env/index.ts';
import { addRows, membersOf, newAudience } from './caller.ts';

// Rows of large requests wait in files until they are applied.

const server = await TestServer.start({ people: 500 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const directory = join(server.dataDir, 'landings');
const hashes = Array.from({ length: 500 }, (_, index) => sha256(person(index + 1).email));

test('they are written so that nobody can read them, and gone when they are applied', async () => {
  const audience = await newAudience(shop);
  await addRows(shop, audience, 'EMAIL', hashes);
  for (const name of readdirSync(directory)) {
    const bytes = readFileSync(join(directory, name));
    const [first = ''] = hashes;
    assert.ok(!bytes.includes(first) && !bytes.includes(Buffer.from(first, 'hex')));
  }
  assert.equal(await membersOf(server.operator, audience), 500);
  assert.deepEqual(readdirSync(directory), []);
});

test('they are gone when their audience is deleted before that', async () => {
  const audience = await newAudience(shop);
  await addRows(shop, audience, 'EMAIL', hashes);
  assert.equal((await shop.writer.call({ method: 'DELETE', path: `/v25.0/${audience}` })).status, 200);
  await until('no files', async () => readdirSync(directory).length === 0);
});

test('after a kill they are still applied, and a file that no request was answered for is dropped', async () => {
  const audience = await newAudience(shop);
  await addRows(shop, audience, 'EMAIL', hashes);
  await server.kill();
  writeFileSync(join(directory, 'cut-off'), 'half of a file');
  await server.start();
  assert.equal(await membersOf(server.operator, audience), 500);
  await until('no files', async () => readdirSync(directory).length === 0);
});
