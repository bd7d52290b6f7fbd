import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doneOf } from './host.ts';
import type { Suite } from './suite.ts';

/** Connections are checked; audiences come and go. */
export function audiences(suite: Suite): void {
  const { connection, host, name } = suite;
  const { platform } = host;

  test(`${name}: a check finds all good, and says what to do where something is not`, async () => {
    const findings = await platform.check(connection);
    assert.ok(findings.length >= 6);
    for (const { topic, state, said } of findings) assert.notEqual(state, 'missing', `${topic}: ${said}`);
    for (const change of [{ token: 'wrong' }, { accountId: '424242' }]) {
      const [finding, ...rest] = await platform.check(host.connection(change));
      assert.equal(finding?.state, 'missing');
      assert.match(finding?.said ?? '', /Give|Look/);
      assert.equal(rest.length, 0);
    }
  });

  test(`${name}: an audience is made, read, changed, found by its name and deleted, once or twice`, async () => {
    const [first, second] = [await suite.audience('One of two'), await suite.audience('Two of two')];
    const both = doneOf(await platform.readAudiences(connection, [first, second]));
    assert.deepEqual(both.map((each) => each.name).sort(), ['One of two', 'Two of two']);
    doneOf(await platform.updateAudience(connection, first, { name: 'Renamed' }));
    const found = doneOf(await platform.findAudiences(connection, 'Renamed'));
    assert.deepEqual(
      found.map((each) => each.audienceId),
      [first],
    );
    doneOf(await platform.deleteAudience(connection, first));
    doneOf(await platform.deleteAudience(connection, first));
    const left = doneOf(await platform.readAudiences(connection, [first, second]));
    assert.deepEqual(
      left.map((each) => each.audienceId),
      [second],
    );
  });
}
