import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openShop, TestServer } from '../../dev-env/index.ts';
import { builtLookalike, crowd, likers, listOf, settleCrowd } from './crowd.ts';

const server = await TestServer.start();
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const people = [...crowd(20_000, 'it', 1), ...crowd(5_000, 'de', 2)];
await settleCrowd(server.operator, people);
const seed = likers(people.filter(({ country }) => country === 'it')).slice(0, 600);
const seedId = await listOf(shop, seed);

test('a lookalike in the form of April 2014 is answered with its Graph id, and built in the background', async () => {
  const answer = await shop.writer.postJson('/custom_audiences', {
    type: 'lookalike',
    fb_ad_account_id: String(shop.accountId),
    name: 'Fans_lookalike_IT_Reach',
    origin_audience_id: seedId,
    lookalike_spec: { type: 'reach', country: 'IT' },
  });
  assert.equal(answer.status, 201, answer.text);
  const { id } = answer.json<{ id: string }>();
  assert.deepEqual(answer.text, `{"id":"${id}"}`);
  const built = await builtLookalike(server.operator, id).catch(async (e) => {
    await new Promise((r) => setTimeout(r, 1500));
    console.log(server.said.errors.slice(-3000));
    console.log(server.said.output.slice(-3000));
    throw e;
  });
  console.log(built, '');
  const report = await server.operator.get(`/custom_audiences/${id}/lookalike_report`);
  console.log(report.text.slice(0, 3000));
});
