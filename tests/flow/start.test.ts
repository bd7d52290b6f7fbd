import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { after, test } from 'node:test';
import {
  exchange,
  freePort,
  makeScratch,
  openShop,
  type ServerProcess,
  spawnServer,
  TestServer,
  until,
} from '../dev-env/index.ts';

const prepared = await TestServer.prepare();
after(() => prepared[Symbol.asyncDispose]());

interface Refusal {
  readonly code: number | null;
  readonly errors: string;
}

/** Starts a server that must refuse to. */
async function refusalOf(process: ServerProcess): Promise<Refusal> {
  const { code } = await process.ended;
  return { code, errors: process.errors() };
}

/** Exit code 1 and one sentence for the operator: no stack, no name of a class. */
function assertSentence({ code, errors }: Refusal, pattern: RegExp): void {
  assert.equal(code, 1, errors);
  assert.match(errors, pattern);
  assert.ok(!/^\s+at /m.test(errors), errors);
  assert.ok(!/Error:/.test(errors), errors);
  assert.match(errors.trim(), /\.$/);
}

const wrong: readonly (readonly [name: string, value: string, pattern: RegExp])[] = [
  ['KINDRED_PROT', '8080', /KINDRED_PROT is not known.*KINDRED_PORT/s],
  ['KINDRED_PORT', 'http', /KINDRED_PORT is "http"/],
  ['KINDRED_PORT', '70000', /KINDRED_PORT is "70000".*65535/],
  ['KINDRED_PORT', '-1', /KINDRED_PORT/],
  ['KINDRED_HOST', '203.0.113.7', /203\.0\.113\.7.*KINDRED_HOST/s],
  ['KINDRED_HOST', 'no.such.host.invalid', /KINDRED_HOST/],
  ['KINDRED_LOG_LEVEL', 'loud', /KINDRED_LOG_LEVEL is "loud".*info/s],
  ['KINDRED_UPLOAD_BYTES_MAX', '0', /KINDRED_UPLOAD_BYTES_MAX/],
  ['KINDRED_UPLOAD_BYTES_MAX', '1 GB', /KINDRED_UPLOAD_BYTES_MAX/],
  ['KINDRED_OPERATOR_TOKEN', 'short', /KINDRED_OPERATOR_TOKEN must be 31 characters/],
  ['KINDRED_KEY', 'abc', /KINDRED_KEY does not hold a key/],
  ['KINDRED_DATABASE_URL', 'mysql://root@localhost', /KINDRED_DATABASE_URL must start with postgres/],
  ['KINDRED_DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none', /KINDRED_DATABASE_URL/],
  ['KINDRED_PUBLIC_URL', 'audiences', /KINDRED_PUBLIC_URL is "audiences"/],
  ['KINDRED_DATA_DIR', '/dev/null/kindred', /KINDRED_DATA_DIR/],
];

for (const [name, value, pattern] of wrong) {
  test(`${name}=${value} is refused in a sentence that names it`, async () => {
    assertSentence(await refusalOf(prepared.spawn({ [name]: value })), pattern);
  });
}

test('a port that somebody listens on is refused in a sentence', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  const address = taken.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  assertSentence(await refusalOf(prepared.spawn({ KINDRED_PORT: String(port) })), /KINDRED_PORT/);
  await new Promise((resolve) => taken.close(resolve));
});

test('a second server on the same directory is refused, and the first one goes on', async () => {
  const server = await TestServer.start();
  after(() => server[Symbol.asyncDispose]());
  const second = spawnServer(server.settings);
  assertSentence(await refusalOf(second), /Another Kindred server is running on .*KINDRED_DATA_DIR/);
  assert.equal((await server.operator.get('/fb_ad_accounts')).status, 200);
});

test('another key than the one that the data was written with is refused, and the right one is taken again', async () => {
  const server = await TestServer.start();
  after(() => server[Symbol.asyncDispose]());
  const shop = await openShop(server);
  await server.stop();
  using scratch = makeScratch();
  const keyFile = `${scratch.path}/another.key`;
  writeFileSync(keyFile, `${'ab'.repeat(32)}\n`);
  assertSentence(await refusalOf(server.spawn({ KINDRED_KEY_FILE: keyFile })), /not the master key/);
  assertSentence(await refusalOf(server.spawn({ KINDRED_KEY: 'cd'.repeat(32) })), /not the master key/);
  const lost = await refusalOf(server.spawn({ KINDRED_KEY_FILE: `${scratch.path}/lost.key` }));
  assertSentence(lost, /key file .*lost\.key is missing|not the master key/);
  writeFileSync(keyFile, 'no key at all');
  assertSentence(await refusalOf(server.spawn({ KINDRED_KEY_FILE: keyFile })), /does not hold a key/);
  await server.start();
  assert.equal((await shop.reader.get('/fb_ad_accounts')).status, 200);
});

