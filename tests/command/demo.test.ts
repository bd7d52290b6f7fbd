import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { commandLine, makeScratch } from '../dev-env/index.ts';

const scratch = makeScratch();
after(() => scratch[Symbol.dispose]());

test('the demo runs by the command line, from anywhere, and ends with its exit code', async () => {
  const args = ['demo', '--once', '--port', '0', '--people', '1000'];
  const ran = await commandLine([...args, '--rows', '500'], { directory: scratch.path });
  assert.equal(ran.code, 0, ran.err);
  assert.match(ran.out, /an advertiser sees below 1,000 people/);
  const wrong = await commandLine([...args, '--rows', '5000'], { directory: scratch.path });
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /population of 5000 people or more/);
});
