import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { simulate } from './simulate.ts';

/** `npm run test:simulate -- [--seed N] [--runs M] [--kills K]`: M runs, each with the next seed. */
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    runs: { type: 'string', default: '1' },
    kills: { type: 'string', default: '30' },
  },
});

const first = values.seed === undefined ? randomInt(1, 1_000_000) : wholeNumber('seed', values.seed);
const runs = wholeNumber('runs', values.runs);
const kills = wholeNumber('kills', values.kills);
for (let seed = first; seed < first + runs; seed += 1) {
  console.log(`seed ${seed}: ${kills} kills`);
  try {
    console.log(`seed ${seed}: ${JSON.stringify(await simulate({ seed, kills }))}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.error(`Run it again with: npm run test:simulate -- --seed ${seed} --kills ${kills}`);
    process.exitCode = 1;
    break;
  }
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  console.error(`--${name} is "${text}", but must be a whole number from 1.`);
  process.exit(2);
}
