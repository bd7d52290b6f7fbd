import assert from 'node:assert/strict';
import { chmodSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { type CommandOptions, commandLine, makeScratch, type Scratch } from '../dev-env/index.ts';

/** Answers like a server without accounts, and writes down whose token came. */
async function listener() {
  const tokens: string[] = [];
  const server = createServer((request, response) => {
    tokens.push((request.headers.authorization ?? '').replace('Bearer ', ''));
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"fb_ad_accounts":[]}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => server.close());
  return { tokens, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const [one, two] = [await listener(), await listener()];
let scratch: Scratch;
beforeEach(() => {
  scratch = makeScratch();
});
after(() => scratch[Symbol.dispose]());

async function run(args: readonly string[], { env = {}, ...options }: CommandOptions = {}) {
  return commandLine(args, { ...options, env: { XDG_CONFIG_HOME: scratch.path, ...env } });
}

async function done(args: readonly string[], options?: CommandOptions): Promise<string> {
  const ran = await run(args, options);
  assert.equal(ran.code, 0, ran.err);
  return ran.out;
}

/** Whose token the server gets when accounts are listed so. */
async function tokenSent(
  to: { readonly tokens: string[] },
  args: readonly string[],
  options?: CommandOptions,
) {
  await done([...args, 'accounts', 'list'], options);
  return to.tokens.at(-1);
}

const configPath = () => join(scratch.path, 'kindred', 'config.json');

test('the first profile is the one in use, another one is named or chosen', async () => {
  await done(['profile', 'add', 'a', '--url', one.url, '--token', 'tokena']);
  await done(['profile', 'add', 'b', '--url', two.url, '--token-stdin'], { input: 'tokenb\n' });
  assert.equal(await tokenSent(one, []), 'tokena');
  assert.equal(await tokenSent(two, ['--profile', 'b']), 'tokenb');
  assert.equal(await tokenSent(two, [], { env: { KINDRED_PROFILE: 'b' } }), 'tokenb');
  await done(['profile', 'use', 'b']);
  assert.equal(await tokenSent(two, []), 'tokenb');
  await done(['profile', 'remove', 'b']);
  assert.equal((await run(['accounts', 'list', '--profile', 'b'])).code, 2);
});

test('an option counts before a named profile, that before the environment, and that before the one in use', async () => {
  await done(['profile', 'add', 'a', '--url', one.url, '--token', 'tokena']);
  const env = { KINDRED_URL: two.url, KINDRED_TOKEN: 'tokenenv' };
  assert.equal(await tokenSent(two, [], { env }), 'tokenenv');
  assert.equal(await tokenSent(one, ['--profile', 'a'], { env }), 'tokena');
  assert.equal(await tokenSent(one, ['--profile', 'a', '--token', 'tokenflag'], { env }), 'tokenflag');
});

test('the token of a profile is sent to its own server only', async () => {
  await done(['profile', 'add', 'a', '--url', one.url, '--token', 'tokena']);
  const before = two.tokens.length;
  for (const way of [{ env: { KINDRED_URL: two.url } }, {}]) {
    const args = 'env' in way ? [] : ['--url', two.url];
    const ran = await run([...args, 'accounts', 'list'], way);
    assert.equal(ran.code, 4);
    assert.match(ran.err, /is for http/);
  }
  assert.equal(two.tokens.length, before);
  await done(['profile', 'add', 'a', '--url', two.url]);
  assert.doesNotMatch(readFileSync(configPath(), 'utf8'), /tokena/);
});

test('a token may come from a command, and its failure is told', async () => {
  await done(['profile', 'add', 'a', '--url', one.url, '--token-command', 'printf tokenc']);
  assert.equal(await tokenSent(one, []), 'tokenc');
  await done(['profile', 'add', 'a', '--token-command', 'exit 3']);
  const ran = await run(['accounts', 'list']);
  assert.equal(ran.code, 4);
  assert.match(ran.err, /exit 3/);
});

test('tokens are never shown, and the file is read by its owner alone', async () => {
  await done(['profile', 'add', 'a', '--url', one.url, '--token', 'tokensecret']);
  const shown = [
    await done(['profile', 'list']),
    await done(['--json', 'profile', 'list']),
    await done(['--json', 'profile', 'use', 'a']),
  ];
  assert.doesNotMatch(shown.join(), /tokensecret/);
  assert.match(shown[1] ?? '', /"token":"kept","in_use":true/);
  assert.equal(statSync(configPath()).mode & 0o077, 0);
  chmodSync(configPath(), 0o644);
  const ran = await run(['accounts', 'list']);
  assert.equal(ran.code, 2);
  assert.match(ran.err, /chmod 600/);
});

test('what is no profile is told', async () => {
  assert.match((await run(['profile', 'add', '../x', '--url', one.url])).err, /no name/);
  assert.match((await run(['profile', 'add', 'a'])).err, /--url/);
  assert.match((await run(['profile', 'use', 'constructor'])).err, /There is none yet/);
});
