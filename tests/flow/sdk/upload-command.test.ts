import assert from 'node:assert/strict';
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Checkpoint } from '@kindred/sdk';
import {
  type CommandOptions,
  type CommandRun,
  commandsOf,
  makeApp,
  makeScratch,
  makeToken,
  openShop,
  person,
  sha256,
  TestServer,
} from '../../dev-env/index.ts';
import { emptyAudience, hashes, kindredOf } from './sdk.ts';

const server = await TestServer.start({ people: 2000 });
after(() => server[Symbol.asyncDispose]());
const scratch = makeScratch();
after(() => scratch[Symbol.dispose]());
const shop = await openShop(server);
const run = withState(server.operatorToken);
const operator = kindredOf(server, server.operatorToken);
const states = join(scratch.path, 'kindred', 'uploads');

/** The command line with a state directory of its own. */
function withState(token: string) {
  return (args: readonly string[], options: CommandOptions = {}): Promise<CommandRun> =>
    commandsOf(server, token)(args, { ...options, env: { XDG_STATE_HOME: scratch.path, ...options.env } });
}

function written(name: string, content: string | Uint8Array): string {
  const path = join(scratch.path, name);
  writeFileSync(path, content);
  return path;
}

async function members(audience: string): Promise<number | null | undefined> {
  return (await operator.audiences.get(audience, { fields: 'exact_count' })).exact_count;
}

const people = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => person(from + index));
const mixed = written(
  'mixed.csv',
  [
    'E-Mail;Phone;Notes',
    ...people(1, 30).map(({ email, phone }, index) =>
      index % 2 === 0 ? `${email.toUpperCase()};;x` : `${sha256(email)};+${phone};y`,
    ),
    ';;nobody',
    'no address;;z',
    '"quoted',
    'lines@example.com";;',
    `${person(31).email};;last`,
  ].join('\r\n'),
);

test('a file of plain values and hashes becomes an audience that is named, and the answer accounts for each line', async () => {
  const audience = await emptyAudience(shop, 'Spending users of spring');
  const { code, out, err } = await run(['upload', mixed, '--audience', 'Spending users of spring', '--json']);
  assert.equal(code, 0, err);
  const { upload } = JSON.parse(out);
  assert.deepEqual(upload.audience, { id: audience, name: 'Spending users of spring' });
  assert.deepEqual(upload.list, {
    read: 34,
    blank: 1,
    unusable: 2,
    faults: { EMAIL: { not_an_email: 2 } },
    samples: [
      { line: 33, kind: 'EMAIL', fault: 'not_an_email' },
      { line: 34, kind: 'EMAIL', fault: 'not_an_email' },
    ],
  });
  const { sent, refused, funnel, sessions, uploads, resumed, repeated, operation, rounded } = upload;
  assert.deepEqual([sent, refused, funnel.lines, funnel.newly_added], [31, 0, 31, 31]);
  assert.deepEqual([sessions.length, uploads.length >= 1, resumed, repeated], [1, true, false, 0]);
  assert.deepEqual([operation, rounded], ['add', false]);
  assert.equal(await members(audience), 31);
});

test('a person reads what was sent, why the rest was not, and what became of it', async () => {
  const audience = await emptyAudience(shop);
  const { code, out, err } = await run(['upload', mixed, '--audience', audience]);
  assert.equal(code, 0, err);
  assert.match(out, /34 rows read, 31 sent \(session \d+\)/);
  assert.match(out, /2 EMAIL not_an_email: This is not an e-mail address\. \(lines 33, 34\)/);
  assert.match(out, /newly added +31/);
  assert.match(err, /uploading mixed\.csv: .*\nmatching: done/);
  assert.doesNotMatch(out + err, /no address|@example/);
});

test('an upload is found by the local id of its audience, too, packed and from standard input, added and removed', async () => {
  const audience = await emptyAudience(shop);
  const { id } = await operator.audiences.get(audience);
  const lines = people(100, 50).map(({ email }) => sha256(email));
  const packed = written('packed.txt.gz', gzipSync(lines.join('\n')));
  const type = ['--user-type', 'email_hash'];
  assert.equal((await run(['upload', packed, '--audience', String(id), ...type])).code, 0);
  assert.equal(await members(audience), 50);
  const removed = await run(['upload', '-', '--audience', audience, '--remove', ...type], {
    input: lines.slice(0, 20).join('\n'),
  });
  assert.equal(removed.code, 0, removed.err);
  assert.equal(await members(audience), 30);
  const ndjson = written(
    'people.ndjson',
    people(300, 5)
      .map(({ email, country }) => JSON.stringify({ Email: email, Country: country }))
      .join('\n'),
  );
  assert.equal((await run(['upload', ndjson, '--audience', audience, '--replace'])).code, 0);
  assert.equal(await members(audience), 5);
  const whole = await run(['upload', packed, '--audience', audience, '--in-one-request', ...type, '--json']);
  assert.equal(whole.code, 0, whole.err);
  assert.equal(JSON.parse(whole.out).upload.funnel.lines, 50);
});

