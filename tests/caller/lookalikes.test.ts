import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openShop, TestServer, until } from '../dev-env/index.ts';
import { crowd, likers, settleCrowd } from '../flow/lookalikes/crowd.ts';
import { type Audience, callerOf, newAudience } from './sdk.ts';

const server = await TestServer.start();
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const { account } = callerOf(server, shop);
const people = crowd(6000, 'it', 1);
await settleCrowd(server.operator, people);

async function codeOf(audience: Audience): Promise<number> {
  const read = (await audience.get(['operation_status'])).exportAllData();
  return (read['operation_status'] as { code: number }).code;
}

test('the documented calls of a lookalike work from the SDK: a seed with values, a lookalike, its state, its end', async () => {
  const seed = await newAudience(account, { name: 'Spending users', is_value_based: true });
  const rows = likers(people)
    .slice(0, 200)
    .map(({ id, cells }) => [id, Number(cells['spent'])]);
  await seed.createUser([], { payload: { schema: ['EXTERN_ID', 'LOOKALIKE_VALUE'], data: rows } });
  await until('the seed', async () => (await codeOf(seed)) === 200, 30_000);
  const lookalike = await account.createCustomAudience(['name', 'subtype'], {
    name: 'Lookalike (IT, 2%)',
    subtype: 'LOOKALIKE',
    origin_audience_id: seed.id,
    lookalike_spec: { type: 'custom_ratio', ratio: 0.02, country: 'IT' },
  });
  assert.deepEqual(lookalike.exportAllData(), {
    id: lookalike.id,
    name: 'Lookalike (IT, 2%)',
    subtype: 'LOOKALIKE',
  });
  await until('the lookalike', async () => (await codeOf(lookalike)) === 200, 60_000);
  const read = (await lookalike.get(['lookalike_spec', 'delivery_status'])).exportAllData();
  const spec = read['lookalike_spec'] as { ratio: number; origin: readonly { id: string }[] };
  assert.deepEqual([spec.ratio, spec.origin[0]?.id], [0.02, seed.id]);
  await assert.rejects(seed.delete([]), (error: { response: { code: number } }) => {
    assert.equal(error.response.code, 2656);
    return true;
  });
  assert.deepEqual(await lookalike.delete([]), { success: true });
  assert.deepEqual(await seed.delete([]), { success: true });
});
