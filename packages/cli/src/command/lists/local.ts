import { codeOfCountry } from '@kindred/identity';
import { type Command, InvalidArgumentError, Option } from 'commander';
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
