import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import {
  audiencesOf,
  commandLine,
  commandsOf,
  emailHashes,
  makeScratch,
  openShop,
  optOut,
  person,
  sha256,
  TestServer,
} from '../dev-env/index.ts';

const server = await TestServer.start({ people: 300 });
after(() => server[Symbol.asyncDispose]());
const scratch = makeScratch();
after(() => scratch[Symbol.dispose]());
const shop = await openShop(server);
const client = server.operator;
const { create, put } = audiencesOf(shop, client);
const run = commandsOf(server);

const inScratch = (name: string) => join(scratch.path, name);
const externIds = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => person(first + index).externId);

async function audienceOf(first: number, count: number): Promise<string> {
  return String((await create(emailHashes(first, count).join('\n'))).audienceId);
}

const cells = (csv: string) =>
  csv
    .trimEnd()
    .split('\n')
    .map((line) => line.split(',').map((cell) => cell.replaceAll('"', '')));

test('an export has the members by the own ids of the operator, and in the same order each time', async () => {
  const audience = await audienceOf(1, 50);
  const once = await run(['export', audience]);
  assert.equal(once.code, 0, once.err);
  const [head, ...rows] = cells(once.out);
  assert.deepEqual(head, ['id', 'country']);
  assert.deepEqual(rows.map(([id]) => id).sort(), externIds(1, 50));
  assert.ok(rows.every(([, country]) => country === 'IT'));
  assert.equal((await run(['export', audience])).out, once.out);
});

test('people who left are in no export, and those who came are', async () => {
  const audience = await audienceOf(1, 10);
  for (const [operation, first, count] of [
    ['remove', 1, 4],
    ['add', 20, 2],
  ] as const) {
    await put(Number(audience), operation, emailHashes(first, count).join('\n'));
  }
  const ids = cells((await run(['export', audience])).out)
    .slice(1)
    .map(([id]) => id);
  assert.deepEqual(ids.sort(), [...externIds(5, 6), ...externIds(20, 2)]);
});

test('nobody who opted out is in an export, not even before the opt-out has reached the audience', async () => {
  const audience = await audienceOf(101, 20);
  await optOut(client, emailHashes(101, 5).join('\n'));
  const { out } = await run(['export', audience, '--format', 'ndjson']);
  const ids = out
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { id: string }).id);
  assert.deepEqual(ids.sort(), externIds(106, 15));
});

test('a Parquet export holds the same people', async () => {
  const audience = await audienceOf(150, 30);
  const path = inScratch('members.parquet');
  const answer = (await run(['--json', 'export', audience, '--output', path])).json<{ exported: unknown }>();
  assert.deepEqual(answer.exported, { file: path, format: 'parquet', bytes: statSync(path).size });
  const database = await (await DuckDBInstance.create()).connect();
  const rows = await database.runAndReadAll(`select id, country from '${path}' order by id`);
  assert.deepEqual(
    rows.getRows(),
    externIds(150, 30).map((id) => [id, 'IT']),
  );
  database.closeSync();
});

test('an audience of nobody exports a file of its columns', async () => {
  const audience = await audienceOf(9000, 3);
  assert.deepEqual(cells((await run(['export', audience])).out), [['id', 'country']]);
});

test('an audience with values exports the value of each member', async () => {
  const made = await client.postJson(`/v25.0/act_${shop.graphId}/customaudiences`, {
    name: 'Values',
    subtype: 'CUSTOM',
    customer_file_source: 'USER_PROVIDED_ONLY',
    is_value_based: true,
  });
  const { id } = made.json<{ id: string }>();
  const rows = [
    [sha256(person(201).email), 12.5],
    [sha256(person(202).email), 3],
  ];
  const payload = { schema: ['EMAIL', 'LOOKALIKE_VALUE'], data: rows };
  assert.equal((await client.postJson(`/v25.0/${id}/users`, { payload })).status, 200);
  let out = '';
  for (let asked = 0; cells(out).length < 3 && asked < 200; asked += 1) {
    ({ out } = await run(['export', id]));
  }
  const [head, ...members] = cells(out);
  assert.deepEqual(head, ['id', 'country', 'value']);
  assert.deepEqual(members.sort(), [
    [person(201).externId, 'IT', '12.5'],
    [person(202).externId, 'IT', '3'],
  ]);
});

test('the population exports with its features, and can be imported again from that', async () => {
  const path = inScratch('features.csv');
  writeFileSync(path, 'id,country,spent,tier\nf1,DE,12,"gold, ""old"""\nf2,,7,\n');
  assert.equal((await run(['people', 'import', path])).code, 0);
  const exported = await run(['people', 'export', '--format', 'ndjson']);
  const people = exported.out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  assert.equal(people.length, 302);
  const own = people.filter(({ id }) => String(id).startsWith('f'));
  assert.deepEqual(
    own.sort((a, b) => String(a['id']).localeCompare(String(b['id']))),
    [
      { id: 'f1', country: 'DE', spent: '12', tier: 'gold, "old"' },
      { id: 'f2', country: '', spent: '7', tier: null },
    ],
  );
  assert.doesNotMatch(exported.out, /town\.example/);
  const again = inScratch('again.csv');
  assert.equal((await run(['people', 'export', '--output', again])).code, 0);
  const { import: report } = (await run(['--json', 'people', 'import', again])).json<{
    import: { people: { unchanged: number; seen: number } };
  }>();
  assert.deepEqual([report.people.seen, report.people.unchanged], [302, 302]);
});

test('only operators export, and each export stands in the audit log', async () => {
  const audience = await audienceOf(1, 3);
  for (const path of [`/custom_audiences/${audience}/members`, '/people']) {
    assert.equal((await shop.writer.get(path)).status, 403, path);
    assert.equal((await client.get(`${path}?format=xlsx`)).status, 422, path);
  }
  const refused = await commandsOf(server, shop.writerToken)(['export', audience]);
  assert.equal(refused.code, 4);
  await run(['export', audience]);
  await run(['people', 'export']);
  await server.stop();
  const sql =
    "select action, subject from kindred.audit_log where action like '%.export' order by id desc limit 2";
  const { control } = await server.stores({ control: [{ sql }] });
  await server.start();
  assert.deepEqual(control[0], [
    { action: 'people.export', subject: '' },
    { action: 'audience.export', subject: audience },
  ]);
});

test('an export that breaks off leaves no file, and its exit code says so', async () => {
  const cut = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/csv' }).write('id,country\n', () => response.destroy());
  });
  await new Promise<void>((resolve) => cut.listen(0, '127.0.0.1', resolve));
  const { port } = cut.address() as AddressInfo;
  const path = inScratch('cut.csv');
  const env = { KINDRED_URL: `http://127.0.0.1:${port}`, KINDRED_TOKEN: 'x' };
  const ran = await commandLine(['export', '1', '--output', path], { env });
  cut.close();
  assert.equal(ran.code, 3, ran.err);
  assert.ok(!existsSync(path));
  assert.deepEqual(
    readdirSync(scratch.path).filter((name) => name.startsWith('cut.csv')),
    [],
  );
});

test('a file that is named is replaced when the new one is whole, and read by its owner alone', async () => {
  const audience = await audienceOf(1, 3);
  const path = inScratch('kept.csv');
  writeFileSync(path, 'old');
  assert.equal((await run(['export', audience, '--output', path])).code, 0);
  assert.match(readFileSync(path, 'utf8'), /^"id","country"\n/);
  assert.equal(statSync(path).mode & 0o077, 0);
  const json = await run(['--json', 'export', audience]);
  assert.equal(json.code, 2);
  assert.match(json.err, /name one with --output/);
});
