import { parseArgs } from 'node:util';
import { WrongUsage } from '@kindred/cli';

export interface Options {
  /** End when everything has been shown, instead of serving on. */
  readonly once: boolean;
  readonly port: number;
  readonly rows: number;
  readonly people: number;
  readonly seed: number;
  readonly help: boolean;
}

export const usage = `Shows the main job: a file of hashed people becomes a matched, sized audience.

  npm run demo -- [options]

  --once        end when all was shown: exit code 0, 1 when something is wrong
  --port N      where the server listens (default 8080; where it is taken, any
                free port)
  --rows N      lines of the uploaded file (default 100,000)
  --people N    people of the population (default 1,000,000)
  --seed N      another population and other files (default 1); the same number
                gives the same bytes
  --help        this text`;

const defaults = { port: 8080, rows: 100_000, people: 1_000_000, seed: 1 } as const;

/** Throws WrongUsage with a sentence for anything that cannot be used. */
export function readOptions(args: readonly string[]): Options {
  const values = parsed(args);
  const options: Options = {
    once: values.once === true,
    help: values.help === true,
    port: integer('--port', values.port, defaults.port, { min: 0, max: 65_535 }),
    rows: integer('--rows', values.rows, defaults.rows, { min: 500, max: 5_000_000 }),
    people: integer('--people', values.people, defaults.people, { min: 1000, max: 20_000_000 }),
    seed: integer('--seed', values.seed, defaults.seed, { min: 0, max: 2 ** 31 - 1 }),
  };
  const peopleMin = options.rows;
  if (options.people < peopleMin) {
    throw new WrongUsage(
      `A file of ${options.rows} lines needs a population of ${peopleMin} people or more (--people).`,
    );
  }
  return options;
}

function parsed(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        once: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        port: { type: 'string' },
        rows: { type: 'string' },
        people: { type: 'string' },
        seed: { type: 'string' },
      },
    });
    return values;
  } catch (error) {
    throw new WrongUsage(`${(error as Error).message.split('. ')[0]}. The options are listed by --help.`);
  }
}

function integer(
  name: string,
  text: string | undefined,
  otherwise: number,
  bounds: { readonly min: number; readonly max: number },
): number {
  if (text === undefined) return otherwise;
  const value = Number(text.replaceAll(/[_,]/g, ''));
  if (text.trim() === '' || !Number.isInteger(value) || value < bounds.min || value > bounds.max) {
    throw new WrongUsage(
      `${name} is "${text}", but must be a whole number from ${bounds.min} to ${bounds.max}.`,
    );
  }
  return value;
}
