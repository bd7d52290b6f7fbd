import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { runCommandLine } from './program.ts';

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const out = collector();
  const err = collector();
  const code = await runCommandLine(args, { out: out.stream, err: err.stream, env });
  return { code, out: out.text(), err: err.text() };
}

function collector() {
  const pieces: string[] = [];
  const stream = new Writable({
    write: (piece, _encoding, done) => {
      pieces.push(String(piece));
      done();
    },
  });
  return { stream, text: () => pieces.join('') };
}

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly authorization: string;
  readonly body: string;
}

/** A socket that writes down what arrives and gives one fixed answer. */
async function answering(status: number, body: string, headers: Readonly<Record<string, string>> = {}) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const piece of request) text += piece;
    const { method = '', url = '' } = request;
    asked.push({ method, url, authorization: request.headers.authorization ?? '', body: text });
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    asked,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test('help tells the exit codes and names every command', async () => {
  const { code, out } = await run(['--help']);
  assert.equal(code, 0);
  assert.match(out, /3 {4}the server was not reached/);
  for (const name of [
    'serve',
    'demo',
    'plan',
    'optout',
    'export',
    'doctor',
    'backup',
    'restore',
    'profile',
    'completion',
    'lookalike',
    'accounts',
    'apps',
    'tokens',
    'people',
    'audiences',
    'upload',
    'uploads',
    'sessions',
    'hash',
    'check',
  ]) {
    assert.match(out, new RegExp(`^ {2}${name} `, 'm'));
  }
});

test('what was typed wrongly ends with 2 and says what is missing', async () => {
  for (const args of [
    [],
    ['nonsense'],
    ['accounts', 'create'],
    ['accounts', 'create', '--nmae', 'x'],
    ['tokens', 'create', '--name', 'x', '--role', 'boss'],
    ['tokens', 'create', '--name', 'x', '--role', 'operator', '--account', 'one', '--token', 't'],
    ['apps', 'create', '--token', 't'],
    ['apps', 'create', '--name', 'x', '--strict', 'everything', '--token', 't'],
    ['apps', 'update', '1', '--token', 't'],
    ['apps', 'update', '1', '--lenient', '--strict', 'removal', '--token', 't'],
    ['upload', 'f.csv', '--audience', '1', '--remove', '--replace', '--token', 't'],
    ['audiences', 'list', '--account', '1', '--token', 't', '--url', 'localhost:8080'],
    ['upload', '/nowhere/f.csv', '--audience', '1', '--token', 't'],
  ]) {
    const { code, out, err } = await run(args);
    assert.equal(code, 2, args.join(' '));
    assert.equal(out, '', args.join(' '));
    assert.notEqual(err, '', args.join(' '));
  }
});

test('without a token nothing is asked, and the exit code is 4', async () => {
  await using server = await answering(200, '{"tokens":[]}');
  const { code, err } = await run(['tokens', 'list', '--url', server.url]);
  assert.equal(code, 4);
  assert.match(err, /--token/);
  assert.equal(server.asked.length, 0);
});

test('address and token come from the environment, and options go before it', async () => {
  await using server = await answering(200, '{"fb_ad_accounts":[]}');
  const env = { KINDRED_URL: server.url, KINDRED_TOKEN: 'one' };
  await run(['accounts', 'list'], env);
  await run(['--token', 'two', 'accounts', 'list'], env);
  await run(['accounts', 'list', '--token', 'three', '--url', server.url], {
    KINDRED_URL: 'http://127.0.0.1:1',
  });
  assert.deepEqual(
    server.asked.map(({ authorization }) => authorization),
    ['Bearer one', 'Bearer two', 'Bearer three'],
  );
});

for (const [name, funnel, expected] of [
  ['whose every line was rejected', { lines: 3, blank: 1, rejected: 2 }, 1],
  ['of an empty file', { lines: 0, blank: 0, rejected: 0 }, 1],
  ['with one good line', { lines: 3, blank: 0, rejected: 2 }, 0],
] as const) {
  test(`an upload ${name} ends with exit code ${expected}`, async () => {
    const report = { id: 7, state: 'applied', rejected_samples: [], notes: [], error: null };
    const upload = { ...report, funnel: { ...funnel, rejected_by_reason: {}, matched_by_kind: {} } };
    const body = JSON.stringify({ fb_custom_audience: { id: 1, name: 'A', fb_id: '2' }, upload });
    await using server = await answering(200, body, { 'x-upload-id': '7' });
    const options = ['--audience', '1', '--in-one-request', '--json', '--url', server.url];
    const args = ['upload', import.meta.filename, ...options];
    const { code, out, err } = await run(args, { KINDRED_TOKEN: 't' });
    assert.equal(code, expected, err);
    assert.equal(JSON.parse(out).upload.id, 7);
    assert.equal(/No line of upload 7 could be used/.test(err), expected === 1);
  });
}

