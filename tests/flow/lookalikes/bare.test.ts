import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { appliedAudience, emailHashes, openShop, TestServer } from '../../dev-env/index.ts';
import { builtLookalike } from './crowd.ts';

const server = await TestServer.start({ people: 2000 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);

test('people of whom nothing is known but identifiers give a lookalike that says it is any people', async () => {
  const content = emailHashes(1, 200).join('\n');
  const { audienceId } = await appliedAudience({ client: shop.writer, accountId: shop.accountId, content });
  const answer = await shop.writer.postJson('/custom_audiences', {
    subtype: 'LOOKALIKE',
    fb_ad_account_id: String(shop.accountId),
    name: 'Of nothing',
    origin_audience_id: audienceId,
    lookalike_spec: { ratio: 0.1, country: 'IT' },
  });
  assert.equal(answer.status, 201, answer.text);
  const { id } = answer.json<{ fb_custom_audience: { id: number } }>().fb_custom_audience;
  assert.equal((await builtLookalike(server.operator, id))['exact_count'], 200);
  const read = await shop.reader.get(`/custom_audiences/${id}/lookalike_report`);
  const { lookalike_report: report } = read.json<{
    lookalike_report: { summary: string[]; countries: { told_apart: boolean }[] };
  }>();
  assert.equal(report.countries[0]?.told_apart, false);
  assert.match(report.summary[0] ?? '', /cannot be told from other people of Italy/);
});

test('of two requests for the same lookalike at once one is refused', async () => {
  const content = emailHashes(300, 200).join('\n');
  const { audienceId } = await appliedAudience({ client: shop.writer, accountId: shop.accountId, content });
  const ask = () =>
    shop.writer.postJson('/custom_audiences', {
      subtype: 'LOOKALIKE',
      fb_ad_account_id: String(shop.accountId),
      name: 'Twice',
      origin_audience_id: audienceId,
      lookalike_spec: { ratio: 0.05, country: 'IT' },
    });
  const answers = await Promise.all([ask(), ask(), ask()]);
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [201, 409, 409]);
});
