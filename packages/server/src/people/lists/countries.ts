import { createHash } from 'node:crypto';
import { countryCodes } from '@kindred/identity';

/** Names under which countries are understood, in lower case and without full stops, beside their two letters. */
export interface CountryNames {
  readonly country_names: readonly string[];
  readonly country_codes: readonly string[];
}

/** Two letters, three letters, the English name, and the SHA-256 of the two letters as Meta wants it. */
export function countryNames(): CountryNames {
  const digests = [...new Set(countryCodes.values())].map(
    (code) => [createHash('sha256').update(code).digest('hex'), code] as const,
  );
  const codeOfName = new Map([...countryCodes, ...digests]);
  return { country_names: [...codeOfName.keys()], country_codes: [...codeOfName.values()] };
}
