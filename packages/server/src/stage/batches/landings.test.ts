import assert from 'node:assert/strict';
import { createSecretKey, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Landings } from './landings.ts';

const root = mkdtempSync(join(tmpdir(), 'kindred-landings-'));
after(() => rmSync(root, { recursive: true }));
const key = createSecretKey(randomBytes(32));
const rows = Buffer.from('rows of a request');

function open(name: string): { readonly directory: string; readonly landings: Landings } {
  const directory = join(root, name);
  return { directory, landings: new Landings({ directory, key }) };
}

const none = async () => new Set<string>();

test('rows that landed are read back, and nobody reads them on the disk', async () => {
  const { directory, landings } = open('sealed');
  const name = await landings.land(rows);
  assert.deepEqual(readdirSync(directory), [name]);
  assert.ok(!readFileSync(join(directory, name)).includes('request'));
  assert.deepEqual(await new Landings({ directory, key }).rows(name), rows);
  await landings.drop([name]);
  assert.deepEqual(readdirSync(directory), []);
});

test('a sweep drops what no batch names, and nothing of which that is not known yet', async () => {
  const { directory, landings } = open('swept');
  const [coming, kept, forgotten] = [
    await landings.land(rows),
    await landings.land(rows),
    await landings.land(rows),
  ];
  landings.keep(kept);
  landings.keep(forgotten);
  writeFileSync(join(directory, 'of-a-request-that-a-crash-cut-off'), '');
  await landings.sweep(async () => new Set([kept]));
  assert.deepEqual(readdirSync(directory).sort(), [coming, kept].sort());
  await new Landings({ directory, key }).sweep(none);
  assert.deepEqual(readdirSync(directory), []);
});

test('where nothing landed nobody is asked', async () => {
  const { landings } = open('empty');
  await landings.sweep(() => Promise.reject(new Error('asked')));
});
