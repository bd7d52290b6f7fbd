import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { callPlaces } from '@kindred/contract';
import { Kindred } from '@kindred/sdk';

const openApi = JSON.parse(readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string }>>>>;
};
const file = new Blob(['x']);
const noQuery = { fb_ad_account_id: '1' };

/** One use of each method that makes a call of its own. Whoever adds a route adds its method, and a line here. */
const uses: readonly ((kindred: Kindred) => Promise<unknown>)[] = [
  ({ server }) => server.health(),
  ({ server }) => server.details(),
  ({ server }) => server.openApi(),
  ({ server }) => server.docs(),
  ({ server }) => server.errors(),
  ({ audiences }) => audiences.create({ fb_ad_account_id: '1', name: 'x', file }),
  ({ audiences }) => audiences.list(noQuery),
  ({ audiences }) => audiences.get(1),
  ({ audiences }) => audiences.change(1, { operation: 'add', file }),
  ({ audiences }) => audiences.plan(1, { operation: 'add', file }),
  ({ audiences }) => audiences.update(1, { name: 'x' }),
  ({ audiences }) => audiences.delete(1),
  ({ audiences }) => audiences.members(1),
  ({ audiences }) => audiences.shares(1),
  ({ audiences }) => audiences.share(1, 2, 'targeting'),
  ({ audiences }) => audiences.unshare(1, 2),
  ({ audiences }) => audiences.uploads(1),
  ({ audiences }) => audiences.listGraphObjects(noQuery),
  ({ audiences }) => audiences.getGraphObject(1),
  ({ uploads }) => uploads.get(1),
  ({ uploads }) => uploads.getOf(1, 2),
  ({ lookalikes }) =>
    lookalikes.create({ fb_ad_account_id: '1', name: 'x', origin_audience_id: 1, lookalike_spec: {} }),
  ({ lookalikes }) => lookalikes.report(1),
  ({ lookalikes }) => lookalikes.scores(1),
  ({ accounts }) => accounts.list(),
  ({ accounts }) => accounts.create({ name: 'x' }),
  ({ accounts }) => accounts.rateLimit(1),
  ({ accounts }) => accounts.setRateLimit(1, 'default'),
  ({ accounts }) => accounts.connect(1, { access_token: 'x' }),
  ({ accounts }) => accounts.connection(1),
  ({ accounts }) => accounts.checkConnection(1),
  ({ accounts }) => accounts.relay(),
  ({ accounts }) => accounts.retryRelay(1),
  ({ tokens }) => tokens.list(),
  ({ tokens }) => tokens.create({ name: 'x', role: 'operator' }),
  ({ tokens }) => tokens.revoke(1),
  ({ apps }) => apps.list(),
  ({ apps }) => apps.create({ name: 'x' }),
  ({ apps }) => apps.update('1', {}),
  ({ apps }) => apps.rotateSecret('1'),
  ({ apps }) => apps.delete('1'),
  ({ people }) => people.importFile(file),
  ({ people }) => people.imports(),
  ({ people }) => people.getImport(1),
  ({ people }) => people.export({ format: 'parquet' }),
  ({ people }) => people.stats(),
  ({ people }) => people.features(),
  ({ people }) => people.changeFeature('x', {}),
  ({ optOuts }) => optOuts.create({ user_type: 'email_hash', file }),
  ({ optOuts }) => optOuts.lift({ user_type: 'email_hash', file }),
  ({ optOuts }) => optOuts.check({ user_type: 'email_hash', file }),
  ({ optOuts }) => optOuts.list(),
  ({ optOuts }) => optOuts.get(1),
];

test('every call of docs/openapi.json has a method in the SDK', async () => {
  const made: string[] = [];
  const kindred = new Kindred({
    url: 'http://kindred.example',
    token: 'token',
    fetch: async (input, init) => {
      made.push(`${init?.method} ${new URL(String(input)).pathname}`);
      return new Response('{}', { headers: { 'content-type': 'application/json' } });
    },
  });
  // What the empty answer lacks is not the question here.
  for (const use of uses) await use(kindred).catch(() => undefined);
  assert.equal(made.length, uses.length);
  const missing = Object.entries(openApi.paths).flatMap(([path, methods]) => {
    const pattern = new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
    return Object.keys(methods)
      .map((method) => [method.toUpperCase(), pattern] as const)
      .filter(
        ([method, own]) =>
          !made.some((call) => call.startsWith(`${method} `) && own.test(call.split(' ')[1] ?? '')),
      )
      .map(([method]) => `${method} ${path}`);
  });
  assert.deepEqual(missing, [], 'add a method to packages/sdk/src/api, and a use of it above');
});

test('the calls of the contract are those of docs/openapi.json', () => {
  const places = Object.entries(openApi.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => [operationId, [method.toUpperCase(), path]]),
  );
  assert.deepEqual(Object.fromEntries(places), callPlaces);
});
