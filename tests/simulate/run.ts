import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { makeScratch, withQuickStarts } from '../dev-env/index.ts';
import { simulatePace } from './relay/pace.ts';
import { RemoteTown, simulateRelay } from './relay/simulate.ts';
import { simulate } from './simulate.ts';

/**
 * `npm run test:simulate -- [--relay | --pace] [--seed N] [--runs M] [--kills K] [--rows R] [--at-once A]`: M runs,
 * each with the next seed, A of them beside each other. With `--relay` files go through to a platform while requests
 * break; R rows are in the first. With `--pace` nothing breaks, and a budget is to be used.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    runs: { type: 'string', default: '1' },
    kills: { type: 'string' },
    relay: { type: 'boolean', default: false },
    pace: { type: 'boolean', default: false },
    rows: { type: 'string', default: '300000' },
    'at-once': { type: 'string', default: '1' },
  },
});

const first = values.seed === undefined ? randomInt(1, 1_000_000) : wholeNumber('seed', values.seed);
const runs = wholeNumber('runs', values.runs);
const kills = wholeNumber('kills', values.kills ?? (values.relay ? '6' : '30'));
const rows = wholeNumber('rows', values.rows);
const atOnce = wholeNumber('at-once', values['at-once']);
const flags = values.pace ? '--pace' : `${values.relay ? `--relay --rows ${rows} ` : ''}--kills ${kills}`;

using scratch = makeScratch();
await withQuickStarts(scratch.path, runAll);

async function runAll(): Promise<void> {
  await using town = values.relay ? await RemoteTown.open(rows) : null;
  const run = (seed: number): Promise<object> => {
    if (values.pace) return simulatePace(seed);
    return town === null ? simulate({ seed, kills }) : simulateRelay(town, { seed, kills });
  };
  let next = first;
  const worker = async () => {
    while (next < first + runs && process.exitCode === undefined) {
      const seed = next;
      next += 1;
      await report(seed, run(seed));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

async function report(seed: number, running: Promise<object>): Promise<void> {
  console.log(`seed ${seed}: begins`);
  try {
    console.log(`seed ${seed}: ${JSON.stringify(await running)}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.error(`Run it again with: npm run test:simulate -- ${flags} --seed ${seed}`);
    process.exitCode = 1;
  }
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  console.error(`--${name} is "${text}", but must be a whole number from 1.`);
  process.exit(2);
}
