import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  fields,
  file,
  openShop,
  optOut,
  settledUpload,
  sha256,
  TestServer,
  until,
  uploadedOf,
} from '../../dev-env/index.ts';
import { builtLookalike, crowd, emailOf, likers, listOf, scoresOf, settleCrowd } from './crowd.ts';

const server = await TestServer.start();
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const people = crowd(8000, 'it', 1);
await settleCrowd(server.operator, people);
const fans = likers(people);
const seedId = await listOf(shop, fans.slice(0, 200));

async function made(spec: unknown, origin = seedId): Promise<number> {
  const answer = await shop.writer.postJson('/custom_audiences', {
    subtype: 'LOOKALIKE',
    fb_ad_account_id: String(shop.accountId),
    name: 'Lookalike',
    origin_audience_id: origin,
    lookalike_spec: spec,
  });
  assert.equal(answer.status, 201, answer.text);
  return answer.json<{ fb_custom_audience: { id: number } }>().fb_custom_audience.id;
}

async function builtAt(id: number): Promise<string> {
  const answer = await server.operator.get(`/custom_audiences/${id}/lookalike_report`);
  return answer.json<{ lookalike_report: { built_at: string } }>().lookalike_report.built_at;
}

/** Members of an audience as the column store has them; the server must not run. */
async function membersOf(id: number): Promise<string[]> {
  const rows = await server.stores({
    column: [
      {
        sql:
          `SELECT known.id AS id FROM memberships AS m INNER JOIN people AS known ON known.person = m.person ` +
          `WHERE m.audience = ${id} AND m.epoch = (SELECT max(epoch) FROM memberships WHERE audience = ${id}) ORDER BY id`,
      },
    ],
  });
  return (rows.column[0] ?? []).map((row) => String(row['id']));
}

test('its people are the best of the ranking, without its seed and without who opted out', async () => {
  const id = await made({ ratio: 0.05, country: 'IT' });
  await builtLookalike(server.operator, id);
  const scores = await scoresOf(server.operator, id);
  const seeds = new Set(fans.slice(0, 200).map((each) => each.id));
  const ranked = [...scores].filter(([each]) => !seeds.has(each)).sort(([, a], [, b]) => b - a);
  const gone = ranked.slice(0, 50).map(([each]) => each);
  await optOut(server.operator, gone.map((each) => sha256(emailOf(each))).join('\n'));
  const second = await made({ ratio: 0.06, country: 'IT' });
  assert.equal((await builtLookalike(server.operator, second))['exact_count'], 480);
  await server.stop();
  const members = await membersOf(second);
  const wanted = ranked.slice(50, 50 + 480).map(([each]) => each);
  const worst = ranked[50 + 479]?.[1] ?? 0;
  assert.equal(members.length, 480);
  assert.ok(
    members.every((each) => (scores.get(each) ?? 0) >= worst && !gone.includes(each) && !seeds.has(each)),
  );
  assert.ok(members.filter((each) => wanted.includes(each)).length >= 470);
  await server.start();
});

test('built again from the same seed and population, nobody comes or goes', async () => {
  const id = await made({ ratio: 0.07, country: 'IT' });
  await builtLookalike(server.operator, id);
  const first = await builtAt(id);
  await server.stop();
  const before = await membersOf(id);
  await makeDue(id);
  await server.start();
  await until('the refresh', async () => (await builtAt(id)) > first, 60_000);
  await server.stop();
  assert.deepEqual(await membersOf(id), before);
  await server.start();
});

/** As if the time of its next refresh had come, and its models were gone. */
async function makeDue(id: number): Promise<void> {
  await server.stores({
    control: [
      {
        sql: `update kindred.lookalikes set refresh_at = now() - interval '1 second' where audience_id = ${id}`,
      },
      { sql: `update kindred.lookalike_models set state = 'dropped'` },
    ],
  });
}

test('when a seed has changed by much, or people were imported, its lookalikes follow', async () => {
  const origin = await listOf(shop, fans.slice(0, 150));
  const id = await made({ ratio: 0.08, country: 'IT' }, origin);
  await builtLookalike(server.operator, id);
  const first = await builtAt(id);
  const lines = ['EXTERN_ID', ...fans.slice(150, 200).map((each) => each.id)].join('\n');
  const sent = await shop.writer.sendForm('PUT', `/custom_audiences/${origin}`, [file(lines)]);
  assert.equal((await settledUpload(shop.writer, uploadedOf(sent).uploadId)).state, 'applied');
  await server.stop();
  await server.stores({
    control: [{ sql: `update kindred.lookalikes set built_at = now() - interval '2 hours'` }],
  });
  await server.start();
  await until('the refresh', async () => (await builtAt(id)) > first, 60_000);
  const answer = await server.operator.get(`/custom_audiences/${id}/lookalike_report`);
  const { lookalike_report: report } = answer.json<{
    lookalike_report: { drift: number; countries: { seeds: number }[] };
  }>();
  assert.equal(report.countries[0]?.seeds, 200);
  assert.ok(report.drift > 0 && report.drift < 0.5, String(report.drift));
});

test('a server that is killed while it builds builds it when it is started again, once', async () => {
  const ids = [
    await made({ ratio: 0.01, country: 'IT' }),
    await made({ ratio: 0.02, country: 'IT', excluded_features: ['age'] }),
  ];
  await new Promise((resolve) => setTimeout(resolve, 700));
  await server.kill();
  await server.start();
  assert.equal((await builtLookalike(server.operator, ids[0] ?? 0))['exact_count'], 80);
  assert.equal((await builtLookalike(server.operator, ids[1] ?? 0))['exact_count'], 160);
});

test('a seed whose file is still being matched is waited for, and one that turns out too small is said to be', async () => {
  const form = fields({ fb_ad_account_id: String(shop.accountId), name: 'Few', subtype: 'CUSTOM' });
  const lines = ['EXTERN_ID', ...fans.slice(0, 30).map((each) => each.id)].join('\n');
  const sent = await shop.writer.sendForm('POST', '/custom_audiences', [...form, file(lines)]);
  const { audienceId, uploadId } = uploadedOf(sent);
  const answer = await shop.writer.postJson('/custom_audiences', {
    subtype: 'LOOKALIKE',
    fb_ad_account_id: String(shop.accountId),
    name: 'Of few',
    origin_audience_id: audienceId,
    lookalike_spec: { ratio: 0.01, country: 'IT' },
  });
  assert.equal((await settledUpload(shop.writer, uploadId)).state, 'applied');
  // Matching may have been quicker than the second request.
  if (answer.status === 422) return assert.match(answer.text, /lookalike_seed_too_small/);
  assert.equal(answer.status, 201, answer.text);
  const { id } = answer.json<{ fb_custom_audience: { id: number } }>().fb_custom_audience;
  await until(
    'its failure',
    async () => {
      const read = await shop.reader.get(`/custom_audiences/${id}?fields=operation_status`);
      return (
        read.json<{ fb_custom_audience: { operation_status: { code: number } } }>().fb_custom_audience
          .operation_status.code === 434
      );
    },
    30_000,
  );
  const report = await shop.reader.get(`/custom_audiences/${id}/lookalike_report`);
  assert.match(report.text, /"state":"failed","error":"Its seed has fewer than 100 people/);
});
