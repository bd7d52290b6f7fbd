import type { Command } from 'commander';
import type { Query } from '../../wire/index.ts';
import { collect } from '../command.ts';

/** One option that names columns. The name of the parameter is that of the option with underscores. */
interface Role {
  readonly flag: string;
  readonly say: string;
}

const roles: readonly Role[] = [
  { flag: 'id', say: 'your own id of the person' },
  { flag: 'country', say: 'countries' },
  { flag: 'email', say: 'e-mail addresses' },
  { flag: 'phone', say: 'phone numbers' },
  { flag: 'madid', say: 'mobile advertiser ids' },
  { flag: 'uid', say: 'numeric ids of the platform' },
  { flag: 'extern-id', say: 'another id of your own' },
  { flag: 'third-party-id', say: 'third-party ids' },
  { flag: 'fn', say: 'first names' },
  { flag: 'ln', say: 'last names' },
  { flag: 'zip', say: 'postal codes' },
  { flag: 'ct', say: 'cities' },
  { flag: 'st', say: 'states' },
  { flag: 'dob', say: 'dates of birth' },
  { flag: 'doby', say: 'years of birth' },
  { flag: 'dobm', say: 'months of birth' },
  { flag: 'dobd', say: 'days of birth' },
  { flag: 'gen', say: 'genders' },
];

export type MappingOptions = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/**
 * Adds an option for each role, which may be repeated: a person may have several addresses. What is not named
 * is told by the header; all other columns become features.
 */
export function addMappingOptions(command: Command): void {
  for (const { flag, say } of roles) command.option(`--${flag} <column>`, `column with ${say}`, collect);
  command
    .option('--ignore <column>', 'column of which nothing is kept', collect)
    .option('--hashed', 'identifiers are normalised and hashed (SHA-256) already')
    .option('--phone-country <code>', 'country of phone numbers without one, such as DE')
    .addHelpText('after', '\nOptions that name a column may be repeated. Without them the header decides.');
}

/** The query of the call that says the same. */
export function queryOf(options: MappingOptions): Query {
  const query: (readonly [string, string])[] = [];
  for (const flag of [...roles.map((role) => role.flag), 'ignore', 'phone-country', 'format', 'hashed']) {
    const value = options[camelCase(flag)];
    const name = flag.replaceAll('-', '_');
    if (typeof value === 'string' || value === true) query.push([name, String(value)]);
    if (Array.isArray(value)) query.push(...value.map((each): [string, string] => [name, String(each)]));
  }
  return query;
}

function camelCase(flag: string): string {
  return flag.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
