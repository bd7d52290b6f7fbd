import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  appliedUpload,
  audiencesOf,
  emailHashes,
  openShop,
  person,
  sha256,
  strangerHash,
  TestServer,
  updateAudience,
} from '../dev-env/index.ts';

const server = await TestServer.start({ people: 3000 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const client = server.operator;
const audiences = audiencesOf(shop, client);
const { put } = audiences;

/** People by their numbers, as lines of a file. */
function people(first: number, last: number): string {
  return emailHashes(first, last - first + 1).join('\n');
}

async function create(content: string): Promise<number> {
  return (await audiences.create(content)).audienceId;
}

/** How many members an audience has, told by what a replace with nobody takes away. */
async function emptied(audienceId: number): Promise<number> {
  return (await put(audienceId, 'replace', '')).removed ?? -1;
}

test('add puts in whoever is not in yet', async () => {
  const audience = await create(people(1, 100));
  assert.equal((await put(audience, null, people(51, 150))).newly_added, 50);
  assert.equal((await put(audience, 'add', people(1, 150))).newly_added, 0);
  assert.equal(await emptied(audience), 150);
});

test('remove takes out whoever is in, and nobody else', async () => {
  const audience = await create(people(1, 100));
  const { matched, removed, newly_added: added } = await put(audience, 'remove', people(81, 140));
  assert.deepEqual([matched, removed, added], [60, 20, 0]);
  assert.equal((await put(audience, 'remove', people(81, 140))).removed, 0);
  assert.equal(await emptied(audience), 80);
});

test('remove may take out everybody, and add brings them back', async () => {
  const audience = await create(people(1, 100));
  assert.equal((await put(audience, 'remove', people(1, 200))).removed, 100);
  assert.equal((await put(audience, 'add', people(1, 30))).newly_added, 30);
  assert.equal(await emptied(audience), 30);
});

const replacements = [
  { name: 'that overlaps', to: people(61, 180), added: 80, removed: 60 },
  { name: 'of the same people', to: people(1, 100), added: 0, removed: 0 },
  { name: 'of other people', to: people(201, 250), added: 50, removed: 100 },
  { name: 'of some of them', to: people(1, 10), added: 0, removed: 90 },
  { name: 'of nobody that is known', to: strangerHash(1), added: 0, removed: 100 },
  { name: 'of an empty file', to: '', added: 0, removed: 100 },
];

for (const { name, to, added, removed } of replacements) {
  test(`replace by a set ${name} leaves exactly that set`, async () => {
    const audience = await create(people(1, 100));
    const funnel = await put(audience, 'replace', to);
    assert.deepEqual([funnel.newly_added, funnel.removed], [added, removed]);
    assert.equal(await emptied(audience), 100 + added - removed);
  });
}

test('replaces of replaces of adds and removes count from the newest set', async () => {
  const audience = await create(people(1, 10));
  await put(audience, 'replace', people(5, 20));
  await put(audience, 'remove', people(5, 6));
  await put(audience, 'replace', people(1, 7));
  assert.equal((await put(audience, 'add', people(6, 9))).newly_added, 2);
  assert.equal(await emptied(audience), 9);
  assert.equal(await emptied(audience), 0);
});

test('uploads that are answered one after another are applied in that order', async () => {
  const audience = await create('');
  const steps: [string, string][] = [];
  for (let round = 0; round < 5; round += 1) {
    steps.push(
      ['add', people(1, 200)],
      ['remove', people(101, 200)],
      ['add', people(150, 160)],
      ['replace', people(1, 50)],
    );
  }
  const uploads: number[] = [];
  for (const [operation, content] of steps) {
    uploads.push((await updateAudience(audience, operation, { client, content })).uploadId);
  }
  const changes: (number | null)[][] = [];
  for (const id of uploads) {
    const { funnel } = await appliedUpload(client, id);
    changes.push([funnel.newly_added, funnel.removed]);
  }
  const first = [
    [200, 0],
    [0, 100],
    [11, 0],
    [0, 61],
  ];
  const later = [
    [150, 0],
    [0, 100],
    [11, 0],
    [0, 61],
  ];
  assert.deepEqual(changes, [...first, ...later, ...later, ...later, ...later]);
  assert.equal(await emptied(audience), 50);
});

test('uploads to different audiences do not touch each other', async () => {
  const [one, two] = await Promise.all([create(people(1, 20)), create(people(11, 40))]);
  await Promise.all([put(one, 'remove', people(1, 40)), put(two, 'add', people(41, 45))]);
  assert.deepEqual([await emptied(one), await emptied(two)], [0, 35]);
});

test('a key in a remove file takes out its person, however the person came in', async () => {
  const audience = await create(people(1, 3));
  const content = `${person(1).madid}\n${sha256(person(2).madid)}\n`;
  assert.equal((await put(audience, 'remove', content, 'mobile_advertiser_id')).removed, 2);
});

test('members and their order of operations survive a restart', async () => {
  const audience = await create(people(1, 100));
  await put(audience, 'replace', people(31, 130));
  await server.stop();
  await server.start();
  assert.equal((await put(audience, 'remove', people(1, 50))).removed, 20);
  assert.equal(await emptied(audience), 80);
});
