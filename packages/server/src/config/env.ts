import { OperatorError } from '../kernel/operator-error.ts';

/** Every variable that Kindred reads, in one flat list. Nothing else in the server reads the environment. */
const known = [
  'KINDRED_HOST',
  'KINDRED_PORT',
  'KINDRED_PUBLIC_URL',
  'KINDRED_DATA_DIR',
  'KINDRED_DATABASE_URL',
  'KINDRED_KEY',
  'KINDRED_KEY_FILE',
  'KINDRED_OPERATOR_TOKEN',
  'KINDRED_UPLOAD_BYTES_MAX',
  'KINDRED_UPLOADS_IN_FLIGHT_MAX',
  'KINDRED_UPLOADS_PER_ACCOUNT_MAX',
  'KINDRED_ENGINE_MEMORY_BYTES',
  'KINDRED_DISK_FREE_BYTES_MIN',
  'KINDRED_RATE_LIMIT_TIER',
  'KINDRED_RATE_LIMIT_CALLS',
  'KINDRED_RATE_LIMIT_APP_CALLS',
  'KINDRED_RATE_LIMIT_WINDOW_SECONDS',
  'KINDRED_LOOKALIKE_SEEDS_MIN',
  'KINDRED_LOG_LEVEL',
  // Read by the command line, not by the server; known here so that a shared shell profile is no mistake.
  'KINDRED_URL',
  'KINDRED_TOKEN',
  'KINDRED_PROFILE',
] as const;

type Name = (typeof known)[number];
export type Environment = Readonly<Partial<Record<Name, string>>>;

/** Picks the `KINDRED_*` variables; throws an OperatorError that names any unknown one. */
export function readEnvironment(from: NodeJS.ProcessEnv): Environment {
  const picked: Partial<Record<Name, string>> = {};
  for (const [name, value] of Object.entries(from)) {
    if (!name.startsWith('KINDRED_') || value === undefined) continue;
    if (!isKnown(name)) throw new OperatorError(unknownSentence(name));
    if (value !== '') picked[name] = value;
  }
  return picked;
}

function isKnown(name: string): name is Name {
  return (known as readonly string[]).includes(name);
}

function unknownSentence(name: string): string {
  return (
    `The environment variable ${name} is not known to Kindred, so it would have no effect. ` +
    `Remove it or correct its name. Known are: ${known.join(', ')}.`
  );
}

export function textOf(env: Environment, name: Name, otherwise: string): string {
  return env[name] ?? otherwise;
}

/** A whole number with bounds; throws an OperatorError that names the variable and the bounds. */
export function integerOf(
  env: Environment,
  name: Name,
  otherwise: number,
  bounds: { readonly min: number; readonly max: number },
): number {
  const text = env[name];
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < bounds.min || value > bounds.max) {
    throw new OperatorError(
      `${name} is "${text}", but must be a whole number from ${bounds.min} to ${bounds.max}.`,
    );
  }
  return value;
}

export function choiceOf<Choice extends string>(
  env: Environment,
  name: Name,
  otherwise: Choice,
  choices: readonly Choice[],
): Choice {
  const text = env[name] ?? otherwise;
  const choice = choices.find((each) => each === text);
  if (choice === undefined) {
    throw new OperatorError(`${name} is "${text}", but must be one of: ${choices.join(', ')}.`);
  }
  return choice;
}