test('with --json standard output is one line of JSON, also for a refusal', async () => {
  const env = { KINDRED_TOKEN: 't' };
  await using good = await answering(
    200,
    '{"fb_ad_accounts":[{"id":1,"name":"A","currency":null,"fb_id":"22"}]}',
  );
  const listed = await run(['accounts', 'list', '--json', '--url', good.url], env);
  assert.equal(listed.out.split('\n').length, 2);
  assert.equal(JSON.parse(listed.out).fb_ad_accounts[0].fb_id, '22');
  const error = {
    code: 'already_exists',
    message: 'It is there.',
    details: {},
    docs_url: 'd',
    request_id: 'r-1',
  };
  await using bad = await answering(409, JSON.stringify({ error }));
  const refused = await run(['accounts', 'create', '--name', 'A', '--json', '--url', bad.url], env);
  assert.equal(refused.code, 1);
  assert.deepEqual(JSON.parse(refused.out), { error });
  assert.match(refused.err, /It is there\.[\s\S]*r-1/);
});

test('a token that may not ends with 4, a server that is not there with 3', async () => {
  const error = { code: 'role_insufficient', message: 'No.', details: {}, docs_url: 'd', request_id: 'r' };
  await using server = await answering(403, JSON.stringify({ error }));
  const env = { KINDRED_TOKEN: 't' };
  assert.equal((await run(['tokens', 'list', '--url', server.url], env)).code, 4);
  const away = await run(['tokens', 'list', '--url', 'http://127.0.0.1:1'], env);
  assert.equal(away.code, 3);
  assert.match(away.err, /kindred serve/);
});

test('the address of something else than Kindred is told apart', async () => {
  await using server = await answering(200, '<html></html>');
  const { code, err } = await run(['tokens', 'list', '--url', server.url, '--token', 't']);
  assert.equal(code, 1);
  assert.match(err, /Is this the address of a Kindred server\?/);
});

test('a new token is shown with the warning that it is not shown again', async () => {
  const token = {
    id: 3,
    name: 'ads',
    role: 'account_write',
    fb_ad_account_ids: [1],
    created_at: '2026-06-30T10:00:00Z',
    revoked_at: null,
    app_id: null,
  };
  await using server = await answering(201, JSON.stringify({ token, access_token: 'a'.repeat(31) }));
  const args = [
    'tokens',
    'create',
    '--name',
    'ads',
    '--role',
    'account_write',
    '--account',
    '1',
    '--account',
    '2',
  ];
  const { code, out } = await run([...args, '--url', server.url, '--token', 't']);
  assert.equal(code, 0);
  assert.match(out, new RegExp('a'.repeat(31)));
  assert.match(out, /not shown again/);
  assert.deepEqual(JSON.parse(server.asked[0]?.body ?? ''), {
    name: 'ads',
    role: 'account_write',
    fb_ad_account_ids: ['1', '2'],
  });
});

test('the tier of an ad account is shown, and set where one is given', async () => {
  await using server = await answering(200, '{"rate_limit":{"fb_ad_account_id":7,"tier":"standard_access"}}');
  const env = { KINDRED_URL: server.url, KINDRED_TOKEN: 'token' };
  const shown = await run(['accounts', 'limit', '7'], env);
  assert.deepEqual(shown, { code: 0, out: 'Ad account 7 has the tier standard_access.\n', err: '' });
  await run(['accounts', 'limit', '7', '--tier', 'standard_access'], env);
  assert.deepEqual(
    server.asked.map(({ method, url, body }) => [method, url, body]),
    [
      ['GET', '/fb_ad_accounts/7/rate_limit', ''],
      ['PUT', '/fb_ad_accounts/7/rate_limit', '{"tier":"standard_access"}'],
    ],
  );
  const wrong = await run(['accounts', 'limit', '7', '--tier', 'advanced'], env);
  assert.equal(wrong.code, 2);
});

test('a new app is shown with its secret and the warning that it is not shown again', async () => {
  const app = {
    id: '533010008737002',
    name: 'Sync',
    require_proof: true,
    strict: ['removal', 'mixing'],
    created_at: '2026-06-30T10:00:00Z',
  };
  await using server = await answering(201, JSON.stringify({ app, app_secret: 'f'.repeat(32) }));
  const to = ['--url', server.url, '--token', 't'];
  const rules = ['--require-proof', '--strict', 'removal', 'mixing'];
  const { code, out } = await run(['apps', 'create', '--name', 'Sync', ...rules, ...to]);
  assert.equal(code, 0);
  assert.match(out, new RegExp('f'.repeat(32)));
  assert.match(out, /not shown again/);
  const { method, url, body } = server.asked[0] ?? {};
  assert.deepEqual([method, url], ['POST', '/apps']);
  assert.deepEqual(JSON.parse(body ?? ''), {
    name: 'Sync',
    require_proof: true,
    strict: ['removal', 'mixing'],
  });
});

test('an update of an app sends only what was given', async () => {
  const app = { id: '7', name: 'Sync', require_proof: false, strict: [], created_at: '2026-06-30T10:00:00Z' };
  await using server = await answering(200, JSON.stringify({ app }));
  const to = ['--url', server.url, '--token', 't'];
  for (const [args, body] of [
    [['--no-require-proof'], { require_proof: false }],
    [['--require-proof'], { require_proof: true }],
    [['--lenient'], { strict: [] }],
    [['--name', 'Other'], { name: 'Other' }],
  ] as const) {
    server.asked.length = 0;
    const { code, err } = await run(['apps', 'update', '7', ...args, ...to]);
    assert.equal(code, 0, err);
    assert.deepEqual([server.asked[0]?.method, server.asked[0]?.url], ['PUT', '/apps/7']);
    assert.deepEqual(JSON.parse(server.asked[0]?.body ?? ''), body);
  }
});
