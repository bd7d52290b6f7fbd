import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { emailHashes, openShop, person, TestServer } from '../../dev-env/index.ts';
import { kindredOf } from './sdk.ts';

const server = await TestServer.start({ people: 300 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const operator = kindredOf(server, server.operatorToken);

const listOf = (first: number, count: number) => new Blob([emailHashes(first, count).join('\n')]);
const textOf = (stream: ReadableStream<Uint8Array>) => new Response(stream).text();

test('a program plans a change, names the audience anew, shares it and reads who is in it', async () => {
  const { audiences, uploads } = operator;
  const { audience, uploadId } = await audiences.create({
    fb_ad_account_id: String(shop.accountId),
    name: 'Buyers',
    user_type: 'email_hash',
    file: listOf(1, 10),
  });
  await uploads.follow(uploadId);
  const plan = await audiences.plan(audience.id, {
    operation: 'replace',
    user_type: 'email_hash',
    file: listOf(8, 5),
  });
  assert.deepEqual([plan.would_add, plan.would_remove, plan.would_stay], [2, 7, 3]);

  const { name } = await audiences.update(audience.id, { name: 'Regulars' });
  assert.deepEqual([name, (await audiences.get(audience.id)).name], ['Regulars', 'Regulars']);

  const partner = await openShop(server, 'Partner');
  const share = await audiences.share(audience.id, partner.graphId, 'targeting');
  assert.deepEqual([share.name, share.permissions], ['Partner', 'targeting']);
  assert.deepEqual(await audiences.shares(audience.id), [share]);
  await audiences.unshare(audience.id, partner.graphId);
  assert.deepEqual(await audiences.shares(audience.id), []);

  const lines = (await textOf(await audiences.members(audience.id, { format: 'ndjson' })))
    .trimEnd()
    .split('\n');
  const ids = lines.map((line) => (JSON.parse(line) as { readonly id: string }).id);
  assert.deepEqual(
    ids.sort(),
    Array.from({ length: 10 }, (_, index) => person(1 + index).externId),
  );
});

test('a program exports the population while it arrives', async () => {
  const lines = (await textOf(await operator.people.export())).trimEnd().split('\n');
  assert.equal(lines.length, 301);
  await assert.rejects(kindredOf(server, shop.writerToken).people.export(), { status: 403 });
});

test('a program asks who has opted out, and lifts it', async () => {
  const { optOuts, server: installation } = operator;
  const given = () => ({ user_type: 'email_hash', file: listOf(200, 4) }) as const;
  await optOuts.create(given());
  const { keys, suppressed } = await optOuts.check(given());
  assert.deepEqual([keys, suppressed], [4, 4]);
  const lift = await optOuts.lift(given());
  assert.deepEqual([lift.operation, lift.found], ['lift', 4]);
  assert.equal((await optOuts.check(given())).suppressed, 0);
  const findings = await installation.details();
  assert.deepEqual(
    findings.filter(({ state }) => state === 'fail'),
    [],
  );
});
