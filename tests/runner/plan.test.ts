import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planOf, UsageError } from './plan.ts';

const all = [
  'bench/bench.test.ts',
  'packages/server/src/a.test.ts',
  'tests/caller/c.test.ts',
  'tests/flow/b.test.ts',
  'tests/flow/sdk/d.test.ts',
];
const environment = {};

test('without a store everything runs on the embedded one, and flows of the server once more on PostgreSQL', () => {
  const passes = planOf({ store: undefined, files: [], all, environment });
  assert.deepEqual(
    passes.map((pass) => [pass.store, pass.files]),
    [
      ['pglite', all],
      ['postgres', ['tests/flow/b.test.ts']],
    ],
  );
});

test('with PostgreSQL as the store everything runs on it', () => {
  const passes = planOf({ store: 'postgres', files: [], all, environment });
  assert.deepEqual(
    passes.map((pass) => [pass.store, pass.files]),
    [['postgres', all]],
  );
});

test('parts of paths choose files, and a pass without files is left out', () => {
  const passes = planOf({ store: undefined, files: ['a.test'], all, environment });
  assert.deepEqual(
    passes.map((pass) => pass.files),
    [['packages/server/src/a.test.ts']],
  );
  assert.throws(() => planOf({ store: undefined, files: ['no such file'], all, environment }), UsageError);
});

test('a ClickHouse server needs its address, and then it is said that there is no driver for one', () => {
  const plan = (from: NodeJS.ProcessEnv) => () =>
    planOf({ store: 'clickhouse', files: [], all, environment: from });
  assert.throws(plan({}), /need its address in KINDRED_CLICKHOUSE_URL/);
  assert.throws(plan({ KINDRED_CLICKHOUSE_URL: 'http://127.0.0.1:8123' }), /only the embedded column store/);
});

test('a store that is not known is refused with the ones that are', () => {
  assert.throws(
    () => planOf({ store: 'sqlite', files: [], all, environment }),
    /pglite, postgres, clickhouse/,
  );
});
