import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../dev-env/random.ts';
import type { World } from './world.ts';

/** When in the life of a process it is killed. */
export const moments = ['start', 'any', 'receive', 'settle', 'apply'] as const;
export type Moment = (typeof moments)[number];

/** Waits for something to happen, but not for ever: the clients may all be at rest. */
const happeningMsMax = 1500;

/** Kills the running server and starts it again, `kills` times, at moments that chance deals out: each before any again. */
export async function killAgainAndAgain(
  world: World,
  random: Random,
  kills: number,
): Promise<Record<Moment, number>> {
  const done: Record<Moment, number> = { start: 0, any: 0, receive: 0, settle: 0, apply: 0 };
  let left: readonly Moment[] = [];
  for (let count = 0; count < kills; ) {
    if (left.length === 0) left = moments;
    const moment = random.pick(left);
    left = left.filter((each) => each !== moment);
    await untilMoment(world, random, moment);
    await world.fall();
    done[moment] += 1;
    count += 1;
    while (count < kills && random.chance(0.2)) {
      await killWhileStarting(world, random);
      done.start += 1;
      count += 1;
    }
    await world.rise();
  }
  return done;
}

async function untilMoment(world: World, random: Random, moment: Moment): Promise<void> {
  if (moment === 'start') return sleep(random.integer(0, 150));
  if (moment === 'any') return sleep(random.integer(0, 2000));
  if (moment === 'receive') return after(world, 'sending', random.integer(0, 120));
  if (moment === 'settle') return after(world, 'sent', random.integer(0, 150));
  return after(world, 'answered', random.integer(0, 250));
}

async function after(
  world: World,
  happening: 'sending' | 'sent' | 'answered',
  waitMs: number,
): Promise<void> {
  const enough = new AbortController();
  await Promise.race([
    once(world.happenings, happening, { signal: enough.signal }).catch(() => undefined),
    sleep(happeningMsMax, undefined, { signal: enough.signal }).catch(() => undefined),
  ]);
  enough.abort();
  await sleep(waitMs);
}

/** Opening the stores, recovery and taking up of old work happen in about the first second. */
async function killWhileStarting(world: World, random: Random): Promise<void> {
  const starting = world.server.spawn();
  await sleep(random.integer(100, 1600));
  starting.signal('SIGKILL');
  await starting.ended;
}
