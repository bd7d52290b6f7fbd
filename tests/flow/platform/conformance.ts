import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Batch,
  type BatchAnswer,
  hasArrived,
  type Outcome,
  type Rows,
} from '../../../packages/server/src/platform/index.ts';
import type { CannedAnswer } from '../../dev-env/fault-proxy/index.ts';
import { htmlAnswer } from '../../dev-env/fault-proxy/index.ts';
import { doneOf, type PlatformHost, type Said } from './host.ts';

/** What holds for every platform. Each of its tests says so with the name of the platform in front. */
export function conformance(host: PlatformHost): void {
  const { platform, proxy } = host;
  const name = platform.name;
  const connection = host.connection();
  const wish = { description: null, optOutLink: null, isValueBased: false, fileSource: null };
  let sessions = 1000;

  const audience = async (called = 'Spending users') => {
    const made = await platform.createAudience(connection, { ...wish, name: called });
    return doneOf(made).audienceId;
  };
  const sessionId = () => {
    sessions += 1;
    return String(sessions);
  };
  const batchOf = (audienceId: string, rows: Rows, change: Partial<Batch> = {}): Batch => ({
    ...{ ...rows, audienceId, operation: 'add' },
    session: { id: sessionId(), seq: 1, isLast: true, estimatedTotal: rows.rowCount },
    ...change,
  });
  const send = async (audienceId: string, people: readonly number[], operation: Batch['operation']) =>
    doneOf(await platform.send(connection, batchOf(audienceId, host.rows(people), { operation })));
  /** One batch that is answered like this, and how that was understood. */
  const answered = async (
    audienceId: string,
    answer: CannedAnswer,
    isApplied = false,
  ): Promise<Outcome<BatchAnswer>> => {
    proxy.decide = () => ({ kind: 'answer', isApplied, answer });
    try {
      return await platform.send(host.connection(), batchOf(audienceId, host.rows([1])));
    } finally {
      proxy.decide = () => null;
    }
  };

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
    const [first, second] = [await audience('One of two'), await audience('Two of two')];
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

  test(`${name}: batches add, remove and replace`, async () => {
    const id = await audience();
    await send(id, [1, 2, 3, 4], 'add');
    assert.equal(await host.members(id), 4);
    await send(id, [3, 4, 5], 'remove');
    assert.equal(await host.members(id), 2);
    await send(id, [7, 8, 9], 'replace');
    assert.equal(await host.members(id), 3);
  });

  test(`${name}: batches of one session are counted together`, async () => {
    const id = await audience();
    const session = { id: sessionId(), estimatedTotal: 5 };
    const batches = [
      [1, 2, 3],
      [4, 5],
    ].map((people, place) =>
      batchOf(id, host.rows(people), { session: { ...session, seq: place + 1, isLast: place === 1 } }),
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

  test(`${name}: refused rows are named by their places, without their values, and the rest is taken`, async () => {
    const id = await audience();
    const rows = host.spoiledRows([1, 2, 3, 4, 5, 6], [0, 3, 7]);
    const answer = doneOf(await platform.send(connection, batchOf(id, rows)));
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

  test(`${name}: people are taken out of every audience`, async () => {
    const [first, second] = [await audience(), await audience()];
    await send(first, [1, 2, 3], 'add');
    await send(second, [2, 3, 4], 'add');
    doneOf(await platform.forget(connection, host.rows([2, 4])));
    assert.deepEqual([await host.members(first), await host.members(second)], [2, 1]);
  });

  const classes: Readonly<Record<Said, string>> = {
    busy: 'wait',
    expired: 'reconnect',
    failed: 'retry',
    missing: 'permanent audience',
    'no proof': 'reconnect',
    refused: 'permanent request',
    'session over': 'permanent session',
    terms: 'terms',
    throttled: 'wait',
    'too small': 'parked',
  };
  test(`${name}: every class of error is told apart, in a sentence`, async () => {
    const id = await audience();
    for (const [said, expected] of Object.entries(classes)) {
      const outcome = await answered(id, host.answers[said as Said]);
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
    const id = await audience();
    proxy.decide = () => ({ kind: 'answer', isApplied: false, answer: host.answers.throttled });
    const throttled = host.connection();
    const outcome = await platform.send(throttled, batchOf(id, host.rows([1])));
    proxy.decide = () => null;
    assert.equal(outcome.kind, 'wait');
    assert.ok(outcome.kind === 'wait' && outcome.untilMs === throttled.pace.standing().throttledUntilMs);
    const before = proxy.passed.length;
    const waiting = platform.send(throttled, batchOf(id, host.rows([1])), {
      signal: AbortSignal.timeout(200),
    });
    await assert.rejects(waiting, { name: 'TimeoutError' });
    assert.equal(proxy.passed.length, before);
  });

  test(`${name}: what is no answer is unclear, whatever it is made of`, async () => {
    const id = await audience();
    const json = { 'content-type': 'application/json' };
    const texts = ['', '[]', '"yes"', '{"num_received":', '{}', `{"x":"${'x'.repeat(10_000_000)}"}`];
    const answers = [htmlAnswer, ...texts.map((body) => ({ status: 200, headers: json, body }))];
    for (const answer of answers) {
      const outcome = await answered(id, answer);
      assert.equal(outcome.kind, 'unclear', String(answer.body).slice(0, 30));
    }
    const led = await answered(id, {
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
      const id = await audience();
      const session = { id: sessionId(), estimatedTotal: 5 };
      const first = batchOf(id, host.rows([1, 2, 3]), { session: { ...session, seq: 1, isLast: false } });
      const second = batchOf(id, host.rows([4, 5]), { session: { ...session, seq: 2, isLast: false } });
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

  test(`${name}: a batch that arrives twice, and an answer that does, change nothing`, async () => {
    const id = await audience();
    for (const kind of ['delivered twice', 'answered twice'] as const) {
      proxy.decide = () => ({ kind });
      await send(id, [1, 2, 3], 'add');
    }
    proxy.decide = () => null;
    await send(id, [3, 4], 'add');
    assert.equal(await host.members(id), 4);
  });

  test(`${name}: an answer that drips and one that does not come end in time`, async () => {
    const id = await audience();
    for (const kind of ['drip', 'delay'] as const) {
      proxy.decide = () => ({ kind, waitMs: kind === 'drip' ? 200 : 5000 });
      const outcome = await platform.send(host.connection(), batchOf(id, host.rows([1])));
      assert.equal(outcome.kind, 'unclear', kind);
    }
    proxy.decide = () => null;
    await send(id, [1], 'add');
  });

  test(`${name}: where nobody listens nothing has arrived`, async () => {
    const nowhere = host.connection({ url: 'http://127.0.0.1:9' });
    const outcome = await platform.send(nowhere, batchOf('1', host.rows([1])));
    assert.equal(outcome.kind, 'retry');
    const [finding] = await platform.check(nowhere);
    assert.deepEqual([finding?.topic, finding?.state], ['reach', 'missing']);
  });

  test(`${name}: a call that is given up gives its turn back`, async () => {
    const id = await audience();
    const own = host.connection();
    proxy.decide = () => ({ kind: 'delay', waitMs: 300 });
    const sending = platform.send(own, batchOf(id, host.rows([1])), { signal: AbortSignal.timeout(50) });
    await assert.rejects(sending, { name: 'TimeoutError' });
    proxy.decide = () => null;
    assert.equal(own.pace.standing().inFlight, 0);
    doneOf(await platform.send(own, batchOf(id, host.rows([1]))));
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
