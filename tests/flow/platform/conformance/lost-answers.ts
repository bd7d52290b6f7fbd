import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasArrived } from '../../../../packages/server/src/platform/index.ts';
import { htmlAnswer } from '../../../dev-env/fault-proxy/index.ts';
import { doneOf } from './host.ts';
import type { Suite } from './suite.ts';

/** Answers that are none, or do not come. */
export function lostAnswers(suite: Suite): void {
  const { connection, host, name } = suite;
  const { platform, proxy } = host;

  test(`${name}: what is no answer is unclear, whatever it is made of`, async () => {
    const id = await suite.audience();
    const json = { 'content-type': 'application/json' };
    const texts = ['', '[]', '"yes"', '{"num_received":', '{}', `{"x":"${'x'.repeat(10_000_000)}"}`];
    const answers = [htmlAnswer, ...texts.map((body) => ({ status: 200, headers: json, body }))];
    for (const answer of answers) {
      const outcome = await suite.answered(id, answer);
      assert.equal(outcome.kind, 'unclear', String(answer.body).slice(0, 30));
    }
    const led = await suite.answered(id, {
      status: 302,
      headers: { location: `${proxy.url}/elsewhere` },
      body: '',
    });
    assert.equal(led.kind, 'reconnect');
    assert.ok(proxy.passed.every(({ path }) => path !== '/elsewhere'));
    assert.equal(await host.members(id), 0);
  });

  for (const isApplied of [true, false]) {
    test(`${name}: a batch that was ${isApplied ? 'applied' : 'lost'} without an answer is found out, and may be sent again`, async () => {
      const id = await suite.audience();
      const session = { id: suite.sessionId(), estimatedTotal: 5 };
      const first = suite.batchOf(id, host.rows([1, 2, 3]), {
        session: { ...session, seq: 1, isLast: false },
      });
      const second = suite.batchOf(id, host.rows([4, 5]), { session: { ...session, seq: 2, isLast: false } });
      doneOf(await platform.send(connection, first));
      proxy.decide = () => ({ kind: 'cut', isApplied });
      const outcome = await platform.send(connection, second);
      proxy.decide = () => null;
      assert.equal(outcome.kind, 'unclear');
      const counts = doneOf(await platform.session(connection, id, session.id));
      assert.equal(hasArrived({ rowCount: 2, receivedBefore: 3 }, counts), isApplied);
      doneOf(await platform.send(connection, { ...second, session: { ...second.session, isLast: true } }));
      assert.equal(await host.members(id), 5);
    });
  }
}

/** Requests and answers that come twice, or hardly. */
export function doubledAnswers(suite: Suite): void {
  const { host, name } = suite;
  const { proxy } = host;

  test(`${name}: a batch that arrives twice, and an answer that does, change nothing`, async () => {
    const id = await suite.audience();
    for (const kind of ['delivered twice', 'answered twice'] as const) {
      proxy.decide = () => ({ kind });
      await suite.send(id, [1, 2, 3], 'add');
    }
    proxy.decide = () => null;
    await suite.send(id, [3, 4], 'add');
    assert.equal(await host.members(id), 4);
  });

  test(`${name}: an answer that drips and one that does not come end in time`, async () => {
    const id = await suite.audience();
    for (const kind of ['drip', 'delay'] as const) {
      proxy.decide = () => ({ kind, waitMs: kind === 'drip' ? 200 : 5000 });
      const outcome = await host.hasty.send(host.connection(), suite.batchOf(id, host.rows([1])));
      assert.equal(outcome.kind, 'unclear', kind);
    }
    proxy.decide = () => null;
    await suite.send(id, [1], 'add');
  });
}
