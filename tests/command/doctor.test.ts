import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import { after, test } from 'node:test';
import { type CommandOptions, commandLine, openShop, TestServer } from '../dev-env/index.ts';

const server = await TestServer.start();
after(() => server[Symbol.asyncDispose]());

interface Finding {
  readonly what: string;
  readonly state: 'ok' | 'warn' | 'fail';
  readonly say: string;
  readonly todo: string | null;
}

async function doctor(args: readonly string[] = [], { env }: CommandOptions = {}) {
  const ran = await commandLine(['--json', 'doctor', ...args], { env: { ...server.settings, ...env } });
  const { healthy, findings } = ran.json<{ healthy: boolean; findings: readonly Finding[] }>();
  const of = (what: string) => findings.find((each) => each.what === what);
  return { ...ran, healthy, findings, of };
}

const asOperator = () => ({ env: { KINDRED_URL: server.url, KINDRED_TOKEN: server.operatorToken } });

test('a server that runs is asked, and is well', async () => {
  const { code, healthy, findings, of, err } = await doctor([], asOperator());
  assert.equal(code, 0, err);
  assert.ok(healthy);
  const named = findings.map(({ what }) => what);
  for (const what of ['server', 'key', 'disk', 'control store', 'column store', 'uploads', 'jobs', 'clock']) {
    assert.ok(named.includes(what), what);
  }
  assert.match(of('nodes')?.say ?? '', /1 share/);
  assert.ok(findings.every(({ state, todo }) => (state === 'ok') === (todo === null)));
});

test('what is wrong is told with what to do, and by the exit code', async () => {
  chmodSync(`${server.dataDir}.key`, 0o644);
  const { code, of } = await doctor([], asOperator());
  chmodSync(`${server.dataDir}.key`, 0o600);
  assert.equal(code, 1);
  assert.equal(of('key')?.state, 'fail');
  assert.match(of('key')?.todo ?? '', /chmod 600/);
});

test('only operators are told how the installation is', async () => {
  const shop = await openShop(server);
  assert.equal((await shop.writer.get('/health/details')).status, 403);
});

test('without a token the directory of a server that runs is looked at, and left alone', async () => {
  const { code, of, err } = await doctor([], { env: { KINDRED_URL: server.url } });
  assert.equal(code, 0, err);
  assert.match(err, /no access token/);
  assert.match(of('lock')?.say ?? '', /A server runs/);
  assert.equal(of('control store'), undefined);
});

test('a server that is stopped is looked at with its stores', async () => {
  await server.stop();
  const { code, of, err } = await doctor(['--offline']);
  assert.equal(code, 0, err);
  assert.equal(of('lock')?.state, 'warn');
  assert.equal(of('control store')?.state, 'ok');
  assert.equal(of('column store')?.state, 'ok');
  const text = await commandLine(['doctor', '--offline'], { env: server.settings });
  assert.match(text.out, /^warn {2}lock .*No server runs/m);
  const wrongKey = await doctor(['--offline'], { env: { KINDRED_KEY: 'cd'.repeat(32) } });
  assert.equal(wrongKey.code, 1);
  assert.match(wrongKey.of('stores')?.say ?? '', /not the master key/);
  await server.start();
});

test('a directory without an installation is told from one', async () => {
  const { of } = await doctor(['--offline'], { env: { KINDRED_DATA_DIR: `${server.dataDir}-none` } });
  assert.match(of('stores')?.say ?? '', /There is no installation/);
});
