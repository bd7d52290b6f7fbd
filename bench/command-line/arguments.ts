import { parseArgs } from 'node:util';
import type { Bench, BenchOptions } from '../kit/outcome.ts';
import { UsageError } from './usage-error.ts';

const flags = {
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
  rows: { type: 'string' },
  population: { type: 'string' },
  people: { type: 'string' },
  runs: { type: 'string' },
  data: { type: 'string' },
  patience: { type: 'string', default: '20' },
  without: { type: 'string', multiple: true },
} as const;

export const usage =
  'npm run bench -- NAME [--rows N] [--population N] [--runs N] [--data DIR] [--patience SECONDS] [--without PEER]… [--json]';

export interface CommandLine {
  readonly name: string | null;
  readonly json: boolean;
  readonly help: boolean;
  /** Fills in the defaults of the bench. Throws a UsageError for a peer that the bench does not have. */
  optionsOf(bench: Bench): BenchOptions;
}

/** Throws a UsageError for anything that is not in `usage`. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parsed(args);
  if (positionals.length > 1) throw new UsageError(`One bench at a time, please: ${usage}`);
  const [rows, population, people, runs] = (['rows', 'population', 'people', 'runs'] as const).map((flag) =>
    values[flag] === undefined ? undefined : wholeNumber(flag, values[flag], 1),
  );
  const patienceSeconds = wholeNumber('patience', values.patience, 0);
  return {
    name: positionals[0] ?? null,
    json: values.json,
    help: values.help,
    optionsOf: (bench) => ({
      rows: rows ?? bench.defaults.rows,
      population: population ?? people ?? bench.defaults.population,
      runs: runs ?? bench.defaults.runs,
      dataDirectory: values.data ?? null,
      patienceSeconds,
      without: withoutOf(bench, values.without ?? []),
    }),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]}. Known is: ${usage}`);
  }
}

function wholeNumber(flag: string, text: string, least: number): number {
  const value = Number(text.replaceAll('_', ''));
  if (!Number.isSafeInteger(value) || value < least) {
    throw new UsageError(`--${flag} is "${text}", but must be a whole number of ${least} or more.`);
  }
  return value;
}

function withoutOf(bench: Bench, names: readonly string[]): ReadonlySet<string> {
  for (const name of names) {
    if (bench.peers.includes(name)) continue;
    throw new UsageError(`This bench has no peer "${name}". It has: ${bench.peers.join(', ')}.`);
  }
  return new Set(names);
}
