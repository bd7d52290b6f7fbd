import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doneOf } from './host.ts';
import type { Suite } from './suite.ts';

/** What is between here and a platform. */
export function connections(suite: Suite): void {
  const { connection, host, name } = suite;
  const { platform, proxy } = host;

  test(`${name}: where nobody listens nothing has arrived`, async () => {
    const nowhere = host.connection({ url: 'http://127.0.0.1:9' });
    const outcome = await platform.send(nowhere, suite.batchOf('1', host.rows([1])));
    assert.equal(outcome.kind, 'retry');
    const [finding] = await platform.check(nowhere);
    assert.deepEqual([finding?.topic, finding?.state], ['reach', 'missing']);
  });

  test(`${name}: a call that is given up gives its turn back`, async () => {
    const id = await suite.audience();
    const own = host.connection();
    proxy.decide = () => ({ kind: 'delay', waitMs: 300 });
    const sending = platform.send(own, suite.batchOf(id, host.rows([1])), {
      signal: AbortSignal.timeout(50),
    });
    await assert.rejects(sending, { name: 'TimeoutError' });
    proxy.decide = () => null;
    assert.equal(own.pace.standing().inFlight, 0);
    doneOf(await platform.send(own, suite.batchOf(id, host.rows([1]))));
  });

  test(`${name}: no token and no secret stands in an address`, () => {
    const { token, appSecret } = connection;
    assert.ok(proxy.passed.length > 30);
    for (const { path } of proxy.passed) {
      assert.ok(!path.includes(token));
      assert.ok(appSecret === null || !path.includes(appSecret));
    }
  });
}
