import { setTimeout as sleep } from 'node:timers/promises';
import { createAudience, openShop, settleTown, TestServer } from '../dev-env/index.ts';
import { Random } from '../dev-env/random.ts';
import { carryOut } from './client.ts';
import { peopleCount } from './file.ts';
import { killAgainAndAgain, type Moment } from './killer.ts';
import { nextTask, type TaskRecord } from './task.ts';
import { type Stage, type Verdict, verify } from './verify.ts';
import { World } from './world.ts';

export interface SimulationOptions {
  readonly seed: number;
  readonly kills: number;
  readonly clients?: number;
  readonly audiences?: number;
}

export interface SimulationReport extends Verdict {
  readonly kills: Record<Moment, number>;
  readonly tasks: number;
  readonly seconds: number;
}

/**
 * Kills a real server again and again while clients upload, and verifies that each upload that was answered is
 * applied once, in order, and each other one not at all or once. Throws with the seed in the message.
 */
export async function simulate(options: SimulationOptions): Promise<SimulationReport> {
  const startMs = performance.now();
  await using server = await TestServer.prepare();
  try {
    const report = await run(server, options);
    return { ...report, seconds: Math.round((performance.now() - startMs) / 1000) };
  } catch (cause) {
    const said = server.said.errors.slice(-2000);
    throw new Error(`the simulation with --seed ${options.seed} failed: ${String(cause)}\n${said}`, {
      cause,
    });
  }
}

async function run(
  server: TestServer,
  options: SimulationOptions,
): Promise<Omit<SimulationReport, 'seconds'>> {
  const random = new Random(options.seed);
  const world = new World(server);
  await world.rise();
  await settleTown(server.operator, peopleCount);
  const shop = await openShop(server);
  const stage: Stage = {
    world,
    token: shop.writerToken,
    accountId: shop.accountId,
    audiences: await makeAudiences(server, shop.accountId, options.audiences ?? 4),
  };
  try {
    const { kills, records } = await trouble(stage, random, options);
    return { kills, tasks: records.length, ...(await verify(stage, records)) };
  } finally {
    world.end();
  }
}

/** Clients work while the server is killed; then those that wait for an answer get one. */
async function trouble(
  stage: Stage,
  random: Random,
  options: SimulationOptions,
): Promise<{ readonly kills: Record<Moment, number>; readonly records: readonly TaskRecord[] }> {
  const over = new AbortController();
  try {
    const working = Promise.all(
      Array.from({ length: options.clients ?? 5 }, (_, index) =>
        work(stage, random.fork(), index + 1, over.signal),
      ),
    );
    const killing = killAgainAndAgain(stage.world, random.fork(), options.kills);
    const kills = await Promise.race([killing, working.then(() => killing)]);
    over.abort();
    return { kills, records: (await working).flat() };
  } finally {
    over.abort();
  }
}

async function makeAudiences(
  server: TestServer,
  accountId: number,
  count: number,
): Promise<readonly number[]> {
  const made: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const { audienceId } = await createAudience({ client: server.operator, accountId, content: '' });
    made.push(audienceId);
  }
  return made;
}

/** One client: a task after the other, until the killing is over. */
async function work(
  stage: Stage,
  random: Random,
  client: number,
  over: AbortSignal,
): Promise<readonly TaskRecord[]> {
  const records: TaskRecord[] = [];
  while (!over.aborted) {
    const task = nextTask(random, client, stage.audiences);
    records.push(await carryOut(stage.world, stage.token, stage.accountId, task));
    await sleep(random.integer(0, 80));
  }
  return records;
}
