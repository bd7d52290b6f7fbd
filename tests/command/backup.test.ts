import assert from 'node:assert/strict';
import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import {
  appliedAudience,
  appliedUpload,
  type CommandRun,
  commandLine,
  commandsOf,
  emailHashes,
  openShop,
  TestServer,
  updateAudience,
} from '../dev-env/index.ts';

const server = await TestServer.start({ people: 300 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const client = server.operator;
const run = commandsOf(server);
const place = dirname(server.dataDir);
const backupPath = join(place, 'first.tar.gz');

/** A command that is about the installation itself, with the settings of its server. */
const onDisk = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CommandRun> =>
  commandLine(args, { env: { ...server.settings, ...env } });

async function optOut(hashes: readonly string[]): Promise<void> {
  assert.equal((await run(['optout', 'add', '-'], { input: hashes.join('\n') })).code, 0);
}

async function members(audienceId: number): Promise<number> {
  return (await run(['export', String(audienceId)])).out.trimEnd().split('\n').length - 1;
}

const { audienceId } = await appliedAudience({
  client,
  accountId: shop.accountId,
  content: emailHashes(1, 100).join('\n'),
});

test('a backup is refused while the server runs, and made when it is stopped', async () => {
  const early = await onDisk(['backup', backupPath]);
  assert.equal(early.code, 1);
  assert.match(early.err, /running on/);
  assert.ok(!existsSync(backupPath));
  await optOut(emailHashes(1, 5));
  await server.stop();
  const made = await onDisk(['--json', 'backup', backupPath]);
  assert.equal(made.code, 0, made.err);
  const { backup } = made.json<{ backup: { bytes: number; control_schema: number } }>();
  assert.equal(backup.bytes, statSync(backupPath).size);
  assert.equal(statSync(backupPath).mode & 0o077, 0);
  const again = await onDisk(['backup', backupPath]);
  assert.match(again.err, /there already/);
  const named = await onDisk(['backup', place]);
  assert.match(named.out, /kindred-backup-[0-9T-]+\.tar\.gz: /);
});

test('the master key is in no backup', () => {
  const key = readFileSync(`${server.dataDir}.key`, 'utf8').trim();
  const bytes = gunzipSync(readFileSync(backupPath));
  assert.ok(!bytes.includes(key) && !bytes.includes(Buffer.from(key, 'hex')));
});

test('a restore brings back what was there, and keeps the opt-outs and lifts that came since', async () => {
  await server.start();
  const content = emailHashes(101, 50).join('\n');
  const { uploadId } = await updateAudience(audienceId, 'add', { client, content });
  await appliedUpload(client, uploadId);
  await optOut(emailHashes(6, 10));
  assert.equal((await run(['optout', 'lift', '-'], { input: emailHashes(1, 2).join('\n') })).code, 0);
  assert.equal(await members(audienceId), 135);
  await server.stop();
  const refused = await onDisk(['restore', backupPath]);
  assert.equal(refused.code, 1);
  assert.match(refused.err, /--replace/);
  const restored = await onDisk(['restore', backupPath, '--replace']);
  assert.equal(restored.code, 0, restored.err);
  assert.match(restored.out, /taken over/);
  await server.start();
  assert.equal(
    await members(audienceId),
    85,
    '100, less 5 and 10 who opted out; nobody is back by the backup',
  );
  const { funnel } = (
    await appliedAudience({
      client,
      accountId: shop.accountId,
      content: emailHashes(1, 20).join('\n'),
    })
  ).report;
  assert.deepEqual([funnel.suppressed, funnel.newly_added], [13, 7], 'two of the first five were lifted');
  await server.stop();
  assert.equal(readdirSync(place).filter((name) => name.includes('.before-')).length, 1);
});

test('people who opted out since are taken out of the audiences that come back', async () => {
  await server.start();
  const sql = `select member_count from kindred.audiences where id = ${audienceId}`;
  const counted = async () => {
    const answer = await client.get(`/custom_audiences/${audienceId}?fields=exact_count`);
    return answer.json<{ fb_custom_audience: { exact_count: number } }>().fb_custom_audience.exact_count;
  };
  for (let asked = 0; (await counted()) !== 85; asked += 1) assert.ok(asked < 1000, sql);
  await server.stop();
});

test('where nothing is left to take opt-outs from, the restore says so', async () => {
  await rm(server.dataDir, { recursive: true });
  const restored = await onDisk(['restore', backupPath]);
  assert.equal(restored.code, 0, restored.err);
  assert.match(restored.out, /Opt-outs since .* are not in the backup/);
  await server.start();
  assert.equal(await members(audienceId), 95);
  await server.stop();
});

test('a backup that was cut or changed, or is none, replaces nothing', async () => {
  const whole = readFileSync(backupPath);
  const cut = join(place, 'cut.tar.gz');
  writeFileSync(cut, whole.subarray(0, whole.length / 2));
  const changed = join(place, 'changed.tar');
  const tar = gunzipSync(whole);
  const at = tar.indexOf('columns format version');
  tar.write('Columns', at);
  writeFileSync(changed, tar);
  const none = join(place, 'none.tar');
  writeFileSync(none, 'no tar');
  const before = readdirSync(place).sort();
  for (const path of [cut, changed, none, join(place, 'absent.tar')]) {
    const ran = await onDisk(['restore', path, '--replace']);
    assert.equal(ran.code, 1, path);
    assert.match(ran.err, /damaged|no backup|cannot be read/, path);
    assert.deepEqual(readdirSync(place).sort(), before, path);
  }
});

test('a backup is restored with its own key only', async () => {
  const other = await onDisk(['restore', backupPath, '--replace'], { KINDRED_KEY: 'ab'.repeat(32) });
  assert.equal(other.code, 1);
  assert.match(other.err, /another master key/);
  const keyPath = `${server.dataDir}.key`;
  copyFileSync(keyPath, join(place, 'kept.key'));
  await rm(keyPath);
  const without = await onDisk(['restore', backupPath, '--replace']);
  assert.equal(without.code, 1);
  assert.match(without.err, /in no backup/);
  assert.ok(!existsSync(keyPath), 'no other key is made');
  copyFileSync(join(place, 'kept.key'), keyPath);
});

test('an installation on PostgreSQL is told of its own tools', async () => {
  const ran = await onDisk(['backup', join(place, 'x.tar')], {
    KINDRED_DATABASE_URL: 'postgres://nowhere/x',
  });
  assert.equal(ran.code, 1);
  assert.match(ran.err, /pg_dump/);
});