function tokenIn(output: string): string | undefined {
  return /Operator token .*: ([a-z0-9]{31})$/m.exec(output)?.[1];
}

test('the first start prints an operator token, and no later one does', async () => {
  const server = await TestServer.prepare({ isFromNothing: true });
  after(() => server[Symbol.asyncDispose]());
  await server.start({ KINDRED_OPERATOR_TOKEN: '' });
  const token = tokenIn(server.said.output) ?? '';
  assert.match(token, /^[a-z0-9]{31}$/);
  assert.equal((await server.as(token).get('/tokens')).status, 200);
  await server.stop();
  await server.start({ KINDRED_OPERATOR_TOKEN: '' });
  assert.equal(tokenIn(server.said.output), undefined);
  assert.equal((await server.as(token).get('/tokens')).status, 200);
});

test('a first start that cannot listen does not cost the operator their token', async () => {
  const server = await TestServer.prepare();
  after(() => server[Symbol.asyncDispose]());
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  const address = taken.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const first = server.spawn({ KINDRED_PORT: String(port), KINDRED_OPERATOR_TOKEN: '' });
  assert.equal((await first.ended).code, 1);
  assert.equal(tokenIn(first.output()), undefined, 'a token was made although nobody could use it');
  await new Promise((resolve) => taken.close(resolve));
  await server.start({ KINDRED_OPERATOR_TOKEN: '' });
  const token = tokenIn(server.said.output);
  assert.notEqual(token, undefined, 'no start has shown a token');
  assert.equal((await server.as(token ?? '').get('/tokens')).status, 200);
});

test('whoever is answered by a first start finds the operator token printed', async () => {
  const server = await TestServer.prepare();
  after(() => server[Symbol.asyncDispose]());
  const port = await freePort();
  const first = server.spawn({ KINDRED_PORT: String(port), KINDRED_OPERATOR_TOKEN: '' });
  await until('health', () => isHealthy(port), 60_000);
  await until('the printed token', () => tokenIn(first.output()) !== undefined, 1000);
});

function isHealthy(port: number): Promise<boolean> {
  return exchange(`http://127.0.0.1:${port}`, { method: 'GET', path: '/health' }).then(
    ({ status }) => status === 200,
    () => false,
  );
}

test('an operator who lost every token gets in with a preset one', async () => {
  const server = await TestServer.prepare();
  after(() => server[Symbol.asyncDispose]());
  await server.start({ KINDRED_OPERATOR_TOKEN: '' });
  const stale = await server.operator.get('/tokens');
  assert.equal(stale.status, 401);
  assert.match(stale.text, /KINDRED_OPERATOR_TOKEN/);
  await server.stop();
  await server.start();
  assert.equal((await server.operator.get('/tokens')).status, 200);
});

test('a preset operator token is not printed, works, and may be another one at the next start', async () => {
  const server = await TestServer.start();
  after(() => server[Symbol.asyncDispose]());
  assert.ok(!server.said.output.includes(server.operatorToken));
  assert.equal((await server.operator.get('/tokens')).status, 200);
  await server.stop();
  const next = 'another0another0another0another';
  await server.start({ KINDRED_OPERATOR_TOKEN: next });
  assert.equal((await server.as(next).get('/tokens')).status, 200);
});

test('a preset operator token that was revoked is refused in a sentence', async () => {
  const server = await TestServer.start();
  after(() => server[Symbol.asyncDispose]());
  const spare = 'spare00spare00spare00spare00spa';
  await server.stop();
  await server.start({ KINDRED_OPERATOR_TOKEN: spare });
  const { tokens } = (await server.as(spare).get('/tokens')).json<{
    tokens: { id: number; name: string }[];
  }>();
  const id = Math.min(...tokens.map((token) => token.id));
  assert.equal((await server.as(spare).delete(`/tokens/${id}`)).status, 204);
  await server.stop();
  assertSentence(await refusalOf(server.spawn()), /KINDRED_OPERATOR_TOKEN/);
});
