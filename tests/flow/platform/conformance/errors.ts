import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Said } from './host.ts';
import type { Suite } from './suite.ts';

/** What a platform says in its own words. */
export function errors(suite: Suite): void {
  const { host, name } = suite;
  const { platform, proxy } = host;

  const classes: Readonly<Record<Said, string>> = {
    busy: 'wait',
    expired: 'reconnect',
    failed: 'retry',
    missing: 'permanent audience',
    'no proof': 'reconnect',
    refused: 'permanent request',
    'seed too small': 'parked',
    'session over': 'permanent session',
    terms: 'terms',
    throttled: 'wait',
    'too small': 'parked',
  };
  test(`${name}: every class of error is told apart, in a sentence`, async () => {
    const id = await suite.audience();
    for (const [said, expected] of Object.entries(classes)) {
      const outcome = await suite.answered(id, host.answers[said as Said]);
      assert.equal(
        outcome.kind === 'permanent' ? `${outcome.kind} ${outcome.scope}` : outcome.kind,
        expected,
        said,
      );
      if (outcome.kind === 'done') continue;
      assert.match(outcome.said, /^[A-Z].*[.!…]/);
      if (outcome.kind === 'terms') assert.match(outcome.link, /^https:/);
      if (outcome.kind === 'permanent') assert.equal(outcome.isMissing, said === 'missing');
    }
    assert.equal(await host.members(id), 0);
  });

  test(`${name}: after a refusal because of a limit nothing goes before its end`, async () => {
    const id = await suite.audience();
    proxy.decide = () => ({ kind: 'answer', isApplied: false, answer: host.answers.throttled });
    const throttled = host.connection();
    const outcome = await platform.send(throttled, suite.batchOf(id, host.rows([1])));
    proxy.decide = () => null;
    assert.equal(outcome.kind, 'wait');
    assert.ok(outcome.kind === 'wait' && outcome.untilMs === throttled.pace.standing().throttledUntilMs);
    const before = proxy.passed.length;
    const waiting = platform.send(throttled, suite.batchOf(id, host.rows([1])), {
      signal: AbortSignal.timeout(200),
    });
    await assert.rejects(waiting, { name: 'TimeoutError' });
    assert.equal(proxy.passed.length, before);
  });
}
