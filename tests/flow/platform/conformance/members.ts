import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doneOf } from './host.ts';
import type { Suite } from './suite.ts';

/** People come and go. */
export function members(suite: Suite): void {
  const { connection, host, name } = suite;
  const { platform } = host;

  test(`${name}: batches add, remove and replace`, async () => {
    const id = await suite.audience();
    await suite.send(id, [1, 2, 3, 4], 'add');
    assert.equal(await host.members(id), 4);
    await suite.send(id, [3, 4, 5], 'remove');
    assert.equal(await host.members(id), 2);
    await suite.send(id, [7, 8, 9], 'replace');
    assert.equal(await host.members(id), 3);
  });

  test(`${name}: batches of one session are counted together`, async () => {
    const id = await suite.audience();
    const session = { id: suite.sessionId(), estimatedTotal: 5 };
    const batches = [
      [1, 2, 3],
      [4, 5],
    ].map((people, place) =>
      suite.batchOf(id, host.rows(people), { session: { ...session, seq: place + 1, isLast: place === 1 } }),
    );
    for (const batch of batches) {
      const answer = doneOf(await platform.send(connection, batch));
      assert.equal(answer.received, batch.rowCount);
    }
    const counts = doneOf(await platform.session(connection, id, session.id));
    assert.equal(counts?.received, 5);
    assert.equal(counts?.invalid, 0);
    assert.equal(doneOf(await platform.session(connection, id, '999')), null);
    assert.equal(await host.members(id), 5);
  });

  test(`${name}: people are taken out of every audience`, async () => {
    const [first, second] = [await suite.audience(), await suite.audience()];
    await suite.send(first, [1, 2, 3], 'add');
    await suite.send(second, [2, 3, 4], 'add');
    doneOf(await platform.forget(connection, host.rows([2, 4])));
    assert.deepEqual([await host.members(first), await host.members(second)], [2, 1]);
  });
}

/** Rows that a platform refuses one by one. */
export function refusedRows(suite: Suite): void {
  const { connection, host, name } = suite;
  const { platform } = host;

  test(`${name}: refused rows are named by their places, without their values, and the rest is taken`, async () => {
    const id = await suite.audience();
    const rows = host.spoiledRows([1, 2, 3, 4, 5, 6], [0, 3, 7]);
    const answer = doneOf(await platform.send(connection, suite.batchOf(id, rows)));
    assert.equal(answer.received, 9);
    assert.equal(answer.invalid, 3);
    assert.equal(answer.unnamed, 0);
    const places = answer.samples.map(({ rowIndex }) => rowIndex ?? -1);
    assert.deepEqual(
      places.sort((left, right) => left - right),
      [0, 3, 7],
    );
    const body = rows.body.toString();
    for (const { reason } of answer.samples) {
      assert.ok(reason.length > 3);
      for (const word of reason.split(/[^a-z0-9]+/i).filter(({ length }) => length > 12)) {
        assert.ok(!body.includes(word), word);
      }
    }
    assert.equal(await host.members(id), 6);
  });
}
