import { countryName } from './countries.ts';
import type { LookalikeSpec } from './spec.ts';

/** The audience that a lookalike starts from, as it is shown. */
export interface ShownOrigin {
  readonly graphId: string;
  readonly name: string;
  readonly isDeleted: boolean;
}

/** A specification as the Audience API shows it, its keys in the order of the documented sample (specification 8.2). */
export function shownSpec(spec: LookalikeSpec, origin: ShownOrigin | null): Record<string, unknown> {
  return {
    type: spec.type,
    ...ratios(spec),
    ...countries(spec),
    ...exclusions(spec),
    ...(origin === null ? {} : { origin: [shownOrigin(origin)] }),
  };
}

/** A specification as the Graph API shows it (specification 6.3). */
export function graphSpec(spec: LookalikeSpec, origin: ShownOrigin): Record<string, unknown> {
  return {
    ...countries(spec),
    is_financial_service: false,
    origin: [shownOrigin(origin)],
    ...ratios(spec),
    type: spec.type,
    target_countries: spec.countries,
    target_country_names: spec.countries.map(countryName),
  };
}

function shownOrigin({ graphId, name, isDeleted }: ShownOrigin): Record<string, unknown> {
  return { id: graphId, name, type: 'custom_audience', ...(isDeleted ? { deleted: true } : {}) };
}

/** Ours; shown only where something was asked to be left out. */
function exclusions({ excludedFeatures, excludedTokens }: LookalikeSpec): Record<string, readonly string[]> {
  return {
    ...(excludedFeatures.length === 0 ? {} : { excluded_features: excludedFeatures }),
    ...(excludedTokens.length === 0 ? {} : { excluded_tokens: excludedTokens }),
  };
}

function ratios({ type, fromPercent, toPercent }: LookalikeSpec): Record<string, number> {
  return {
    ...(type === 'custom_ratio' ? { ratio: toPercent / 100 } : {}),
    ...(fromPercent === 0 ? {} : { starting_ratio: fromPercent / 100 }),
  };
}

/** One country stands by itself, several in the form in which they were asked for. */
function countries({
  countries: codes,
  isWorldwide,
  excludedCountries,
}: LookalikeSpec): Record<string, unknown> {
  const [only] = codes;
  if (only !== undefined && codes.length === 1 && !isWorldwide) return { country: only };
  const places = {
    ...(codes.length === 0 ? {} : { countries: codes }),
    ...(isWorldwide ? { country_groups: ['worldwide'] } : {}),
  };
  const excluded =
    excludedCountries.length === 0 ? {} : { excluded_geo_locations: { countries: excludedCountries } };
  return { location_spec: { geo_locations: places, ...excluded } };
}
