import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOnPostgres } from '../dev-env/index.ts';
import { simulate } from '../simulate/simulate.ts';

const seed = 20_260;
// The column store, where most of a kill shows, is the same on every control store.
const kills = isOnPostgres ? 6 : 30;

test(`a server that is killed ${kills} times applies every answered upload once, in order, and every other not at all or once`, async (context) => {
  const report = await simulate({ seed, kills });
  context.diagnostic(`seed ${seed}: ${JSON.stringify(report)}`);
  const killed = Object.values(report.kills).reduce((sum, each) => sum + each, 0);
  assert.equal(killed, kills);
  // A run in which nothing was torn apart would have shown nothing.
  const enough = kills / 6;
  const { applied, aborted, retried } = report;
  assert.ok(applied > kills / 2 && aborted > enough && retried > enough, JSON.stringify(report));
});
