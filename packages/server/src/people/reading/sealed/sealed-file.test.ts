import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { serveRanges } from './range-server.ts';
import { sealFile } from './sealed-file.ts';

const directory = mkdtempSync(join(tmpdir(), 'kindred-sealed-'));
after(() => rmSync(directory, { recursive: true }));

const plain = Buffer.from(
  Array.from({ length: 5000 }, (_, index) => `person${index}@town.example\n`).join(''),
);

async function* pieces(): AsyncGenerator<Buffer> {
  for (let at = 0; at < plain.length; at += 1000) yield plain.subarray(at, at + 1000);
}

const options = { directory, key: Buffer.alloc(32, 3) };

test('a sealed file gives any part of what was put in, and its bytes on disk say nothing of it', async () => {
  await using file = await sealFile(pieces(), options);
  assert.equal(file.byteCount, plain.length);
  for (const [from, count] of [
    [0, 10],
    [1, 15],
    [16, 16],
    [31, 70_000],
    [plain.length - 3, 100],
  ] as const) {
    assert.deepEqual(file.read(from, count), plain.subarray(from, from + count));
  }
  const [name] = readdirSync(directory);
  const onDisk = readFileSync(join(directory, name ?? ''));
  assert.equal(onDisk.length, plain.length);
  assert.equal(onDisk.includes('town.example'), false);
});

test('a sealed file is gone when it is disposed of, or was never whole', async () => {
  await (await sealFile(pieces(), options))[Symbol.asyncDispose]();
  async function* broken(): AsyncGenerator<Buffer> {
    yield plain;
    throw new Error('the connection broke');
  }
  await assert.rejects(sealFile(broken(), options), /the connection broke/);
  assert.deepEqual(readdirSync(directory), []);
});

test('ranges of a sealed file are served under its own address only', async () => {
  await using file = await sealFile(pieces(), options);
  await using served = await serveRanges(file);
  const part = await fetch(served.url, { headers: { range: 'bytes=100-199' } });
  assert.equal(part.status, 206);
  assert.equal(part.headers.get('content-range'), `bytes 100-199/${plain.length}`);
  assert.deepEqual(Buffer.from(await part.arrayBuffer()), plain.subarray(100, 200));
  const whole = await fetch(served.url);
  assert.equal(whole.status, 200);
  assert.deepEqual(Buffer.from(await whole.arrayBuffer()), plain);
  const head = await fetch(served.url, { method: 'HEAD' });
  assert.equal(head.headers.get('content-length'), String(plain.length));
  const stranger = await fetch(new URL('/', served.url));
  assert.equal(stranger.status, 404);
  await stranger.arrayBuffer();
});
