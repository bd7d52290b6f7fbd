import type { KeyKind } from '@kindred/contract';

/** Keys that find a person by themselves; the names are those of the contract. */
type WholeKey = 'EXTERN_ID' | 'UID' | 'EMAIL' | 'PHONE' | 'MADID' | 'THIRD_PARTY_ID';

/** Parts that only together find a person, with the names of Meta's multi-key schema, and a whole date of birth. */
type Part = 'FN' | 'LN' | 'FI' | 'GEN' | 'DOB' | 'DOBY' | 'DOBM' | 'DOBD' | 'CT' | 'ST' | 'ZIP' | 'COUNTRY';

export type Kind = (WholeKey & KeyKind) | Part;

/** The closed set of kinds of identifiers, the strongest first. */
export const kinds = [
  'EXTERN_ID',
  'UID',
  'EMAIL',
  'PHONE',
  'MADID',
  'THIRD_PARTY_ID',
  'FN',
  'LN',
  'FI',
  'GEN',
  'DOB',
  'DOBY',
  'DOBM',
  'DOBD',
  'CT',
  'ST',
  'ZIP',
  'COUNTRY',
] as const satisfies readonly Kind[];

export function isKind(text: string): text is Kind {
  return (kinds as readonly string[]).includes(text);
}
