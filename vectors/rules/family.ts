import type { Kind, NormaliseOptions, Profile, Reason } from '@kindred/identity';

/** What a value becomes: its canonical form, with other accepted forms behind it; or why it is refused. */
export type Expected =
  | string
  | readonly [canonical: string, ...variants: string[]]
  | { readonly refused: Reason };

export type Case = readonly [input: string, expected: Expected, published?: string];

/** Values that show one sentence of one platform. Every expected form is written by hand, from this sentence. */
export interface Family {
  readonly profile: Profile;
  readonly kind: Kind;
  /** The sentence. */
  readonly rule: string;
  readonly options?: Pick<NormaliseOptions, 'country' | 'dateOrder'>;
  readonly cases: readonly Case[];
}

export const refused = (reason: Reason): Expected => ({ refused: reason });

/** The same values for several platforms whose sentence is the same. */
export function forEach(profiles: readonly Profile[], family: Omit<Family, 'profile'>): readonly Family[] {
  return profiles.map((profile) => ({ profile, ...family }));
}

/** The same family for each country: its cases stand by their country. */
export function byCountry(
  family: Omit<Family, 'options' | 'cases'>,
  cases: Readonly<Record<string, readonly Case[]>>,
): readonly Family[] {
  return Object.entries(cases).map(([country, ofCountry]) => ({
    ...family,
    ...(country === 'none' ? {} : { options: { country } }),
    cases: ofCountry,
  }));
}
