import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { simulateRelay } from './relay/simulate.ts';
import { simulate } from './simulate.ts';

/**
 * `npm run test:simulate -- [--relay] [--seed N] [--runs M] [--kills K] [--rows R]`: M runs, each with the next seed.
 * With `--relay` files go through to a platform while requests break; R rows are in the first.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    runs: { type: 'string', default: '1' },
    kills: { type: 'string' },
    relay: { type: 'boolean', default: false },
    rows: { type: 'string', default: '300000' },
  },
});

const first = values.seed === undefined ? randomInt(1, 1_000_000) : wholeNumber('seed', values.seed);
const runs = wholeNumber('runs', values.runs);
const kills = wholeNumber('kills', values.kills ?? (values.relay ? '6' : '30'));
const rows = wholeNumber('rows', values.rows);
const flags = values.relay ? `--relay --rows ${rows} ` : '';
for (let seed = first; seed < first + runs; seed += 1) {
  console.log(`seed ${seed}: ${kills} kills`);
  try {
    console.log(`seed ${seed}: ${JSON.stringify(await run(seed))}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.error(`Run it again with: npm run test:simulate -- ${flags}--seed ${seed} --kills ${kills}`);
    process.exitCode = 1;
    break;
  }
}

function run(seed: number): Promise<object> {
  return values.relay ? simulateRelay({ seed, kills, rows }) : simulate({ seed, kills });
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  console.error(`--${name} is "${text}", but must be a whole number from 1.`);
  process.exit(2);
}
