import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { OptOut } from '@kindred/contract';
import {
  audiencesOf,
  type CommandRun,
  commandsOf,
  emailHashes,
  openShop,
  person,
  sha256,
  TestServer,
} from '../dev-env/index.ts';

const server = await TestServer.start({ people: 500 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const { create, put } = audiencesOf(shop, server.operator);
const run = commandsOf(server);

async function optout(
  command: string,
  lines: readonly string[],
  userType = 'email_hash',
): Promise<CommandRun> {
  const ran = await run(['--json', 'optout', command, '-', '--user-type', userType], {
    input: lines.join('\n'),
  });
  assert.equal(ran.code, 0, ran.err);
  return ran;
}

async function lift(lines: readonly string[], userType?: string): Promise<OptOut> {
  return (await optout('lift', lines, userType)).json<{ opt_out: OptOut }>().opt_out;
}

async function suppressed(lines: readonly string[], userType?: string): Promise<number> {
  const { check } = (await optout('check', lines, userType)).json<{ check: { suppressed: number } }>();
  return check.suppressed;
}

/** How many of these addresses enter a new audience. */
async function entering(hashes: readonly string[]): Promise<number | null> {
  return (await create(hashes.join('\n'))).funnel.newly_added;
}

async function importPeople(csv: string): Promise<void> {
  assert.equal((await run(['people', 'import', '-'], { input: csv })).code, 0);
}

test('who is lifted comes back by a later upload, and by nothing else', async () => {
  const hashes = emailHashes(1, 10);
  const { audienceId } = await create(hashes.join('\n'));
  await optout('add', hashes.slice(0, 4));
  const members = async () =>
    (await run(['export', String(audienceId)])).out.trimEnd().split('\n').length - 1;
  assert.equal(await members(), 6);
  const { keys, found, people, people_still_out: out } = await lift(hashes.slice(0, 3));
  assert.deepEqual([keys, found, people, out], [3, 3, 3, 0]);
  assert.equal(await members(), 6);
  const { suppressed: stayedOut, newly_added: added } = await put(audienceId, 'add', hashes.join('\n'));
  assert.deepEqual([stayedOut, added], [1, 3]);
  assert.equal(await members(), 9);
});

test('a lift is for all keys of a person, whichever of them it names', async () => {
  const one = person(101);
  await optout('add', [sha256(one.email)]);
  assert.equal(await suppressed([sha256(one.phone)], 'phone_hash'), 1);
  await lift([sha256(one.phone)], 'phone_hash');
  assert.equal(await suppressed([sha256(one.phone)], 'phone_hash'), 0);
  assert.equal(await entering([sha256(one.email)]), 1);
});

test('who was lifted can opt out again, and be lifted again', async () => {
  const hashes = emailHashes(120, 2);
  for (let round = 0; round < 3; round += 1) {
    await optout('add', hashes);
    assert.equal(await entering(hashes), 0, `opted out, round ${round}`);
    await lift(hashes);
    assert.equal(await entering(hashes), 2, `lifted, round ${round}`);
  }
});

test('a lift holds when the population is imported again and when the server starts again', async () => {
  const one = person(140);
  await optout('add', [sha256(one.email)]);
  await lift([sha256(one.email)]);
  await importPeople(`id,email,phone\n${one.externId},${one.email},+${one.phone}\n`);
  await server.stop();
  await server.start();
  assert.equal(await entering([sha256(one.email)]), 1);
});

test('who shares a key with somebody who stays opted out is not freed by it, and the lift says so', async () => {
  await importPeople(
    'id,email,phone\nh1,one@home.example,+393331110001\nh2,two@home.example,+393331110001\n',
  );
  const [one, two] = [sha256('one@home.example'), sha256('two@home.example')];
  const phone = sha256('393331110001');
  await optout('add', [phone], 'phone_hash');
  const alone = await lift([one]);
  assert.deepEqual([alone.people, alone.people_still_out], [1, 1]);
  assert.equal(await suppressed([phone], 'phone_hash'), 1, 'the key of both stays up');
  const both = await lift([one, two]);
  assert.deepEqual([both.people, both.people_still_out], [2, 0]);
  assert.equal(await entering([one, two]), 2);
});

test('a check counts what is suppressed, and leaves nothing behind', async () => {
  const [gone] = emailHashes(160, 1);
  await optout('add', [gone ?? '']);
  const before = (await run(['--json', 'optout', 'list'])).json<{ opt_outs: unknown[] }>();
  const input = [...emailHashes(160, 3), emailHashes(161, 1)[0], '', 'nobody'].join('\n');
  const { check } = (await run(['--json', 'optout', 'check', '-'], { input })).json<{ check: unknown }>();
  assert.deepEqual(check, { lines: 6, blank: 1, rejected: 1, keys: 3, suppressed: 1 });
  assert.deepEqual((await run(['--json', 'optout', 'list'])).json(), before);
  const one = await run(['optout', 'check', '--key', gone ?? '']);
  assert.match(one.out, /suppressed +1\b/);
});

test('a list tells opt-outs from lifts, and the audit log knows both', async () => {
  const hashes = emailHashes(180, 2);
  await optout('add', hashes);
  await lift(hashes);
  const { opt_outs: listed } = (await run(['--json', 'optout', 'list'])).json<{
    opt_outs: { id: number; operation: string; state: string }[];
  }>();
  assert.deepEqual(
    listed.slice(0, 2).map(({ operation, state }) => [operation, state]),
    [
      ['lift', 'applied'],
      ['add', 'applied'],
    ],
  );
  await server.stop();
  const sql = 'select action from kindred.audit_log order by id desc limit 2';
  const { control } = await server.stores({ control: [{ sql }] });
  await server.start();
  assert.deepEqual(control[0], [{ action: 'opt_out.lift' }, { action: 'opt_out.create' }]);
});

test('only operators lift and check, and a file without a key is told to be one', async () => {
  for (const path of ['/opt_outs/lifts', '/opt_outs/checks']) {
    assert.equal((await shop.writer.sendForm('POST', path, [])).status, 403, path);
  }
  const ran = await run(['optout', 'lift', '-'], { input: 'walter@example.com\n' });
  assert.equal(ran.code, 1);
  assert.match(ran.err, /kindred hash/);
  assert.equal((await run(['optout', 'lift'])).code, 2);
});
