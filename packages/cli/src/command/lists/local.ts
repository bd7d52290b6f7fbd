import { codeOfCountry, type DateOrder, type Encoding, encodings } from '@kindred/identity';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ListFormat } from '../../list/read/source.ts';
import type { LocalSession } from '../../session.ts';

export type { LocalSession } from '../../session.ts';

/** Opens the session of a command that talks to no server, and so needs no token. */
export type OpenLocalSession = () => LocalSession;

/** Puts one command that talks to no server under its parent. */
export type AddLocalCommand = (parent: Command, open: OpenLocalSession) => void;

export function countryOption(): Option {
  return new Option('--country <code>', 'country of people who have none in the list, such as DE').argParser(
    (text) => {
      const code = codeOfCountry(text);
      if (code === null)
        throw new InvalidArgumentError('It is not a country: two letters, such as DE, are understood.');
      return code;
    },
  );
}

/** What commands are told of how a list is to be read. */
export interface Reading {
  readonly header?: boolean;
  readonly format?: 'csv' | 'ndjson';
  readonly encoding?: Encoding;
  readonly dateOrder: DateOrder;
}

export function formatOption(): Option {
  return new Option('--format <format>', 'instead of telling it by the file').choices(['csv', 'ndjson']);
}

export function encodingOption(): Option {
  return new Option('--encoding <name>', 'instead of telling it by the file').choices(encodings);
}

export function withReading(command: Command): Command {
  return command
    .option('--header', 'the first line names the columns')
    .option('--no-header', 'the first line is a person; columns are called 1, 2, …')
    .addOption(formatOption())
    .addOption(encodingOption())
    .addOption(
      new Option('--date-order <order>', 'what 05/04/1980 means').choices(['mdy', 'dmy']).default('mdy'),
    );
}

/** Null: as the file says. */
export function listFormat({ format }: Pick<Reading, 'format'>): ListFormat | null {
  return format === 'csv' ? 'delimited' : (format ?? null);
}
