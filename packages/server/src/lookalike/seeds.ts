import type { LookalikeSpec } from './spec/index.ts';

/** From which seeds the people of a country are found. */
export interface LearnFrom {
  /** In capitals. */
  readonly country: string;
  /** As the population writes countries, in small letters. */
  readonly seedsByCountry: ReadonlyMap<string, number>;
  readonly isInternational: boolean;
}

/**
 * The countries of a lookalike that can be searched, each with the seeds to learn from: those of the country itself, or,
 * where they are too few, all of them. None when the seed is too small (specification 6.1): it needs `seedsMin` people in
 * one of the countries, or with `allow_international_seeds` in any.
 *
 * @param seedsByCountry Members of the seed; countries in small letters.
 * @param populated Countries in which anybody lives, in small letters.
 */
export function seedsFor(
  spec: LookalikeSpec,
  seedsByCountry: ReadonlyMap<string, number>,
  populated: readonly string[],
  seedsMin: number,
): readonly LearnFrom[] {
  const countries = countriesOf(spec, populated);
  const enough = (country: string) => (seedsByCountry.get(country) ?? 0) >= seedsMin;
  const usable = spec.allowInternationalSeeds ? [...seedsByCountry.keys()] : countries;
  if (!usable.some(enough)) return [];
  return countries.map((country) => {
    const own = enough(country);
    const from = own ? [[country, seedsByCountry.get(country) ?? 0] as const] : [...seedsByCountry];
    return { country: country.toUpperCase(), seedsByCountry: new Map(from), isInternational: !own };
  });
}

function countriesOf(spec: LookalikeSpec, populated: readonly string[]): string[] {
  const named = spec.isWorldwide ? populated : spec.countries.map((country) => country.toLowerCase());
  const excluded = spec.excludedCountries.map((country) => country.toLowerCase());
  return named.filter(
    (country) => country !== '' && populated.includes(country) && !excluded.includes(country),
  );
}