test('what cannot be sent is refused in a sentence, with the exit code that the help names', async () => {
  const audience = await emptyAudience(shop);
  const bare = written('bare.txt', hashes(1, 3).join('\n'));
  const useless = written('useless.txt', 'email\nx\ny\n');
  const cases: readonly (readonly [readonly string[], number, RegExp])[] = [
    [[bare, '--audience', audience], 2, /are hashes, and nothing says of what.*--user-type email_hash/],
    [[useless, '--audience', audience], 1, /No row of the list could be used/],
    [[bare, '--audience', 'Nobody knows it'], 2, /There is no audience "Nobody knows it"/],
    [['absent.csv', '--audience', audience], 2, /absent\.csv cannot be read/],
    [[bare, '--audience', audience, '--parallel', '99'], 2, /from 1 to 16/],
    [[bare, '--audience', audience, '--in-one-request', '--country', 'DE'], 2, /sent as it is/],
    [[bare, '--audience', audience, '--graph-url', 'facebook'], 2, /not the address of a Graph API/],
  ];
  for (const [args, exit, sentence] of cases) {
    const { code, err } = await run(['upload', ...args]);
    assert.equal(code, exit, err);
    assert.match(err, sentence);
  }
  const stranger = withState('nobody');
  assert.equal((await stranger(['upload', bare, '--audience', audience])).code, 4);
});

/** So many rows that a signal comes while they are on their way. */
const long = written('long.txt', `email_sha256\n${hashes(1, 150_000).join('\n')}\n`);

async function untilBatches(count: number): Promise<string> {
  for (;;) {
    await sleep(2);
    const name = readable(() => readdirSync(states))?.find((each) => each.endsWith('.json'));
    const text = name === undefined ? null : readable(() => readFileSync(join(states, name), 'utf8'));
    if (typeof text === 'string' && (JSON.parse(text) as Checkpoint).batches >= count) return text;
  }
}

/** It may be put in place, or gone, at this moment. */
function readable<Found>(read: () => Found): Found | null {
  try {
    return read();
  } catch {
    return null;
  }
}

test('Ctrl-C breaks an upload off, the same command goes on, and another file or other options are refused', async () => {
  const audience = await emptyAudience(shop, 'Broken off');
  const command = ['upload', long, '--audience', 'Broken off', '--parallel', '2'];
  let text = '';
  const broken = await run(command, {
    meanwhile: async (signal) => {
      text = await untilBatches(3);
      signal('SIGINT');
    },
  });
  assert.equal(broken.code, 130, broken.err);
  assert.match(broken.err, /broken off\. The same command goes on from there/);
  assert.doesNotMatch(text, new RegExp(`${server.operatorToken}|[0-9a-f]{65}`));
  const other = await run([...command, '--country', 'DE']);
  assert.equal(other.code, 2, other.err);
  assert.match(other.err, /was begun with other options/);
  const gone = await run([...command, '--json']);
  assert.equal(gone.code, 0, gone.err);
  assert.match(gone.err, /goes on behind the \d+,000 rows that were answered/);
  const { upload } = JSON.parse(gone.out);
  assert.deepEqual([upload.resumed, upload.sent, upload.list.read], [true, 150_000, 150_000]);
  assert.equal(upload.funnel.lines, 150_000);
  assert.deepEqual(readdirSync(states), []);
  const again = await run(command, {
    meanwhile: async (signal) => {
      await untilBatches(2);
      signal('SIGTERM');
    },
  });
  assert.equal(again.code, 130, again.err);
  appendFileSync(long, `${hashes(400_000, 1)[0]}\n`);
  const changed = await run(command);
  assert.equal(changed.code, 2, changed.err);
  assert.match(changed.err, /has changed since its upload was broken off after \d+,000 rows/);
  const anew = await run([...command, '--restart', '--json']);
  assert.equal(anew.code, 0, anew.err);
  assert.deepEqual([JSON.parse(anew.out).upload.resumed, JSON.parse(anew.out).upload.sent], [false, 150_001]);
  assert.equal(await members(audience), 0);
});

test('with the Graph API alone the same flags work, by an app that asks for proofs', async () => {
  const audience = await emptyAudience(shop, 'At Meta');
  const app = await makeApp(server.operator, { require_proof: true });
  const token = await makeToken(server.operator, 'account_write', [shop.accountId], app.id);
  const alone = withState(token);
  const elsewhere = { env: { KINDRED_URL: 'http://127.0.0.1:9', KINDRED_APP_SECRET: app.secret } };
  const graph = ['--graph-url', `${server.url}/v24.0`];
  const { code, out, err } = await alone(
    ['upload', mixed, '--audience', 'At Meta', ...graph, '--json'],
    elsewhere,
  );
  assert.equal(code, 0, err);
  const { upload } = JSON.parse(out);
  assert.deepEqual([upload.sent, upload.funnel, upload.session_counts.length], [31, null, 1]);
  assert.equal(upload.session_counts[0].num_received, 31);
  const [session] = upload.sessions;
  const listed = await alone(['sessions', audience, ...graph, '--json'], elsewhere);
  assert.deepEqual(
    JSON.parse(listed.out).sessions.map((each: { session_id: string }) => each.session_id),
    [session],
  );
  const shown = await run(['sessions', 'show', 'At Meta', session]);
  assert.match(shown.out, new RegExp(`session +${session}\n(.*\n)*received +31\n`));
  const table = await run(['sessions', 'list', 'At Meta']);
  assert.match(table.out, new RegExp(`${session} .* 31`));
  const unknown = await run(['sessions', 'show', 'At Meta', '7']);
  assert.equal(unknown.code, 1);
  assert.match(unknown.err, /has no session 7/);
  const unproven = await alone(['sessions', audience, ...graph], {
    env: { KINDRED_URL: 'http://127.0.0.1:9' },
  });
  assert.notEqual(unproven.code, 0);
});
