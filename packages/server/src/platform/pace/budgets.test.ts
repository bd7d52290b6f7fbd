import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Budgets, type Call, type CallAnswer } from './budgets.ts';
import { readKnown } from './known.ts';

const startMs = 1_700_000_000_000;
const inFlightMax = 16;
const windows = 6;

interface Settings {
  /** Writes in a window. */
  readonly calls: number;
  readonly windowMs: number;
  /** What it rounds down to. */
  readonly step: number;
  readonly isCostTold: boolean;
  readonly latencyMs: number;
  readonly seed: number;
}

const settings = fc.record<Settings>({
  calls: fc.integer({ min: 20, max: 400 }),
  windowMs: fc.constantFrom(60_000, 300_000, 3_600_000),
  step: fc.constantFrom(0.01, 1),
  isCostTold: fc.boolean(),
  latencyMs: fc.integer({ min: 5, max: 3000 }),
  seed: fc.nat(),
});

test('alone on an account it provokes no refusal, and uses nine tenths of the budget', () => {
  const property = fc.property(settings, (each) => {
    const ending = run(each, new Budgets(inFlightMax));
    assert.equal(ending.refused, 0, 'refused');
    const possible = Math.min(each.calls * windows, (windows * each.windowMs) / each.latencyMs);
    assert.ok(ending.admitted >= 0.9 * possible, `${ending.admitted} of ${possible}`);
  });
  fc.assert(property, { numRuns: 300 });
});

test('beside others it goes on with what they leave, and is hardly ever refused', () => {
  const property = fc.property(settings, fc.integer({ min: 1, max: 50 }), (each, othersPercent) => {
    const ending = run(each, new Budgets(inFlightMax), othersPercent);
    assert.ok(ending.refused <= 10 * windows, `${ending.refused} refused`);
    const left = 1 - othersPercent / 100;
    const possible = Math.min(left * each.calls * windows, (windows * each.windowMs) / each.latencyMs);
    assert.ok(ending.admitted >= 0.6 * possible, `${ending.admitted} of ${possible}`);
  });
  fc.assert(property, { numRuns: 200 });
});

test('a pace that begins anew with what was known is hardly ever refused', () => {
  const sums = { admitted: 0, refused: 0 };
  const property = fc.property(settings, (each) => {
    let budgets = new Budgets(inFlightMax);
    const restart = (nowMs: number) => {
      const known = readKnown(JSON.parse(JSON.stringify(budgets.known(nowMs))));
      assert.ok(known !== null);
      budgets = Budgets.restored(inFlightMax, known, nowMs);
      return budgets;
    };
    const ending = run(each, budgets, 0, restart);
    // A call that was under way counts from when it arrives, and nobody was there to see when that was: of 2500 runs the
    // worst had 14 refusals, and 99 of 100 one at most.
    assert.ok(ending.refused <= 4 * windows, `${ending.refused} refused`);
    sums.admitted += ending.admitted;
    sums.refused += ending.refused;
  });
  fc.assert(property, { numRuns: 100 });
  assert.ok(sums.refused <= 0.002 * sums.admitted, JSON.stringify(sums));
});

test('nothing goes before the end of a wait that was asked for, and waits without an end grow', () => {
  const budgets = new Budgets(inFlightMax);
  const refuse = (atMs: number, throttledMs: number | null) =>
    budgets.end(budgets.begin('write'), { throttledMs }, atMs);
  refuse(startMs, 120_000);
  assert.equal(budgets.whenNext('read', startMs + 1), startMs + 120_000);
  const waits = [1, 2, 3].map((attempt) => {
    const atMs = startMs + attempt * 10_000_000;
    refuse(atMs, null);
    return (budgets.whenNext('write', atMs) ?? 0) - atMs;
  });
  assert.deepEqual(waits, [120_000, 240_000, 480_000]);
});

test('after a wait that was asked for one call goes, however full the meters were shown', () => {
  const budgets = new Budgets(inFlightMax);
  const reading = { meter: 'calls', percent: 100, roundedDownBy: 1, isOfWrites: false };
  const usage = [{ ...reading, costPercent: null, windowMs: 3_600_000 }];
  budgets.end(budgets.begin('write'), { usage, throttledMs: 5000 }, startMs);
  assert.equal(budgets.whenNext('write', startMs + 1), startMs + 5000);
  const probe = budgets.begin('write');
  assert.equal(budgets.whenNext('write', startMs + 5000), null);
  const told = usage.map((each) => ({ ...each, percent: 40 }));
  budgets.end(probe, { usage: told }, startMs + 5100);
  assert.equal(budgets.whenNext('write', startMs + 5100), startMs + 5100);
});

test('one call goes until the first answer, and half as many after a failure of the server', () => {
  const budgets = new Budgets(inFlightMax);
  const fill = () => {
    const calls: Call[] = [];
    while (budgets.whenNext('write', startMs) === startMs) calls.push(budgets.begin('write'));
    return calls;
  };
  const finish = (calls: readonly Call[], answer: CallAnswer) => {
    for (const call of calls) budgets.end(call, answer, startMs);
  };
  const first = fill();
  assert.equal(first.length, 1);
  finish(first, { usage: [] });
  for (let round = 0; round < 10; round += 1) finish(fill(), { usage: [] });
  const most = fill();
  assert.equal(most.length, inFlightMax);
  finish(most.slice(1), {});
  finish(most.slice(0, 1), { isStrained: true });
  assert.equal(fill().length, inFlightMax / 2);
});

