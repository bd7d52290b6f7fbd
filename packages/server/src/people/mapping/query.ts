import { ImportRefused } from '../refused.ts';
import { isRole, type MappingRequest, type Role, roles } from './role.ts';

export const importFormats = ['csv', 'ndjson', 'parquet'] as const;
export type ImportFormat = (typeof importFormats)[number];

/** What the parameters of a call say about a population file. */
export interface ImportParameters {
  /** Null: told by the Content-Type, the name or the bytes of the file. */
  readonly format: ImportFormat | null;
  readonly fileName: string | null;
  /** Country of phone numbers that carry no country code, of people without a country. ISO 3166-1, lower case. */
  readonly phoneCountry: string | null;
  readonly mapping: MappingRequest;
}

/** Parameters as they stand in a query; a repeated one is a list. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

const otherNames = ['format', 'file_name', 'phone_country', 'hashed', 'ignore'] as const;

/** Names of all parameters, for the documentation of the call. */
export const importParameterNames: readonly string[] = [...roles, ...otherNames];

/** Reads the parameters of an import. Throws ImportRefused that names the one that cannot be used. */
export function importParametersOf(query: Query): ImportParameters {
  for (const name of Object.keys(query)) {
    if (!importParameterNames.includes(name)) {
      throw new ImportRefused(
        'parameter_invalid',
        `There is no parameter ${JSON.stringify(name.slice(0, 48))}.`,
        {
          parameters: importParameterNames,
        },
      );
    }
  }
  return {
    format: formatOf(lastOf(query, 'format')),
    fileName: lastOf(query, 'file_name')?.slice(0, 255) ?? null,
    phoneCountry: countryOf(lastOf(query, 'phone_country')),
    mapping: {
      columns: columnsOf(query),
      ignore: allOf(query, 'ignore'),
      hashed: truthOf(lastOf(query, 'hashed')),
    },
  };
}

function columnsOf(query: Query): Partial<Record<Role, readonly string[]>> {
  const columns: Partial<Record<Role, readonly string[]>> = {};
  for (const name of Object.keys(query)) {
    const texts = allOf(query, name);
    if (isRole(name) && texts.length > 0) columns[name] = texts;
  }
  return columns;
}

function allOf(query: Query, name: string): readonly string[] {
  const value = query[name] ?? [];
  return (typeof value === 'string' ? [value] : value).filter((text) => text.trim() !== '');
}

function lastOf(query: Query, name: string): string | null {
  return allOf(query, name).at(-1)?.trim() ?? null;
}

function formatOf(text: string | null): ImportFormat | null {
  if (text === null) return null;
  const format = importFormats.find((each) => each === text.toLowerCase());
  if (format === undefined) throw wrong('format', `must be one of: ${importFormats.join(', ')}`);
  return format;
}

function countryOf(text: string | null): string | null {
  if (text === null) return null;
  if (!/^[a-z]{2}$/i.test(text))
    throw wrong('phone_country', 'must be two letters of ISO 3166-1, such as DE');
  return text.toLowerCase();
}

function truthOf(text: string | null): boolean {
  if (text === null) return false;
  if (/^(true|1|yes)$/i.test(text)) return true;
  if (/^(false|0|no)$/i.test(text)) return false;
  throw wrong('hashed', 'must be true or false');
}

function wrong(parameter: string, problem: string): ImportRefused {
  return new ImportRefused('parameter_invalid', problem, { parameter });
}
