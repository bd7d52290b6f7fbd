import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { commandLine, emailHashes, makeScratch, openShop, TestServer } from '../../dev-env/index.ts';
import { peopleThere } from './remote.ts';

const meta = await TestServer.start({ people: 500 });
after(() => meta[Symbol.asyncDispose]());
const here = await TestServer.start();
after(() => here[Symbol.asyncDispose]());
const there = await openShop(meta);
const scratch = makeScratch();
after(() => scratch[Symbol.dispose]());

async function kindred(...args: readonly string[]) {
  const env = { KINDRED_URL: here.url, KINDRED_TOKEN: here.operatorToken };
  return commandLine([...args, '--json'], { env });
}

function written(name: string, text: string): string {
  const path = join(scratch.path, name);
  writeFileSync(path, text);
  return path;
}

test('an account is connected, checked, filled, mirrored and looked at from the command line', async () => {
  const made = await kindred(
    'accounts',
    'create',
    '--name',
    'Shop',
    '--platform',
    'meta',
    '--fb-id',
    there.graphId,
  );
  assert.equal(made.code, 0, made.err);
  const id = String(JSON.parse(made.out).fb_ad_account.id);
  const wrong = ['accounts', 'connect', id, '--token-file', written('wrong', 'no-such-token')];
  const bad = await kindred(...wrong, '--graph-url', meta.url);
  assert.equal(bad.code, 0, bad.err);
  assert.equal(JSON.parse(bad.out).check.good, false);
  assert.equal((await kindred('accounts', 'check', id)).code, 1);
  const token = written('token', `${there.writerToken}\n`);
  const connected = await kindred('accounts', 'connect', id, '--token-file', token);
  assert.equal(JSON.parse(connected.out).check.good, true, connected.out);
  assert.ok(!connected.out.includes(there.writerToken));
  const list = written('list', emailHashes(1, 40).join('\n'));
  const type = ['--user-type', 'email_hash'];
  const created = await kindred('audiences', 'create', list, '--account', id, '--name', 'A', ...type);
  assert.equal(created.code, 0, created.err);
  const audience = String(JSON.parse(created.out).fb_custom_audience.id);
  const mirrored = await kindred(
    'mirror',
    written('next', emailHashes(31, 30).join('\n')),
    '--audience',
    audience,
  );
  assert.equal(mirrored.code, 0, mirrored.err);
  assert.equal(JSON.parse(mirrored.out).upload.relay.rows.relayed, 30);
  const shown = await kindred('audiences', 'show', audience);
  assert.equal(await peopleThere(meta, JSON.parse(shown.out).fb_custom_audience.fb_id), 60);
  const status = JSON.parse((await kindred('relay', 'status')).out).relay.accounts;
  assert.equal(status.length, 1);
  assert.deepEqual(status[0].uploads, []);
  assert.equal((await kindred('relay', 'retry', id)).code, 0);
});