test('a forecast counts the windows that work needs', () => {
  const budgets = new Budgets(inFlightMax);
  const reading = {
    meter: 'score',
    roundedDownBy: 0.01,
    isOfWrites: true,
    costPercent: 5,
    windowMs: 300_000,
  };
  budgets.end(budgets.begin('write'), { usage: [{ ...reading, percent: 5 }] }, startMs);
  assert.equal(budgets.heldMs(18, startMs), 0);
  const minutes = [19, 37, 38, 57].map((writes) => Math.round(budgets.heldMs(writes, startMs) / 60_000));
  assert.deepEqual(minutes, [5, 5, 10, 15]);
});

interface Ending {
  readonly admitted: number;
  readonly refused: number;
}

/** Sends writes through a platform that is made up, for some windows, with as many under way as may be. */
function run(
  each: Settings,
  first: Budgets,
  othersPercent = 0,
  restart: ((nowMs: number) => Budgets) | null = null,
): Ending {
  const random = randomOf(each.seed);
  const platform = new MadePlatform(each);
  const events = new Events();
  const counts = { admitted: 0, refused: 0 };
  const untilMs = startMs + windows * each.windowMs;
  let budgets = first;
  let generation = 0;
  let timer = 0;
  const arrive = (call: Call, own: number) => {
    const answer = platform.call(events.nowMs);
    if (answer.throttledMs === undefined) counts.admitted += 1;
    else counts.refused += 1;
    events.in(each.latencyMs * random(), () => {
      if (own !== generation) return;
      budgets.end(call, answer, events.nowMs);
      pump();
    });
  };
  const pump = () => {
    const nextMs = budgets.whenNext('write', events.nowMs);
    if (nextMs === null) return;
    if (nextMs > events.nowMs) {
      timer += 1;
      const own = timer;
      events.in(nextMs - events.nowMs, () => own === timer && pump());
      return;
    }
    const call = budgets.begin('write');
    const own = generation;
    events.in(each.latencyMs * random(), () => arrive(call, own));
    pump();
  };
  const othersMs = (100 * each.windowMs) / (othersPercent * each.calls);
  const spendElsewhere = () => {
    platform.call(events.nowMs);
    events.in(2 * othersMs * random(), spendElsewhere);
  };
  if (othersPercent > 0) spendElsewhere();
  if (restart !== null) {
    const again = () => {
      generation += 1;
      budgets = restart(events.nowMs);
      pump();
      events.in(each.windowMs * random(), again);
    };
    events.in(each.windowMs * random(), again);
  }
  pump();
  events.run(untilMs);
  return counts;
}

/** Counts as the limiter of a Graph server does: in slots, which leave when all of them is older than the window. */
class MadePlatform {
  readonly #settings: Settings;
  readonly #slotMs: number;
  readonly #slots = new Map<number, number>();

  constructor(each: Settings) {
    this.#settings = each;
    this.#slotMs = each.windowMs / 120;
  }

  call(nowMs: number): CallAnswer {
    const { calls, windowMs, step, isCostTold } = this.#settings;
    const isOver = this.#spent(nowMs) >= calls;
    const slot = Math.floor(nowMs / this.#slotMs) * this.#slotMs;
    if (!isOver) this.#slots.set(slot, (this.#slots.get(slot) ?? 0) + 1);
    const exact = (100 * this.#spent(nowMs)) / calls;
    const reading = {
      meter: 'made',
      percent: Math.floor(exact / step) * step,
      roundedDownBy: step,
      isOfWrites: true,
      costPercent: isCostTold ? 100 / calls : null,
      windowMs: slot + this.#slotMs + windowMs - nowMs,
    };
    return isOver ? { usage: [reading], throttledMs: this.#regainMs(nowMs) } : { usage: [reading] };
  }

  #regainMs(nowMs: number): number {
    const endsMs = [...this.#slots.keys()].map((slot) => slot + this.#slotMs + this.#settings.windowMs);
    return Math.min(...endsMs) - nowMs;
  }

  #spent(nowMs: number): number {
    let spent = 0;
    for (const [slot, calls] of this.#slots) {
      if (slot + this.#slotMs + this.#settings.windowMs > nowMs) spent += calls;
      else this.#slots.delete(slot);
    }
    return spent;
  }
}

/** What happens when, without anybody waiting. */
class Events {
  nowMs = startMs;
  readonly #queue: { readonly atMs: number; readonly act: () => void }[] = [];

  in(waitMs: number, act: () => void): void {
    const atMs = this.nowMs + Math.ceil(Math.max(0, waitMs));
    let place = this.#queue.length;
    while (place > 0 && (this.#queue[place - 1]?.atMs ?? 0) > atMs) place -= 1;
    this.#queue.splice(place, 0, { atMs, act });
  }

  run(untilMs: number): void {
    for (
      let next = this.#queue.shift();
      next !== undefined && next.atMs < untilMs;
      next = this.#queue.shift()
    ) {
      this.nowMs = next.atMs;
      next.act();
    }
  }
}

function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
